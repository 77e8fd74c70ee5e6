import { modelsBehind, type TaskRun, type Tier, type Who } from '@hanzo/contracts';
import type { CriticVote, RunFinding } from '../run/run-finding.ts';
import type { Stage } from '../run/stage.ts';
import { batchesOf, isOpen } from './batches.ts';
import { findingId } from './critic-prompt.ts';
import { type CriticTask, criticTasks } from './critic-tasks.ts';
import { findersOf, isSameMind } from './finder.ts';
import { tallied } from './tally.ts';
import { parseVerdicts } from './verdicts-schema.ts';
import type { Candidates } from './who-judges.ts';

export interface PanelOptions extends Omit<Candidates, 'available'> {
  /** So many critics judge each finding of a model; 0: none. At most 5. */
  readonly instances: number;
  /** Of the critics' tasks. @default 'medium' */
  readonly tier?: Tier | undefined;
  /** API models may look things up with tools before they judge. @default false */
  readonly usesTools?: boolean | undefined;
  /** Who could judge in this run, where nobody is named: asked once there is something to judge. @default not known */
  readonly available?: (() => readonly string[]) | undefined;
}

/** What a panel of critics left. */
export interface Judged {
  /** All findings, above the line and below it. */
  readonly findings: readonly RunFinding[];
  /** The critics' own tasks. */
  readonly outcomes: readonly TaskRun[];
  /** What people must know of how it was judged, a sentence each. */
  readonly notes: readonly string[];
}

/** Has critics judge findings: most of them must confirm one for it to stay above the line. */
export async function judgeFindings(
  findings: readonly RunFinding[],
  { instances, models, tier = 'medium', usesTools, available }: PanelOptions,
  stage: Stage,
): Promise<Judged> {
  if (instances === 0) return { findings, outcomes: [], notes: [] };
  const candidates = { models, available: available?.() };
  const batches = await batchesOf(findings, candidates, stage);
  const unseen = findings.filter(isOpen).length - batches.reduce((sum, batch) => sum + batch.findings.length, 0);
  const asked = criticTasks(batches, { ...candidates, instances, tier, usesTools }, stage);
  const outcomes = await askThem(asked, stage);
  const votes = votesOf(asked, outcomes);
  const judged = findings.map((finding) => {
    const its = votes.get(finding);
    return its === undefined ? finding : tallied(finding, its, instances);
  });
  return { findings: judged, outcomes, notes: [...ownJudges(judged), ...unseenInWords(unseen)] };
}

/** Once the run has been stopped, nobody is asked: what was to be judged is left to whoever takes it up again. */
async function askThem(asked: readonly CriticTask[], { signal, runTasks }: Stage): Promise<readonly TaskRun[]> {
  const tasks = asked.map(({ task }) => task);
  if (signal.aborted) return tasks.map((task) => ({ task, outcome: { state: 'cancelled', attempts: [] } }));
  return await runTasks('critics', tasks);
}

function votesOf(
  asked: readonly CriticTask[],
  outcomes: readonly TaskRun[],
): ReadonlyMap<RunFinding, readonly CriticVote[]> {
  const votes = new Map<RunFinding, CriticVote[]>();
  const batchOf = new Map(asked.map(({ task, batch }) => [task.id, batch]));
  for (const { task, outcome } of outcomes) {
    if (outcome.state !== 'done') continue;
    const { text, who } = outcome.answer;
    const parsed = parseVerdicts(task, text);
    if (!parsed.ok) continue;
    for (const [at, finding] of (batchOf.get(task.id)?.findings ?? []).entries()) {
      const said = parsed.value.find((verdict) => verdict.finding === findingId(at));
      if (said === undefined) continue;
      const { verdict, severity, reason } = said;
      const vote = { critic: who, verdict, reason, ...(verdict === 'adjust' && { severity }) };
      votes.set(finding, [...(votes.get(finding) ?? []), vote]);
    }
  }
  return votes;
}

/** Where a model had to judge what it had found itself, that is said. */
function ownJudges(findings: readonly RunFinding[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const own = finding.votes.find(({ critic }) => isSameMind(modelsBehind(critic), findersOf(finding)));
    if (own !== undefined) counts.set(nameOf(own.critic), (counts.get(nameOf(own.critic)) ?? 0) + 1);
  }
  return [...counts].map(([model, count]) => {
    const which = count === 1 ? 'a finding' : `${count} findings`;
    return `critics: ${model} judged ${which} of its own, since no other model was there to do it. Name another one with --critic.`;
  });
}

/** Their files cannot be read any more, and no task of this run has shown them. */
function unseenInWords(count: number): readonly string[] {
  if (count === 0) return [];
  const which = count === 1 ? 'a finding was' : `${count} findings were`;
  return [`critics: ${which} not judged, because the code could not be read.`];
}

function nameOf(who: Who): string {
  return modelsBehind(who)[0] ?? 'a model';
}
