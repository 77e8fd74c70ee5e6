import { extensionOf } from '@hanzo/tools';

/**
 * What stands behind a name in a text: in `code` an expression, in `settings` the value itself, in `words` (logs, notes, issues)
 * either of them, or a sentence.
 */
export type TextKind = 'code' | 'settings' | 'words';

const CODE: ReadonlySet<string> = new Set(
  (
    'ts tsx mts cts js jsx mjs cjs py pyi pyx go rs java kt kts scala groovy gradle c h cc cpp cxx hpp hh cs fs fsx vb swift m mm rb ' +
    'php pl pm lua r jl dart ex exs erl hrl hs elm clj cljs ml mli nim zig v sol vue svelte astro css scss sass less styl html htm ' +
    'graphql gql proto wat asm s f f90 pas d cr'
  ).split(' '),
);
const WORDS: ReadonlySet<string> = new Set(
  'md mdx markdown rst adoc txt log out err csv tsv ipynb tex sh bash zsh fish ps1 psm1 bat cmd sql svg snap makefile license licence readme changelog notice copying authors'.split(
    ' ',
  ),
);
/** What a program says to people: a password there is the word for it. */
const TRANSLATED =
  /(?:^|\/)(?:locales?|i18n|lang(?:uages?)?|translations?)\/|(?:^|\/)[a-z]{2}(?:[-_][A-Za-z]{2})?\.(?:json|ya?ml)$/;

/** @param path empty: of no file */
export function textKindOf(path: string): TextKind {
  if (path === '') return 'words';
  if (TRANSLATED.test(path)) return 'code';
  const kind = extensionOf(path).toLowerCase();
  if (CODE.has(kind)) return 'code';
  return WORDS.has(kind) ? 'words' : 'settings';
}
