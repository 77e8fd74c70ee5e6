import type { Workspace } from '@hanzo/tools';
import type { Candidate, LineRange, NamedFile, Packed } from '../words.ts';
import { mergedRanges } from '../named/line-ranges.ts';
import { packCandidates } from './pack-candidates.ts';
import { packDemands } from './pack-demands.ts';
import { Packing, type Demand } from './packing.ts';
import { wantedFiles } from './wanted-files.ts';

export interface PackOptions {
  /** For all files together, in tokens, estimated; marks around them come besides. */
  readonly contextTokens: number;
  /** Files that a model asked for: paths, or names. They come after what people named. @default none */
  readonly wanted?: readonly string[] | undefined;
  /** Paths that may not be sent, whoever wants them. @default none */
  readonly excluded?: readonly string[] | undefined;
  /** What of named files matters, where one is too long to be sent whole. @default the candidates' own lines */
  readonly hints?: readonly Candidate[] | undefined;
  readonly signal: AbortSignal;
}

/**
 * Reads, cuts and redacts files until the room is full: named files first, then wanted ones, then those that the clues lead to, the
 * best first. What is not sent is told with its reason.
 */
export async function pack(
  files: readonly NamedFile[],
  candidates: readonly Candidate[],
  workspace: Workspace,
  options: PackOptions,
): Promise<Packed> {
  using packing = new Packing(workspace, options);
  const { wanted = [], excluded = [], hints = candidates, signal } = options;
  const asked = await wantedFiles(wanted, workspace, signal);
  const named = mergedByPath(files);
  const more = mergedByPath(asked.files).filter(({ path }) => !named.some((file) => file.path === path));
  const demandOf = ({ path, lines }: NamedFile, because: string): Demand => {
    const known = [...hints, ...asked.files].filter((one) => one.path === path);
    return { path, lines: mergedRanges(lines), matters: mergedRanges(known.flatMap((one) => one.lines)), because };
  };
  await packDemands(
    named.map((file) => demandOf(file, 'named')),
    packing,
  );
  await packDemands(
    more.map((file) => demandOf(file, 'the model asked for it')),
    packing,
  );
  for (const { path, lines } of named)
    if (lines.length > 0 && asked.files.some((file) => file.path === path && !isCovered(file, lines)))
      packing.leaveOut(path, 'the model asked for more of it, and only lines of it were named');
  const kept = asked.files.filter(({ path }) => excluded.includes(path));
  for (const { path } of kept) packing.leaveOut(path, 'the model asked for it, and it may not be sent');
  for (const { path, reason } of asked.leftOut) packing.leaveOut(path, reason);
  await packCandidates(candidates, packing);
  return packing.packed();
}

function isCovered({ lines }: NamedFile, by: readonly LineRange[]): boolean {
  return lines.length > 0 && lines.every(({ first, last }) => by.some((one) => one.first <= first && last <= one.last));
}

/** A file that is named twice is sent once: whole where one of them names all of it. */
function mergedByPath(files: readonly NamedFile[]): readonly NamedFile[] {
  const byPath = new Map<string, NamedFile>();
  for (const file of files) {
    const known = byPath.get(file.path);
    const isWhole = file.lines.length === 0 || known?.lines.length === 0;
    byPath.set(
      file.path,
      known === undefined ? file : { ...file, lines: isWhole ? [] : [...known.lines, ...file.lines] },
    );
  }
  return [...byPath.values()];
}
