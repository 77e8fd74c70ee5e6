import { type Category, CONFIDENCES, type Confidence } from '@hanzo/contracts';
import type { Profile } from '@hanzo/tools';
import { focusProfile } from '../focus/profiles.ts';
import type { Heat, RunFinding } from '../run/run-finding.ts';
import { functionAt, LEAST_SHARE, shareInWords } from './hot-functions.ts';

/**
 * Holds findings of models about performance against what was measured: those in hot functions are believed one step more, those
 * in cold ones are marked. Where the profile saw nothing, it says nothing.
 */
export function withHeat(findings: readonly RunFinding[], profile: Profile | undefined): readonly RunFinding[] {
  if (profile === undefined) return findings;
  const about = new Set<Category>(focusProfile('performance').checklist.map(({ category }) => category));
  return findings.map((finding) => {
    if (finding.who.kind === 'tool' || !about.has(finding.category)) return finding;
    const seen = functionAt(profile, finding);
    if (seen === undefined) return finding;
    const heat: Heat = { share: seen.totalShare, in: seen.name };
    const isHot = seen.totalShare >= LEAST_SHARE;
    return { ...finding, heat, ...(isHot && { confidence: surer(finding.confidence) }) };
  });
}

function surer(confidence: Confidence): Confidence {
  return CONFIDENCES[CONFIDENCES.indexOf(confidence) + 1] ?? confidence;
}

/** `hot: 61 % of the measured time`, `cold: 0.2 % of the measured time`: plain text. */
export function heatInWords({ share }: Heat): string {
  return `${share < LEAST_SHARE ? 'cold' : 'hot'}: ${shareInWords(share)} of the measured time`;
}
