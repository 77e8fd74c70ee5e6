/** What programs and people read differently: control characters, and what turns, hides or joins the text around it. */
const UNSEEN = /(?![\n\t]|\ufe0f)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu;

/**
 * Text whose control and direction characters stand there as `\u{202e}`: a model is not told what nobody sees. Line feeds and tabs
 * stay, and so does what makes a character an emoji; a line may end in either way.
 */
export function visibleText(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(UNSEEN, formOf);
}

/** How {@link visibleText} shows what of a text nobody sees, each once. */
export function unseenForms(text: string): readonly string[] {
  return [...new Set(text.replaceAll('\r\n', '\n').match(UNSEEN))].map(formOf);
}

function formOf(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;
}

/** The same for a JSON text, which stays one: all that is unseen in it stands in texts. */
export function visibleJson(json: string): string {
  return json.replace(UNSEEN, (char) =>
    Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
