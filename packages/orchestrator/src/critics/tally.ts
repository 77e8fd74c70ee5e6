import { SEVERITIES, type Severity } from '@hanzo/contracts';
import type { CriticVote, RunFinding } from '../run/run-finding.ts';

/**
 * Where a finding stands after its critics have voted.
 *
 * Most of those that judged must confirm it; who would give it another severity confirms it with that. It goes below the line
 * by what critics say, never by their silence: when fewer than half of the panel gave a verdict, it stays where it was.
 */
export function tallied(finding: RunFinding, votes: readonly CriticVote[], instances: number): RunFinding {
  const judged = votes.length;
  if (judged === 0 || judged * 2 < instances) return { ...finding, votes };
  const against = votes.filter(({ verdict }) => verdict === 'refute');
  const confirming = judged - against.length;
  if (confirming * 2 > judged) {
    const isSure = confirming === instances;
    const severity = medianSeverity(votes, finding.severity);
    return { ...finding, votes, standing: 'confirmed', severity, ...(isSure && { confidence: 'high' as const }) };
  }
  const said = reasonOf(against);
  if (against.length * 2 > judged)
    return { ...finding, votes, standing: 'refuted', why: `${against.length} of ${judged} critics refute it${said}` };
  return {
    ...finding,
    votes,
    standing: 'unconfirmed',
    why: `Only ${confirming} of ${judged} critics confirm it${said}`,
  };
}

/** Of those that confirm, each with its own; between two the worse one: rather too loud than too quiet. */
function medianSeverity(votes: readonly CriticVote[], own: Severity): Severity {
  const levels = votes
    .filter(({ verdict }) => verdict !== 'refute')
    .map(({ severity = own }) => SEVERITIES.indexOf(severity))
    .toSorted((a, b) => a - b);
  return SEVERITIES[levels[Math.floor(levels.length / 2)] ?? 0] ?? own;
}

const MOST_REASON = 200;

function reasonOf([first]: readonly CriticVote[]): string {
  const reason = first?.reason.replace(/\s+/g, ' ').trim().slice(0, MOST_REASON).toWellFormed() ?? '';
  return reason === '' ? '.' : `: ${reason}`;
}
