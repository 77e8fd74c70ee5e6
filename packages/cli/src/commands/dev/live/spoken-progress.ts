import { countOf, formatDollars } from '@hanzo/contracts';
import type { StageName } from '@hanzo/orchestrator';
import type { RunFigures } from './run-figures.ts';

const STAGES: Readonly<Partial<Record<StageName, string>>> = {
  critics: ', critics are judging',
  fixes: ', findings are being mended',
  suggestions: ', suggestions are being written',
};

/** `12 of 40 tasks done, 3 findings, $0.02.`, for somebody who has it read aloud. */
export function spokenProgress({ ended, total, findings, stage }: RunFigures, spentMicros: number): string {
  const what = stage === undefined ? '' : (STAGES[stage] ?? '');
  const money = spentMicros > 0 ? `, ${formatDollars(spentMicros)}` : '';
  return `${ended} of ${countOf(total, 'task')} done${what}, ${countOf(findings, 'finding')}${money}.`;
}
