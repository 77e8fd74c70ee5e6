import { maskKeys, type TaskRun, type TaskSource } from '@hanzo/contracts';
import type { RunFinding } from '../run/run-finding.ts';
import type { Stage } from '../run/stage.ts';
import { codeAround, cutLines } from './code-around.ts';
import { findersOf } from './finder.ts';
import { type Candidates, judgesFor } from './who-judges.ts';

/** Findings of one piece of code that one critic judges together. */
export interface Batch {
  readonly path: string;
  /** The code around the findings: the same for the same text of a file, whoever found them and when. */
  readonly sources: readonly TaskSource[];
  /** By fingerprint, so that the same findings are the same question whatever came in between. */
  readonly findings: readonly RunFinding[];
  /** Who may judge them; undefined: whoever the policy says. */
  readonly judges: readonly string[] | undefined;
}

/** So many at most: a critic that has to judge more judges each less. */
const MOST_FINDINGS = 8;

/** True when critics have something to say: not of tools, which are exact, nor of what is known or below the line already. */
export function isOpen({ who, standing, isKnown }: RunFinding): boolean {
  return standing === 'unjudged' && !isKnown && who.kind !== 'tool';
}

/** What critics are asked about together: findings of the same code that the same models may judge. */
export async function batchesOf(
  findings: readonly RunFinding[],
  candidates: Candidates,
  stage: Pick<Stage, 'planned' | 'workspace'>,
): Promise<readonly Batch[]> {
  const shown = new Map(stage.planned.map((run) => [run.task.id, run]));
  const textOf = readOnce(stage.workspace);
  const groups = new Map<string, { batch: Batch; findings: RunFinding[] }>();
  for (const finding of findings.filter(isOpen)) {
    const sources = around(finding, shown.get(finding.taskId), await textOf(finding.path));
    // Nobody can judge what he cannot see: it stays where it is.
    if (sources.length === 0) continue;
    const judges = judgesFor(findersOf(finding), candidates);
    const { path } = finding;
    const key = JSON.stringify([path, sources, judges]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { batch: { path, sources, findings: [], judges }, findings: [finding] });
    else known.findings.push(finding);
  }
  return [...groups.values()].flatMap(({ batch, findings: all }) =>
    inParts(all.toSorted(byFingerprint), MOST_FINDINGS).map((some) => ({ ...batch, findings: some })),
  );
}

/** In two, where all together are too much for an engine; a single finding cannot be divided. */
export function halves(batch: Batch): readonly Batch[] {
  const half = Math.ceil(batch.findings.length / 2);
  return [batch.findings.slice(0, half), batch.findings.slice(half)]
    .filter((findings) => findings.length > 0)
    .map((findings) => ({ ...batch, findings }));
}

/** The code around the findings, with so many lines on each side. */
export function narrowed(batch: Batch, linesAround: number): Batch {
  const lines = batch.findings.map(({ line }) => line);
  const [first, last] = [Math.min(...lines) - linesAround, Math.max(...lines) + linesAround];
  const sources = batch.sources.flatMap((source) => cutLines(source, first, last));
  return { ...batch, sources };
}

/**
 * Cut of the file, so that the same question can be asked in a later run, when the task that found it is none of that run's.
 * A file that has changed since it was looked at, or is gone, is shown as it was.
 */
function around(finding: RunFinding, run: TaskRun | undefined, text: string | undefined): readonly TaskSource[] {
  const { path } = finding;
  const shown = run?.task.sources.filter((source) => source.path === path) ?? [];
  if (text === undefined || !shown.every((source) => standsIn(text, source)))
    return shown.map(({ firstLine, text: lines }) => ({ path, firstLine, text: lines }));
  return codeAround(finding, text);
}

/** At its very line, of which a source may be a piece. */
function standsIn(text: string, source: TaskSource): boolean {
  const from = text
    .split('\n')
    .slice(source.firstLine - 1)
    .join('\n');
  const at = from.indexOf(source.text.trimEnd());
  return at >= 0 && !from.slice(0, at).includes('\n');
}

/** As tasks show files: without keys. Undefined for what cannot be read any more. */
function readOnce(workspace: Stage['workspace']): (path: string) => Promise<string | undefined> {
  const texts = new Map<string, Promise<string | undefined>>();
  const read = async (path: string): Promise<string | undefined> => {
    const file = await workspace.read(path).catch(() => undefined);
    return file?.kind === 'text' ? maskKeys(file.text) : undefined;
  };
  return (path) => {
    const text = texts.get(path) ?? read(path);
    texts.set(path, text);
    return text;
  };
}

function byFingerprint(a: RunFinding, b: RunFinding): number {
  return a.fingerprint < b.fingerprint ? -1 : 1;
}

function inParts<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const parts = Math.ceil(items.length / most);
  const size = Math.ceil(items.length / Math.max(1, parts));
  return Array.from({ length: parts }, (_, at) => items.slice(at * size, (at + 1) * size));
}
