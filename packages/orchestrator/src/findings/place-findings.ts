import { createHash } from 'node:crypto';
import { SEVERITIES, type TaskRun } from '@hanzo/contracts';
import type { FoundFinding, RunFinding } from '../run/run-finding.ts';

/** Merges what several looks found, and gives each defect the name by which later runs know it. */
export function placeFindings(found: readonly FoundFinding[], _runs: readonly TaskRun[]): readonly RunFinding[] {
  const merged = new Map<string, FoundFinding>();
  for (const finding of found) {
    const { path, line, kind, quote } = finding;
    const key = JSON.stringify([path, line, kind, quote.replace(/\s+/g, ' ').trim()]);
    const known = merged.get(key);
    if (known === undefined || SEVERITIES.indexOf(finding.severity) > SEVERITIES.indexOf(known.severity))
      merged.set(key, finding);
  }
  return [...merged.values()].map((finding) => ({
    ...finding,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([finding.path, finding.category, finding.quote.replace(/\s+/g, ' ').trim()]))
      .digest('hex')
      .slice(0, 32),
    looks: { found: 1, of: 1 },
    standing: finding.who.kind === 'tool' ? 'confirmed' : 'unjudged',
    why: '',
    votes: [],
    isKnown: false,
  }));
}
