import type { RunFinding } from '../run/run-finding.ts';
import type { EvidenceFacts } from './evidence-facts.ts';

/** Why a finding lacks evidence, as the end of a sentence without a full stop; undefined: by this rule it does not. */
export type Rule = (finding: RunFinding, facts: EvidenceFacts) => string | undefined;
