import { extensionOf } from '../units/language.ts';

/** Grammars that we have, by the extensions of their files. Kotlin, Swift and others have none: those are cut by lines. */
const GRAMMARS = {
  typescript: 'ts mts cts',
  tsx: 'tsx jsx',
  javascript: 'js mjs cjs',
  python: 'py pyi',
  go: 'go',
  rust: 'rs',
  java: 'java',
  'c-sharp': 'cs',
  cpp: 'c h cc cpp cxx hpp hh',
  php: 'php',
  ruby: 'rb',
  bash: 'sh bash',
  css: 'css',
} as const;

export type GrammarName = keyof typeof GRAMMARS;

const BY_EXTENSION: ReadonlyMap<string, GrammarName> = new Map(
  Object.entries(GRAMMARS).flatMap(([name, extensions]) =>
    extensions.split(' ').map((extension) => [extension, name as GrammarName] as const),
  ),
);

/** Undefined: no grammar for this file. */
export function grammarOf(path: string): GrammarName | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.includes('.') ? BY_EXTENSION.get(extensionOf(path)) : undefined;
}

/** Languages whose imports are read. */
export const IMPORTING: ReadonlySet<GrammarName> = new Set<GrammarName>([
  'typescript',
  'tsx',
  'javascript',
  'python',
  'go',
  'rust',
  'java',
  'c-sharp',
  'cpp',
]);
