import { DELEGATION_SYSTEM } from '@hanzo/delegate';
import { estimateTokens } from '@hanzo/tools';
import { eventEmitter } from '../../../terminal/events.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DelegateEngineFlags } from '../flags.ts';
import { laterRounds } from '../run/later-rounds.ts';
import type { DelegationPlan } from '../run/plan-delegation.ts';

/** Tells programs what is sent, to whom, and what that may cost at most. */
export function emitPlan(plan: DelegationPlan, flags: DelegateEngineFlags, terminal: Terminal): void {
  if (flags.json !== true) return;
  const { request, models, worstMicros, budgetMicros, evidence, prompt } = plan;
  const { leftOut, redactions } = request;
  const files = request.files.map(({ path, tokens, lineCount, isWhole, because }) => ({
    path,
    tokens,
    lineCount,
    isWhole,
    because,
  }));
  eventEmitter(terminal, true)('delegation-plan', {
    files,
    leftOut,
    redactions,
    earlier: request.earlier.map(({ id, isParent }) => ({ id, isParent })),
    tokens: estimateTokens(DELEGATION_SYSTEM) + estimateTokens(prompt),
    contextTokens: evidence.contextTokens,
    models: models.map(({ name, because }) => ({ model: name, because, worstMicros: worstMicros.get(name) ?? 0 })),
    rounds: laterRounds(plan, flags).map(({ micros, ...round }) => ({ ...round, worstMicros: micros })),
    budgetMicros,
  });
}
