import { countOf, firstChars, formatDollars, type Severity, type TaskRun } from '@hanzo/contracts';
import type { ReceiptRow, RunFinding, RunResult } from '@hanzo/orchestrator';
import type { GoOn } from '../../../dev/run/go-on.ts';
import { failing } from '../../../dev/run/run-exit.ts';
import { shortWho } from '../../../dev/report/who.ts';
import { shortRunId } from '../../../tasks/task-id.ts';
import { DATA_NOTE, framed, oneLine } from '../calls/data-frame.ts';
import type { Reply } from '../calls/served-tool.ts';

/** A client's model has to read all of it: the worst are told, the others counted. */
const MOST_FINDINGS = 40;
const MOST_MESSAGE = 500;
const MOST_QUOTE = 200;
const MOST_TEXTS = 12_000;
const MOST_LISTED = 20;

export interface ReviewReplyOptions extends GoOn {
  readonly failOn?: Severity | undefined;
  /** Files and patterns that the client named, from the workspace on. @default none */
  readonly named?: readonly string[] | undefined;
  /** No API model plans, because nobody has given the server a key for one. @default false */
  readonly lacksKey?: boolean | undefined;
}

/** What a run came to, for the model that asked for it. What was not looked at is never silent. */
export function reviewReply(whole: RunResult, { failOn, named = [], lacksKey, ...on }: ReviewReplyOptions): Reply {
  const missed = missedOf(whole);
  // Whoever names a file takes silence on it for looked at, also where it is no code.
  const result = { ...whole, complete: whole.complete && !missed.some(({ path }) => named.includes(path)) };
  const { complete, counts, findings, receipt, runId } = result;
  const told = findings.slice(0, MOST_FINDINGS);
  const undone = undoneOf(result.outcomes);
  const texts = textsOf(result);
  const data = {
    note: DATA_NOTE,
    verdict: verdictOf(result),
    complete,
    run: runId,
    findings: told.map(findingData),
    findings_total: findings.length,
    findings_below_the_line: counts.below,
    ...(failOn !== undefined && { fail_on: failOn, failing: failing(result, failOn) }),
    tasks: { total: counts.tasks, done: counts.done, undone: counts.undone, cancelled: counts.cancelled },
    undone: undone.slice(0, MOST_LISTED),
    not_looked_at: missed.slice(0, MOST_LISTED).map(({ path, reason }) => ({ path, reason })),
    not_looked_at_total: missed.length,
    texts,
    cost_usd: receipt.totals.costMicros / 1_000_000,
    saved_usd: receipt.savedMicros === undefined ? undefined : receipt.savedMicros / 1_000_000,
    receipt: receipt.rows.map(receiptData),
    go_on_with: on.goOnWith ?? on.retryWith,
    resume: on.goOnWith === undefined ? undefined : shortRunId(runId),
  };
  const words = [
    headline(result),
    ...failOnWords(result, failOn),
    ...belowWords(counts.below),
    ...(undone.length === 0 ? [] : [`Not done: ${countOf(undone.length, 'task')}, named below.`]),
    ...(missed.length === 0 ? [] : [`No model looked at ${countOf(missed.length, 'file')}, named below.`]),
    ...(complete || lacksKey !== true ? [] : [NO_KEY]),
    ...onWords(on),
  ];
  const parts = [
    told.map(findingLine),
    undoneLines(undone),
    missedLines(missed),
    ...texts.map(({ title, text }) => [`# ${oneLine(title)}`, text]),
  ];
  const others = parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  const more = findings.length - told.length;
  if (more > 0) words.push(`${more} more findings, none worse than these, are left out here.`);
  const text = others === '' ? words.join('\n') : `${words.join('\n')}\n\n${framed('found', others)}`;
  return { text, data, isIncomplete: !complete };
}

/** Why nobody strong looks, and who mends that. */
export const NO_KEY: string =
  'There is no key for an API model: whoever runs the server keeps one with `hanzo keys set openai` (see `hanzo doctor`).';

/** What no model looked at: tools check the syntax of some of it. */
function missedOf({ plan }: RunResult): RunResult['plan']['notCovered'] {
  return plan.notCovered.filter(({ isChecked = false, isMissed = false }) => isMissed || !isChecked);
}

function verdictOf({ complete, findings }: RunResult): 'clean' | 'findings' | 'incomplete' {
  if (!complete) return 'incomplete';
  return findings.length > 0 ? 'findings' : 'clean';
}

