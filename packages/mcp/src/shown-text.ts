/** Control, format and separator characters, and those that only choose or fill glyphs: nobody sees them, a model reads them. */
const HIDDEN = /(?!\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\u2800]/gu;
/** White space that passes for a plain space. */
const ODD_SPACE = /(?! )\p{Zs}/gu;
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const LATIN = /\p{Script=Latin}/u;
/** Letters of the alphabets whose letters look like Latin ones. */
const LOOK_ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/gu;

/** A text in which what nobody would see is written out: `\u200b`. Line breaks and tabs stay. */
export function shownText(text: string): string {
  return text.replaceAll(HIDDEN, (found) => (found === '\n' || found === '\t' ? found : writtenOut(found)));
}

/** The same on one line, and with letters that pass for others written out: for people who compare. */
export function shownLine(text: string): string {
  return text
    .replaceAll(HIDDEN, writtenOut)
    .replaceAll(ODD_SPACE, writtenOut)
    .replaceAll(WORD, (word) => (LATIN.test(word) ? word.replaceAll(LOOK_ALIKE, writtenOut) : word));
}

function writtenOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\n') return '\\n';
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
