/** A dotted name, as modules, packages and members are written. */
export interface DottedName {
  readonly parts: readonly string[];
  /** What is imported from it. */
  readonly taken: readonly string[];
}

/** `a.b`, `a.b.c`. Each begins at the start of a word, so that a long one is looked at once. */
const DOTTED = /(?<![\w.])[A-Za-z_]\w{0,80}(?:\.[A-Za-z_]\w{0,80}){1,12}/g;
const FROM_IMPORT = /\bfrom[ \t]{1,4}\.{0,3}([A-Za-z_][\w.]{0,200})[ \t]{1,4}import[ \t(]{1,4}([\w, \t*]{1,400})/g;
const PLAIN_IMPORT = /^[ \t>]{0,12}(?:import|use|require|using)[ \t]{1,4}([A-Za-z_][\w.]{0,200})/gm;
const SCRIPT_IMPORT = /\b(?:from|require\(|import\(?)[ \t]{0,4}['"]([^'"\n]{1,200})['"]/g;
const MOST_NAMES = 600;

/** Modules and members that a text names, each once. */
export function dottedNamesIn(text: string): readonly DottedName[] {
  const names = new Map<string, DottedName>();
  const add = (name: string, taken: readonly string[], separator: string | RegExp = '.'): void => {
    const parts = name.split(separator).filter((part) => part !== '' && part !== '..');
    const key = `${parts.join('.')}>${taken.join()}`;
    if (parts.length > 0 && names.size < MOST_NAMES) names.set(key, { parts, taken });
  };
  for (const [, from = '', taken = ''] of text.matchAll(FROM_IMPORT)) {
    add(
      from,
      taken
        .split(',')
        .flatMap((one) => one.trim().split(/\s/)[0] ?? [])
        .filter((one) => /^\w+$/.test(one)),
    );
  }
  for (const [, name = ''] of text.matchAll(PLAIN_IMPORT)) add(name, []);
  for (const [, name = ''] of text.matchAll(SCRIPT_IMPORT)) add(name.replace(/\.\w{1,4}$/, ''), [], '/');
  for (const [name] of text.matchAll(DOTTED)) add(name, []);
  return [...names.values()];
}
