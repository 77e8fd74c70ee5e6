import { countOf, type TaskRun } from '@hanzo/contracts';
import { codeSpan, inline } from '@hanzo/tools';
import type { Plan } from '../plan/plan.ts';
import { STAGES, type StageName } from '../run/stage-name.ts';
import type { RunResult } from '../run/run-result.ts';
import { isOfPlan } from '../tasks/looks.ts';

const MOST_NOT_COVERED = 100;

/** Who planned what, what was wrong with it, the tasks that came of it stage by stage, and what nobody looked at. */
export function planSection({ plan, outcomes }: Pick<RunResult, 'plan' | 'outcomes'>): readonly string[] {
  const { warnings, notCovered } = plan;
  const lines = ['## Plan', '', plannedBy(plan), '', ...warnings.map((warning) => `- ${inline(warning)}`)];
  if (warnings.length > 0) lines.push('');
  lines.push(...factsList(plan), ...stageTable(outcomes));
  if (notCovered.length === 0) return lines;
  const shown = notCovered.slice(0, MOST_NOT_COVERED);
  lines.push('## Not looked at', '', ...shown.map(({ path, reason }) => `- ${codeSpan(path)}: ${inline(reason)}`));
  if (notCovered.length > shown.length) lines.push(`- and ${notCovered.length - shown.length} more`);
  return [...lines, ''];
}

/** What the planner found out, and told whoever does the task. */
function factsList({ tasks }: Plan): readonly string[] {
  const told = tasks.filter(({ facts = [] }) => facts.length > 0);
  if (told.length === 0) return [];
  const lines = told.flatMap(({ title, facts = [] }) => [
    `- ${inline(title)}`,
    ...facts.map((fact) => `  - ${inline(fact)}`),
  ]);
  return ['Found out with tools, and told to whoever does the task:', '', ...lines, ''];
}

function plannedBy({ origin, tasks, calls }: Plan): string {
  const checks = tasks.filter((task) => task.kind === 'check').length;
  const size = `${countOf(tasks.length - checks, 'task')} and ${countOf(checks, 'check')}`;
  if (origin.kind === 'deterministic') return `Planned by rules: ${size}. ${inline(origin.because)}`;
  const served = origin.servedModel === origin.model ? '' : ` (served: ${codeSpan(origin.servedModel)})`;
  const recalled = calls.some(({ who, used }) => used && who.kind === 'cache') ? ', from the cache' : '';
  return `Planned by ${codeSpan(origin.model)}${served}${recalled}: ${size}.`;
}

/** What came of the plan, and what was made of that: critics judge what the plan's tasks found, fixes mend what stands. */
function stageTable(runs: readonly TaskRun[]): readonly string[] {
  if (runs.length === 0) return [];
  const groups = Map.groupBy(runs, ({ task }) => JSON.stringify([stageOf(task), task.kind, task.tier]));
  const rows = [...groups.values()]
    .flatMap((same) => {
      const [first] = same;
      if (first === undefined) return [];
      const { kind, tier } = first.task;
      const done = same.filter(({ outcome }) => outcome.state === 'done').length;
      const stage = stageOf(first.task);
      return [{ stage, row: `| ${stage} | ${kind} | ${tier} | ${same.length} | ${done} |` }];
    })
    .toSorted((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
  return [
    '| Stage | Kind | Tier | Tasks | Done |',
    '| --- | --- | --- | ---: | ---: |',
    ...rows.map(({ row }) => row),
    '',
  ];
}

function stageOf(task: TaskRun['task']): StageName {
  if (task.kind === 'critic') return 'critics';
  if (task.kind === 'fix') return 'fixes';
  if (task.id.startsWith(`${task.runId}-suggest-`)) return 'suggestions';
  return isOfPlan(task) ? 'plan' : 'merge';
}
