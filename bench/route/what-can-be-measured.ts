import type { OutcomeRow } from './rows/outcome-row.ts';
import type { Roles } from './rows/roles.ts';
import { agreementStrategy } from './strategies/agreement.ts';
import { finishStrategy } from './strategies/finish.ts';
import type { Strategy } from './strategies/strategy.ts';
import { testsStrategy } from './strategies/tests.ts';

type Rule = (rows: readonly OutcomeRow[], roles: Roles) => string | undefined;

const RULES: ReadonlyMap<Strategy, Rule> = new Map([
  [finishStrategy, finishRule],
  [testsStrategy, testsRule],
  [agreementStrategy, agreementRule],
]);

/** Why a set's fields do not allow a strategy, or undefined when they do. */
export function whyNot(strategy: Strategy, rows: readonly OutcomeRow[], roles: Roles): string | undefined {
  return RULES.get(strategy)?.(rows, roles);
}

function finishRule(rows: readonly OutcomeRow[], { local, strong }: Roles): string | undefined {
  if (!rows.every(({ calls }) => local.some((model) => calls.has(model))))
    return 'no step counts (calls) of local models';
  if (!rows.every(({ costMicros }) => costMicros.has(strong))) return `no costs of ${strong}`;
  return undefined;
}

/** Scores between 0 and 1 are shares of samples whose tests passed; a score of 0 or 1 may be anybody's judgement. */
function testsRule(rows: readonly OutcomeRow[], { local }: Roles): string | undefined {
  const isShare = rows.some(({ score }) => [...score.values()].some((value) => value > 0 && value < 1));
  if (!isShare) return 'scores are 0 or 1, so nothing says that tests gave them';
  if (local.length < 2) return 'fewer than two local models';
  return undefined;
}

function agreementRule(rows: readonly OutcomeRow[], { local }: Roles): string | undefined {
  const answering = local.filter((model) => rows.some(({ answers }) => (answers.get(model) ?? '') !== ''));
  return answering.length < 2 ? 'no answers of two local models' : undefined;
}
