import type { Focus } from '@hanzo/contracts';
import { isAboveTheLine, type RunFinding } from '../run/run-finding.ts';
import type { EvidenceFacts } from './evidence-facts.ts';
import type { Rule } from './evidence-rule.ts';
import { focusProfile } from './profiles.ts';
import { namesOther, realCycle } from './rules/imports.ts';
import { namesCode, saysWhy, seriousIsSure } from './rules/names-code.ts';
import { reallyUndocumented } from './rules/undocumented.ts';
import { reallyUntested } from './rules/untested.ts';

const RULES: Readonly<Record<Focus, readonly Rule[]>> = {
  security: [saysWhy, namesCode, seriousIsSure],
  performance: [saysWhy, namesCode],
  architecture: [realCycle, namesOther, saysWhy],
  quality: [saysWhy, namesCode],
  tests: [reallyUntested],
  docs: [reallyUndocumented],
};

/**
 * Holds findings of models against the rules of a focus: those that are about something else, or lack what it wants as
 * evidence, drop below the line. Tools are exact and stay. Facts are checked, wording is not.
 */
export function holdToEvidence(
  findings: readonly RunFinding[],
  focus: Focus,
  facts: EvidenceFacts,
): readonly RunFinding[] {
  const rules = [belongsTo(focus), sureOrSerious, ...RULES[focus]];
  return findings.map((finding) => {
    if (finding.who.kind === 'tool' || !isAboveTheLine(finding)) return finding;
    const why = firstReason(rules, finding, facts);
    return why === undefined ? finding : { ...finding, standing: 'unsupported', why };
  });
}

function firstReason(rules: readonly Rule[], finding: RunFinding, facts: EvidenceFacts): string | undefined {
  for (const rule of rules) {
    const why = rule(finding, facts);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** What does not belong to the focus is kept when it is certain. Of what nobody has sorted nobody knows whether it does. */
function belongsTo(focus: Focus): Rule {
  const wanted = new Set(focusProfile(focus).checklist.map(({ category }) => category));
  return ({ category, isUnsorted, confidence, severity }) => {
    if (isUnsorted === true || wanted.has(category)) return undefined;
    const isSerious = severity === 'high' || severity === 'critical';
    if (confidence === 'high' && (category === 'other' || isSerious)) return undefined;
    return `it is about ${category}, which does not belong to the focus ${focus}`;
  };
}

/** Nobody reads what its finder doubts and what would do little harm. */
const sureOrSerious: Rule = ({ confidence, severity }) =>
  confidence === 'low' && (severity === 'info' || severity === 'low')
    ? 'whoever found it is not sure, and it would do little harm'
    : undefined;
