/** A text from outside as a block of the document: nothing in it can end it, or look like what is around it. */
export type Block = (label: string, text: string, options?: BlockOptions) => readonly string[];

export interface BlockOptions {
  /** What the mark says beside its label. */
  readonly facts?: Readonly<Record<string, string>> | undefined;
  /** Of the fence. @default text */
  readonly language?: string | undefined;
}

/** Blocks stand between marks, for models, and in a fence that is longer than any in the text, for whoever renders it. */
export function blocksWith(mark: string): Block {
  return (label, text, { facts = {}, language = 'text' } = {}) => {
    const told = Object.entries(facts).map(([name, value]) => ` ${name}=${quoted(value)}`);
    const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
    const body = text === '' ? [] : [text];
    return [
      `<${label} mark="${mark}"${told.join('')}>`,
      '',
      `${ticks}${language}`,
      ...body,
      ticks,
      '',
      `</${label} mark="${mark}">`,
      '',
    ];
  };
}

/** As JSON writes it, with nothing in it that ends its quotes, the mark, or is mark-up of another kind. */
function quoted(text: string): string {
  const told = text
    .toWellFormed()
    .replaceAll(/["<>&`[\]!*\\]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
      Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
        '',
      ),
    );
  return `"${told}"`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
