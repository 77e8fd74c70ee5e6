import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_USAGE, type Answer, type Task, type TaskRun, type TaskSource } from '@hanzo/contracts';
import { encodingOf, type DelegationResult } from '@hanzo/delegate';
import { assemblePatch, EDITS_OUTPUT, gateFor, Guardrails, passTogether, type Patch } from '@hanzo/orchestrator';
import { createSyntaxParser, forbiddenPath, TASK_LIMITS, type Workspace } from '@hanzo/tools';
import { oneLine } from '../../../terminal/one-line.ts';
import type { ChosenFix } from './chosen-fixes.ts';
import { isMadeByHand } from './made-already.ts';

/** Why a fix cannot be made, for people. */
export interface RefusedFix {
  readonly number: number;
  readonly title: string;
  readonly why: string;
}

/** What fixes come to. One that is refused spoils them all: a person chose them together. */
type FixesPatch =
  | {
      readonly kind: 'patch';
      readonly patch: Patch;
      readonly fixes: readonly number[];
      readonly already: readonly number[];
    }
  /** The files hold all of it. */
  | { readonly kind: 'there' }
  | { readonly kind: 'refused'; readonly refused: readonly RefusedFix[] };

/** What an answer may have at most, in tokens: the gate that looks for runaway answers is not asked here. */
const MOST_TOKENS = 1_000_000;
/** Of a file: enough to tell its encoding. */
const PROBE_BYTES = 8_192;

/**
 * Holds fixes against the files as they are now: that their edits have a place, parse, and pass all guards, each fix by itself and
 * all together. Nothing is written. Rejects with the signal's reason.
 */
export async function patchOfFixes(
  result: DelegationResult,
  fixes: readonly ChosenFix[],
  { workspace, signal }: { readonly workspace: Workspace; readonly signal: AbortSignal },
): Promise<FixesPatch> {
  const unfit = fixes.flatMap((chosen) => {
    const why = outrightFault(chosen);
    return why === undefined ? [] : [refusal(chosen, why)];
  });
  if (unfit.length > 0) return { kind: 'refused', refused: unfit };
  const { sources, unread } = await sourcesOf(result, fixes, workspace, signal);
  if (unread.length > 0) return { kind: 'refused', refused: unread };
  // What puts something around a line would find that line again.
  const made = fixes.filter(({ fix }) => isMadeByHand(fix, sources));
  const runs = fixes
    .filter((chosen) => !made.includes(chosen))
    .map((chosen) => ({ chosen, run: runOf(result, chosen, sources) }));
  const patch = await assemblePatch(
    workspace.root,
    runs.map(({ run }) => run),
  );
  if (patch === undefined) return { kind: 'there' };
  const guardrails = new Guardrails({ workspace, trial: undefined, signal });
  const tools = { root: workspace.root, parser: createSyntaxParser(), guardrails, signal };
  const { refused, there } = await judgeEach(runs, patch, tools);
  if (refused.length > 0) return { kind: 'refused', refused };
  if (patch.changes.length === 0) return { kind: 'there' };
  const tasks = runs.map(({ run }) => run.task);
  const together = await passTogether(patch.changes, tasks, tools);
  if (!together.passed) {
    const why = `together: ${together.gate}: ${together.reason}`;
    return { kind: 'refused', refused: runs.map(({ chosen }) => refusal(chosen, why)) };
  }
  const already = [...made, ...there].map(({ number }) => number);
  const numbers = fixes.map(({ number }) => number).filter((number) => !already.includes(number));
  return { kind: 'patch', patch, fixes: numbers, already };
}

interface FixRun {
  readonly chosen: ChosenFix;
  readonly run: TaskRun;
}

/** Each by itself: what cannot be made, and what the files hold. */
async function judgeEach(
  runs: readonly FixRun[],
  patch: Patch,
  tools: Parameters<typeof gateFor>[1] & { readonly signal: AbortSignal },
): Promise<{ readonly refused: readonly RefusedFix[]; readonly there: readonly ChosenFix[] }> {
  const refused: RefusedFix[] = [];
  const there: ChosenFix[] = [];
  for (const { chosen, run } of runs) {
    const part = patch.parts.find(({ taskId }) => taskId === run.task.id);
    if (part?.leftOut !== undefined) refused.push(refusal(chosen, part.leftOut));
    else if (part?.isThere === true) there.push(chosen);
    else if (run.outcome.state === 'done') {
      const verdict = await gateFor(run.task, tools)(run.task, run.outcome.answer, tools.signal);
      if (!verdict.passed) refused.push(refusal(chosen, `${verdict.gate}: ${verdict.reason}`));
    }
  }
  return { refused, there };
}

