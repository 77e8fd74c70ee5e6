import type { Declaration, Import, Syntax } from '@hanzo/tools';

/** A declaration as another file sees it. */
export interface Declared {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly name: string;
  /** On one line, without its body. */
  readonly signature: string;
  /** The class that it is a member of. Undefined: it stands at the top of its file. */
  readonly within: string | undefined;
}

/** What others may want to know of a file. */
export interface FileFacts {
  readonly declared: readonly Declared[];
  readonly imports: readonly Import[];
}

export const NO_FACTS: FileFacts = { declared: [], imports: [] };

/** What others cannot use. */
const PRIVATE = /^(private|protected)\b/;
const PRIVATE_NAME = /^[#_]/;

/** Empty for files whose language has no grammar. */
export function factsOf(path: string, text: string, syntax: Pick<Syntax, 'analysis'>): FileFacts {
  const analysis = syntax.analysis(path, text);
  if (analysis === undefined) return NO_FACTS;
  return { declared: declaredIn(path, analysis.declarations), imports: analysis.imports };
}

function declaredIn(path: string, declarations: readonly Declaration[]): readonly Declared[] {
  const all: Declared[] = [];
  let outer: string | undefined;
  for (const { name, kind, firstLine, signature, depth } of declarations) {
    if (depth === 0) outer = kind === 'class' || kind === 'type' ? name : undefined;
    const isMember = depth === 1 && outer !== undefined && kind === 'method' && !isPrivate(name, signature);
    if (depth > 0 && !isMember) continue;
    all.push({ path, line: firstLine, name, signature, within: depth === 0 ? undefined : outer });
  }
  return all;
}

function isPrivate(name: string, signature: string): boolean {
  return PRIVATE_NAME.test(name) || PRIVATE.test(signature);
}
