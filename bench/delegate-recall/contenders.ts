import { gather, pack, type Candidate, type PackedFile } from '@hanzo/delegate';
import { estimateTokens, type Workspace } from '@hanzo/tools';
import { bm25Ranking } from './bm25.ts';
import { TEST } from './instances.ts';

/** What is sent at each budget, in tokens. */
export type Sent = ReadonlyMap<number, readonly Pick<PackedFile, 'path' | 'pieces'>[]>;

export interface Contender {
  readonly name: string;
  /** Milliseconds are of finding only, not of packing. */
  readonly find: (issue: string, scene: Scene) => Promise<{ readonly sent: Sent; readonly ms: number }>;
}

export interface Scene {
  readonly workspace: Workspace;
  /** Of all files. */
  readonly texts: ReadonlyMap<string, string>;
  readonly budgets: readonly number[];
  readonly signal: AbortSignal;
}

export const CONTENDERS: readonly Contender[] = [
  {
    name: 'gathered',
    find: async (issue, { workspace, budgets, signal }) => {
      const start = performance.now();
      const candidates = await gather({ issue, attemptedFixes: [] }, workspace, { signal });
      const ms = performance.now() - start;
      return { sent: await packedAt(budgets, candidates, workspace, signal), ms };
    },
  },
  {
    name: 'named in the issue only',
    find: async (issue, { workspace, texts, budgets, signal }) => {
      const start = performance.now();
      const named = namedIn(issue, [...texts.keys()]);
      const ms = performance.now() - start;
      const reasons = [{ kind: 'path', words: 'named' }] as const;
      const candidates = named.map((path, at) => ({ path, score: named.length - at, lines: [], reasons }));
      return { sent: await packedAt(budgets, candidates, workspace, signal), ms };
    },
  },
  {
    name: 'BM25, whole sources',
    find: (issue, { texts, budgets }) => {
      const start = performance.now();
      const ranking = bm25Ranking(sourcesOf(texts), issue);
      const ms = performance.now() - start;
      return Promise.resolve({
        sent: new Map(budgets.map((budget) => [budget, wholeFiles(ranking, texts, budget)])),
        ms,
      });
    },
  },
];

/** No tests, no prose, no data: with those it would be far behind. */
const SOURCE = /\.(?:py|pyx|[cm]?[jt]sx?|go|rs|java|kt|cs|rb|php|c|h|cc|cpp|hpp|swift)$/;

function sourcesOf(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...texts].filter(([path]) => SOURCE.test(path) && !TEST.test(path)));
}

async function packedAt(
  budgets: readonly number[],
  candidates: readonly Candidate[],
  workspace: Workspace,
  signal: AbortSignal,
): Promise<Sent> {
  const sent = new Map<number, readonly PackedFile[]>();
  for (const contextTokens of budgets)
    sent.set(contextTokens, (await pack([], candidates, workspace, { contextTokens, signal })).files);
  return sent;
}

/** Files whose path, or whose name where no other has it, stands in the issue. */
export function namedIn(issue: string, paths: readonly string[]): readonly string[] {
  const words = new Set(issue.split(/[\s"'`()<>|,;:[\]]+/).map((word) => word.replace(/^\.?\/|[.]$/g, '')));
  return paths.filter((path) => [...words].some((word) => word.includes('.') && isMeant(word, path, paths)));
}

function isMeant(word: string, path: string, paths: readonly string[]): boolean {
  if (word === path || word.endsWith(`/${path}`)) return true;
  if (!path.endsWith(`/${word}`)) return false;
  return paths.filter((other) => other === word || other.endsWith(`/${word}`)).length === 1;
}

/** The best first, each whole; what does not fit any more is left out. */
function wholeFiles(
  ranking: readonly string[],
  texts: ReadonlyMap<string, string>,
  budget: number,
): Pick<PackedFile, 'path' | 'pieces'>[] {
  const files: Pick<PackedFile, 'path' | 'pieces'>[] = [];
  let left = budget;
  for (const path of ranking) {
    const text = texts.get(path) ?? '';
    const tokens = estimateTokens(text);
    if (tokens > left) continue;
    left -= tokens;
    files.push({ path, pieces: [{ firstLine: 1, text }] });
  }
  return files;
}