function refusal({ number, fix }: ChosenFix, why: string): RefusedFix {
  return { number, title: oneLine(fix.title), why };
}

/** What rules a fix out before any file is read. */
function outrightFault({ fix }: ChosenFix): string | undefined {
  if (fix.edits.length > TASK_LIMITS.lines)
    return `size: It has ${fix.edits.length} edits, and ${TASK_LIMITS.lines} lines are the most that a fix may change.`;
  for (const { path } of fix.edits) {
    const fault = forbiddenPath(path);
    if (fault !== undefined) return `It may not change ${JSON.stringify(path.slice(0, 200))}: ${fault}.`;
  }
  return undefined;
}

/**
 * The files that fixes may change, whole: those that were sent, as far as the workspace shows them to models now. Ignored files,
 * those with secrets by their names, and all others are none of them, whatever the result says.
 */
async function sourcesOf(
  { files }: DelegationResult,
  fixes: readonly ChosenFix[],
  workspace: Workspace,
  signal: AbortSignal,
): Promise<{ readonly sources: readonly TaskSource[]; readonly unread: readonly RefusedFix[] }> {
  const sent = new Set(files);
  const wanted = new Set(fixes.flatMap(({ fix }) => fix.edits.map(({ path }) => path)));
  const sources: TaskSource[] = [];
  const encodings = new Map<string, string>();
  const { files: listed, skipped } = await workspace.files({ signal });
  for (const { path } of listed) {
    // New files stand beside those that were sent.
    if (!sent.has(path)) continue;
    const file = wanted.has(path) ? await workspace.read(path) : undefined;
    if (file === undefined) sources.push({ path, firstLine: 1, text: '' });
    else if (file.kind === 'text') sources.push({ path, firstLine: 1, text: file.text });
  }
  for (const { path } of skipped) {
    const encoding = sent.has(path) && wanted.has(path) ? await otherEncoding(workspace.root, path) : undefined;
    if (encoding !== undefined) encodings.set(path, encoding);
  }
  const unread = fixes.flatMap((chosen) => {
    const path = chosen.fix.edits.find((edit) => sent.has(edit.path) && encodings.has(edit.path))?.path;
    if (path === undefined) return [];
    return [refusal(chosen, `It changes ${path}, which is ${encodings.get(path)}: only UTF-8 can be edited exactly.`)];
  });
  return { sources, unread };
}

/** What a file is written in that is no UTF-8; undefined: nobody can tell, or it is. */
async function otherEncoding(root: string, path: string): Promise<string | undefined> {
  try {
    await using file = await open(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PROBE_BYTES), 0, PROBE_BYTES, 0);
    return encodingOf(buffer.subarray(0, bytesRead))?.name;
  } catch {
    return undefined;
  }
}

/** A fix as a task that was done: so the same gates judge it as judge the edits of runs. */
function runOf(result: DelegationResult, { number, fix }: ChosenFix, sources: readonly TaskSource[]): TaskRun {
  const { id, model, servedModel, endpoint } = result;
  const task: Task = {
    id: `${id}.${number}`,
    runId: id,
    kind: 'debug',
    tier: 'complex',
    title: `fix ${number}`,
    system: '',
    prompt: '',
    output: EDITS_OUTPUT,
    sources,
    gates: ['parses'],
    maxOutputTokens: MOST_TOKENS,
    sampling: {},
    timeoutMs: 0,
  };
  const answer: Answer = {
    text: JSON.stringify({ summary: '', edits: fix.edits }),
    finish: 'stop',
    who: { kind: 'api', endpoint, requestedModel: model, servedModel },
    usage: NO_USAGE,
    timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
    costMicros: 0,
  };
  return { task, outcome: { state: 'done', answer, attempts: [] } };
}
