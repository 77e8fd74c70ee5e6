/** How the text of a language is told from its comments and strings, as far as cutting it needs that. */
export interface Language {
  /** Starts a comment that ends with its line. */
  readonly lineComment: '//' | '#' | undefined;
  /** Has comments that end with an asterisk and a slash. */
  readonly hasBlockComments: boolean;
  /** Marks of strings that may go over several lines. */
  readonly longStrings: readonly string[];
  /** Long strings between backticks may hold code: `${…}`. */
  readonly hasTemplates: boolean;
  /** Has regular expressions between slashes. */
  readonly hasRegex: boolean;
  /**
   * White space at the ends of lines and the indentation of a whole block mean nothing, for certain, in a file without
   * long strings and without a backslash at the end of a line.
   */
  readonly hasFreeMargins: boolean;
  /** A line that is indented less than the one before ends a block. */
  readonly isIndented: boolean;
}

const BRACES: Language = {
  lineComment: '//',
  hasBlockComments: true,
  longStrings: [],
  hasTemplates: false,
  hasRegex: false,
  hasFreeMargins: false,
  isIndented: false,
};
/** Attributes of JSX may go over several lines, too. */
const SCRIPT: Language = { ...BRACES, longStrings: ['`'], hasTemplates: true, hasRegex: true };
const TYPESCRIPT: Language = { ...SCRIPT, hasFreeMargins: true };
const GO: Language = { ...BRACES, longStrings: ['`'], hasFreeMargins: true };
const HASH: Language = { ...BRACES, lineComment: '#', hasBlockComments: false };
const PYTHON: Language = { ...HASH, longStrings: ['"""', "'''"], hasFreeMargins: true, isIndented: true };
const PROSE: Language = {
  ...BRACES,
  lineComment: undefined,
  hasBlockComments: false,
  longStrings: ['```'],
};
const OTHER: Language = { ...PROSE, longStrings: [] };

const LANGUAGES: readonly (readonly [Language, string])[] = [
  [TYPESCRIPT, 'ts mts cts'],
  [SCRIPT, 'tsx js jsx mjs cjs'],
  [GO, 'go'],
  [{ ...BRACES, longStrings: ['"""'] }, 'java kt kts cs swift scala dart groovy'],
  [BRACES, 'c h cc cpp cxx hpp hh rs php css scss less proto m mm'],
  [PYTHON, 'py pyi'],
  [HASH, 'rb sh bash zsh pl r yml yaml toml tf ex exs'],
  [PROSE, 'md mdx markdown'],
];

const BY_EXTENSION: ReadonlyMap<string, Language> = new Map(
  LANGUAGES.flatMap(([language, names]) => names.split(' ').map((name) => [name, language] as const)),
);

/** By the extension of a path; text that is known by none of them is cut at blank lines. */
export function languageOf(path: string): Language {
  return BY_EXTENSION.get(extensionOf(path)) ?? OTHER;
}

/** In lower case, without the dot; the file's whole name where it has none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return name.slice(name.lastIndexOf('.') + 1);
}
