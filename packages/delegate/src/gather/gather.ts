import { type Declaration, isModule, openSyntax, type Workspace } from '@hanzo/tools';
import { withoutSecrets } from '../redact/without-secrets.ts';
import type { Candidate, Clues } from '../words.ts';
import { fileKind } from './files/file-kind.ts';
import { PathIndex } from './files/path-index.ts';
import { type ClueText, clueTexts } from './leads/clue-text.ts';
import { bestBlocks, type FittingBlock } from './lines/best-blocks.ts';
import { linesThatMatter } from './lines/lines-that-matter.ts';
import { addChanges, readChanges } from './near/changes.ts';
import { addNeighbours } from './near/imports.ts';
import { scanFiles } from './scan/scan-files.ts';
import type { Tally } from './scan/tally.ts';
import { fitOf } from './score/content.ts';
import { Evidence } from './score/evidence.ts';
import { addExplicit } from './score/explicit.ts';
import { addBlocks, addContent } from './score/from-content.ts';
import { addPhrases } from './score/literal.ts';
import { type Query, queryOf } from './score/query.ts';
import { KIND_FACTORS } from './score/weights.ts';

export interface GatherOptions {
  readonly signal: AbortSignal;
  /** Paths of files that may not be sent. @default none */
  readonly excluded?: readonly string[] | undefined;
  /** @default 60 */
  readonly mostCandidates?: number | undefined;
}

const MOST_CANDIDATES = 60;
/** Files whose parts are looked at one by one. */
const MOST_LOOKED = 100;
/** Files whose syntax is read: that takes longest. */
const MOST_PARSED = 12;
/** Files whose imports count. */
const MOST_STRONG = 6;

/**
 * Files that the clues lead to, the best first: named in traces, sentences and imports, holding what is quoted, defining and using
 * what is named, changed lately, or imported by such. Only paths, lines and reasons are told.
 *
 * Takes about a second for 5,000 files. Rejects when the signal aborts.
 */
export async function gather(
  clues: Clues,
  workspace: Workspace,
  { signal, excluded = [], mostCandidates = MOST_CANDIDATES }: GatherOptions,
): Promise<readonly Candidate[]> {
  // What is found by a secret, or tells one in its reasons, would be sent with it.
  const texts = clueTexts(withoutSecrets(clues));
  const left = new Set(excluded);
  const named = (await workspace.names(signal)).filter((path) => !left.has(path));
  const evidence = new Evidence();
  const query = queryOf(texts);
  // Git is another process: it looks meanwhile.
  const [{ tallies, unread }, changes] = await Promise.all([
    scanFiles(workspace.root, byWorth(named), query.wanted, signal),
    readChanges(workspace.root, clues.diff, signal),
  ]);
  const paths = named.filter((path) => !unread.has(path));
  const looked = { texts, query, tallies, paths };
  const blocks = await addFromFiles(evidence, looked, { root: workspace.root, signal });
  addChanges(evidence, changes, new Set(paths));
  const outlines = await lookCloser(evidence, workspace, paths, signal);
  return evidence
    .ranked()
    .slice(0, mostCandidates)
    .map((path) => ({
      path,
      score: evidence.scoreOf(path),
      lines: linesThatMatter({
        named: evidence.linesOf(path),
        blocks: blocks.get(path) ?? [],
        outline: outlines.get(path) ?? [],
      }),
      reasons: evidence.reasonsOf(path),
    }));
}

/** What is looked for, and where. */
interface Looked {
  readonly texts: readonly ClueText[];
  readonly query: Query;
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly paths: readonly string[];
}

/** What names, words and messages say. Returns the best parts of the files that fit. */
async function addFromFiles(
  evidence: Evidence,
  { texts, query, tallies, paths }: Looked,
  { root, signal }: { readonly root: string; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly FittingBlock[]>> {
  addExplicit(evidence, texts, new PathIndex(paths));
  const fit = fitOf(query, tallies, paths);
  addContent(evidence, query, tallies, fit);
  const isLooked = (path: string): boolean => fileKind(path) === 'source' || isNamed(evidence, path);
  const looked = evidence.ranked().filter(isLooked).slice(0, MOST_LOOKED);
  const blocks = await bestBlocks(root, looked, query, { idf: fit.idf, signal });
  addBlocks(evidence, blocks);
  await addPhrases(evidence, texts, root, { paths: new Set(paths), signal });
  for (const path of paths) if (!isNamed(evidence, path)) evidence.scale(path, KIND_FACTORS[fileKind(path)]);
  return blocks;
}

function isNamed(evidence: Evidence, path: string): boolean {
  return evidence.has(path, 'trace') || evidence.has(path, 'path');
}

/** Sources first: of a huge workspace not all is looked at. */
function byWorth(paths: readonly string[]): readonly string[] {
  const worth = new Map(paths.map((path) => [path, KIND_FACTORS[fileKind(path)]]));
  return paths.toSorted((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0));
}

/** Reads the syntax of the best ones: what they import, and where what they declare begins and ends. */
async function lookCloser(
  evidence: Evidence,
  workspace: Workspace,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Declaration[]>> {
  const best = evidence.ranked().filter(isModule).slice(0, MOST_PARSED);
  using syntax = await openSyntax(best);
  const outlines = new Map<string, readonly Declaration[]>();
  const strong: { readonly path: string; readonly text: string }[] = [];
  for (const path of best) {
    signal.throwIfAborted();
    const file = await workspace.read(path);
    if (file.kind !== 'text') continue;
    outlines.set(path, syntax.outline(path, file.text));
    if (strong.length < MOST_STRONG) strong.push({ path, text: file.text });
  }
  addNeighbours(evidence, strong, paths, syntax);
  return outlines;
}
