import { Orchestrator } from '@hanzo/orchestrator';
import { openWorkspace } from '@hanzo/tools';
import { PLANTED, readPlanted } from './planted.ts';
import { NOISE, type Noise, ScriptedReviewer } from './reviewer.ts';
import { criticise } from './scripted-critic.ts';
import { scriptedExecutor } from './scripted-executor.ts';

export interface TrialOptions {
  readonly seed: number;
  /** Critics for each finding; 0: none. */
  readonly critics: number;
  /** Independent looks at the same code. */
  readonly instances: number;
  /** Of each critic, 0 to 1. */
  readonly accuracy: number;
  /** Part of the findings where all critics judge alike. @default 0: they err independently */
  readonly alike?: number;
}

/** What became of what a reviewer had said. */
export interface TrialResult {
  /** Defects that it had told at least once. */
  readonly told: number;
  /** Of these, those above the line at the end. */
  readonly kept: number;
  /** Findings that were noise, all looks together. */
  readonly noise: number;
  /** Of these, those above the line at the end. */
  readonly left: number;
  readonly leftBySort: Readonly<Record<Noise, number>>;
  /** Tasks that gates refused: a reviewer whose answers do not count says nothing. */
  readonly undone: readonly string[];
}

/** One whole run on the planted sample: plan, tasks, gates, evidence, merging and critics are those of the product. */
export async function runTrial({ seed, critics, instances, accuracy, alike = 0 }: TrialOptions): Promise<TrialResult> {
  const planted = readPlanted();
  const reviewer = new ScriptedReviewer(planted, seed);
  const isTrue = (message: string): boolean => isTrueClaim(reviewer.claims.get(message)?.noise);
  const executor = scriptedExecutor(
    (task) =>
      task.kind === 'critic'
        ? criticise(task, { seed, accuracy, alike }, isTrue)
        : JSON.stringify(reviewer.review(task)),
    ({ kind }) => (kind === 'critic' ? 'critic-model' : 'reviewer-model'),
  );
  const orchestrator = new Orchestrator({
    orchestratorModel: 'scripted',
    executor,
    workspace: await openWorkspace(PLANTED),
    criticInstances: critics,
    instances,
  });
  const { findings, outcomes } = await orchestrator.run({
    instructions: 'Review the code for defects.',
    runId: 'trial',
  });
  const claims = [...reviewer.claims.values()];
  const above = findings.filter(({ who }) => who.kind !== 'tool');
  const key = ({ path, category }: { path: string; category: string }, line: number): string =>
    `${path}:${line} ${category}`;
  const told = new Set<string>();
  for (const { path, finding, noise } of claims) {
    const at =
      noise === undefined && planted.defects.find((one) => one.path === path && finding.message.startsWith(one.why));
    if (at) told.add(key(at, at.line));
  }
  // A duplicate is true as well: it is noise where it stands beside what it repeats.
  const kept = new Set<string>();
  const left: Noise[] = [];
  for (const one of above) {
    const noise = reviewer.claims.get(one.message)?.noise;
    const place = key(one, one.line);
    if (isTrueClaim(noise) && !kept.has(place)) kept.add(place);
    else left.push(noise ?? 'duplicate');
  }
  return {
    told: told.size,
    kept: [...told].filter((one) => kept.has(one)).length,
    noise: claims.filter(({ noise }) => noise !== undefined).length,
    left: left.length,
    leftBySort: Object.fromEntries(NOISE.map((sort) => [sort, left.filter((one) => one === sort).length])) as Record<
      Noise,
      number
    >,
    undone: outcomes.flatMap(({ task, outcome }) =>
      outcome.state === 'undone' ? [`${task.title}: ${outcome.reason}`] : [],
    ),
  };
}

/** What a critic who is right would confirm. */
function isTrueClaim(noise: Noise | undefined): boolean {
  return noise === undefined || noise === 'duplicate';
}

/** Sums over several seeds. */
export async function runTrials(
  seeds: number,
  options: Omit<TrialOptions, 'seed'>,
): Promise<{
  readonly kept: number;
  readonly dropped: number;
  readonly told: number;
  readonly noise: number;
  readonly undone: readonly string[];
  readonly leftBySort: Readonly<Record<Noise, number>>;
}> {
  const sums = { told: 0, kept: 0, noise: 0, left: 0 };
  const leftBySort = Object.fromEntries(NOISE.map((sort) => [sort, 0])) as Record<Noise, number>;
  const undone: string[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const one = await runTrial({ ...options, seed });
    for (const name of ['told', 'kept', 'noise', 'left'] as const) sums[name] += one[name];
    for (const sort of NOISE) leftBySort[sort] += one.leftBySort[sort];
    undone.push(...one.undone);
  }
  const { told, noise } = sums;
  return { told, noise, kept: sums.kept / told, dropped: 1 - sums.left / noise, undone, leftBySort };
}