function headline({ complete, counts, findings, receipt, runId }: RunResult): string {
  const found =
    findings.length === 0 ? 'no finding' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  const cost = formatDollars(receipt.totals.costMicros);
  const run = `run ${shortRunId(runId)}, ${cost}`;
  if (complete && counts.tasks === 0)
    return `Complete: ${found}; all of it was reviewed before and has not changed since: nobody was asked again (${run}).`;
  if (complete) return `Complete: ${found}; ${tasksDone(counts)} (${run}).`;
  const done = counts.done === counts.tasks ? `${tasksDone(counts)}, but not all was looked at` : tasksDone(counts);
  const missing = counts.tasks === 0 ? 'no task was there to do' : done;
  return `INCOMPLETE, this is not a clean review: ${missing}, with ${found} in what was done (${run}).`;
}

function tasksDone({ done, tasks }: RunResult['counts']): string {
  if (tasks === 1) return done === 1 ? 'its one task is done' : 'its one task is not done';
  return done === tasks ? `all ${tasks} tasks are done` : `${done} of ${tasks} tasks are done`;
}

function failOnWords(result: RunResult, failOn: Severity | undefined): readonly string[] {
  if (failOn === undefined) return [];
  const count = failing(result, failOn);
  return [`${count} of them ${count === 1 ? 'is' : 'are'} ${failOn} or worse.`];
}

/** They count for nothing, and are no silence either. */
function belowWords(below: number): readonly string[] {
  if (below === 0) return [];
  const what = below === 1 ? '1 more was' : `${below} more were`;
  return [`${what} found and not confirmed, or lacks evidence: it does not count.`];
}

interface Undone {
  readonly task: string;
  readonly reason: string;
}

function undoneOf(outcomes: readonly TaskRun[]): readonly Undone[] {
  return outcomes.flatMap(({ task, outcome }) => {
    if (outcome.state === 'done') return [];
    const reason = outcome.state === 'undone' ? outcome.reason : 'cancelled';
    return [{ task: task.title, reason: firstChars(reason, MOST_MESSAGE) }];
  });
}

function undoneLines(undone: readonly Undone[]): readonly string[] {
  if (undone.length === 0) return [];
  const lines = undone.slice(0, MOST_LISTED).map(({ task, reason }) => `- ${oneLine(`${task}: ${reason}`)}`);
  return [`Not done (${undone.length}):`, ...lines];
}

function missedLines(missed: readonly { readonly path: string; readonly reason: string }[]): readonly string[] {
  if (missed.length === 0) return [];
  const lines = missed.slice(0, MOST_LISTED).map(({ path, reason }) => `- ${oneLine(`${path}: ${reason}`)}`);
  return [`No model looked at these (${missed.length}):`, ...lines];
}

function onWords({ goOnWith, retryWith }: GoOn): readonly string[] {
  if (goOnWith !== undefined)
    return [`What is done is kept. Go on with it by \`resume\`, or a person with: ${goOnWith}`];
  return retryWith === undefined ? [] : [`A person tries what is undone once more with: ${retryWith}`];
}

function findingData(finding: RunFinding): Readonly<Record<string, unknown>> {
  const { severity, category, path, line, message, quote, fix, confidence, standing, fingerprint, who, isKnown } =
    finding;
  return {
    severity,
    category,
    file: path,
    line,
    message: firstChars(message, MOST_MESSAGE),
    quote: firstChars(quote, MOST_QUOTE),
    ...(fix !== '' && { fix: firstChars(fix, MOST_MESSAGE) }),
    confidence,
    standing,
    by: shortWho(who),
    id: fingerprint,
    ...(isKnown && { known: true }),
  };
}

function findingLine({ severity, path, line, message }: RunFinding): string {
  return `${severity} ${oneLine(`${path}:${line} ${firstChars(message, MOST_MESSAGE)}`)}`;
}

/** Answers that are no findings, as far as there is room. */
function textsOf({ prose }: RunResult): readonly { readonly title: string; readonly text: string }[] {
  let left = MOST_TEXTS;
  return prose.flatMap(({ title, text }) => {
    if (left <= 0) return [];
    const part = firstChars(text, left);
    left -= part.length;
    return [{ title, text: part.length < text.length ? `${part}\n[cut]` : part }];
  });
}

function receiptData({ who, role, usage, costMicros }: ReceiptRow): Readonly<Record<string, unknown>> {
  const { inputTokens, outputTokens } = usage;
  return {
    who: shortWho(who),
    role,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cost_usd: costMicros / 1_000_000,
  };
}
