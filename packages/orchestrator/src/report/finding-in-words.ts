import { countOf } from '@hanzo/contracts';
import { heatInWords } from '../hot/heat.ts';
import type { CriticVote, RunFinding } from '../run/run-finding.ts';
import { whoInWords } from './who-in-words.ts';

/** `off-by-one, high confidence, found by 2 of 3 looks, confirmed`: plain text. */
export function traitsInWords({ category, confidence, looks, standing, heat, was }: RunFinding): string {
  const parts: string[] = [category, `${confidence} confidence`];
  if (looks.of > 1) parts.push(`found by ${looks.found} of ${countOf(looks.of, 'look')}`);
  if (heat !== undefined) parts.push(heatInWords(heat));
  if (was !== undefined) parts.push(`known as ${was}, worse now`);
  if (standing !== 'unjudged') parts.push(standing);
  return parts.join(', ');
}

/** What a critic says, and why: plain text. */
export function voteInWords({ critic, verdict, severity, reason }: CriticVote): string {
  const said = reason.trim() === '' ? '' : `: ${reason}`;
  return `${whoInWords(critic)} ${verdictInWords(verdict, severity)}${said}`;
}

function verdictInWords(verdict: CriticVote['verdict'], severity: CriticVote['severity']): string {
  switch (verdict) {
    case 'confirm':
      return 'confirms it';
    case 'refute':
      return 'refutes it';
    case 'adjust':
      return severity === undefined ? 'confirms it, but not as it is told' : `confirms it as ${severity}`;
  }
}

/** Why a finding is below the line, for people. */
export function whyBelow({ why, standing }: RunFinding): string {
  return why.trim() === '' ? standing : why;
}
