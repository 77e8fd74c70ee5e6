import type { RunFinding } from '../../run/run-finding.ts';

/** All that a finding says, in one text. */
export function saidBy({ message, rationale, fix }: Pick<RunFinding, 'message' | 'rationale' | 'fix'>): string {
  return `${message}\n${rationale}\n${fix}`;
}
