import { countOf } from '@hanzo/contracts';
import { focusProfile } from '../focus/profiles.ts';
import type { RunResult } from '../run/run-result.ts';

/** Title of the whole report. */
export function reportTitle({ focus }: Pick<RunResult, 'focus'>): string {
  return focus === undefined ? 'Hanzo report' : `Hanzo: ${focusProfile(focus).title.toLowerCase()}`;
}

/** One item of the checklist, and what came of it. */
export interface ChecklistRow {
  readonly question: string;
  readonly category: string;
  /** Above the line, known ones included. */
  readonly findings: number;
  readonly below: number;
}

/** The checklist of the run's focus with what was found for each item; undefined without a focus. */
export function checklistRows({
  focus,
  findings,
  below,
}: Pick<RunResult, 'focus' | 'findings' | 'below'>): readonly ChecklistRow[] | undefined {
  if (focus === undefined) return undefined;
  const of = (all: RunResult['findings'], category: string): number =>
    all.filter((finding) => finding.category === category).length;
  return focusProfile(focus).checklist.map(({ category, question }) => ({
    question,
    category,
    findings: of(findings, category),
    below: of(below, category),
  }));
}

/** The checklist as Markdown. Nothing found is said with how many looked: it is no proof that nothing is there. */
export function focusSection(result: RunResult): readonly string[] {
  const rows = checklistRows(result);
  if (rows === undefined) return [];
  const looked = result.outcomes.filter(
    ({ task, outcome }) =>
      outcome.state === 'done' &&
      task.output.kind === 'json' &&
      task.output.name === 'findings' &&
      task.kind !== 'check',
  ).length;
  return [
    '## Checklist',
    '',
    '| Question | Category | Findings | Below the line |',
    '| --- | --- | ---: | ---: |',
    ...rows.map(({ question, category, findings, below }) => `| ${question} | ${category} | ${findings} | ${below} |`),
    '',
    `Gone through in ${countOf(looked, 'look')} of this run${result.remembered === undefined ? '' : ', and in those of earlier runs that still stand'}. No finding is no proof.`,
    '',
  ];
}
