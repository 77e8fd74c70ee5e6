import { formatDollars, HanzoError } from '@hanzo/contracts';
import type { CallRow } from './call-row.ts';
import type { CallChange, NewCall } from './call-table.ts';
import type { CallState, ReserveRequest, Settlement } from './model.ts';
import type { Order } from './orders.ts';

/** What an order makes of a call, and from where. */
interface Step {
  readonly from: readonly CallState[];
  readonly change: CallChange & { readonly state: CallState };
}

/**
 * No call costs more than a million dollars: an amount above that is an error, and thousands of them would be more than
 * a number holds exactly. Micro-dollars.
 */
export const MOST_MICROS = 1e12;
/** No call has more than a billion tokens. */
const MOST_TOKENS = 1e9;

/** @throws HanzoError INTERNAL when the amounts or counts are none, or absurd */
export function stepOf(order: Exclude<Order, { kind: 'reserve' }>, row: CallRow): Step {
  const { at } = order;
  switch (order.kind) {
    case 'mark-sent':
      return { from: ['held'], change: { state: 'sent', sent_at: at } };
    case 'settle':
      // From `held` too: refusing would lose a charge because somebody forgot to say that it was sent.
      return { from: ['held', 'sent', 'uncertain'], change: settled(order.settlement, at) };
    case 'release':
      return { from: ['held'], change: { state: 'released', ended_at: at, why: order.why } };
    case 'give-up':
      return {
        from: ['held', 'sent'],
        change: { state: 'uncertain', charged_micros: row.worst_micros, ended_at: at, why: order.why },
      };
  }
}

/** @throws HanzoError INTERNAL when the amounts are none, BUDGET_EXCEEDED when no call costs so much */
export function newCall(
  request: ReserveRequest,
  { id, session, version, isSent, at }: { id: string; session: string; version: string; isSent: boolean; at: number },
): NewCall {
  const { runId, taskId, model, endpoint, worstCaseMicros, runLimitMicros } = request;
  refuseAbsurd(request);
  checkCount('The worst case', worstCaseMicros, 'micro-dollars', MOST_MICROS);
  if (runLimitMicros !== undefined) checkCount('The budget of the run', runLimitMicros, 'micro-dollars');
  return {
    id,
    session,
    run_id: runId,
    task_id: taskId,
    model,
    endpoint,
    version,
    key: request.key ?? '',
    member: request.member ?? '',
    service_tier: request.serviceTier ?? 'standard',
    state: isSent ? 'sent' : 'held',
    worst_micros: worstCaseMicros,
    charged_micros: 0,
    served_model: null,
    request_id: null,
    input_tokens: 0,
    cached_input_tokens: 0,
    cache_write_tokens: 0,
    output_tokens: 0,
    reasoning_tokens: 0,
    why: null,
    reserved_at: at,
    sent_at: isSent ? at : null,
    ended_at: null,
  };
}

function settled(settlement: Settlement, at: number): Step['change'] {
  const { usage, costMicros, servedModel, servedTier, requestId } = settlement;
  const { inputTokens, cachedInputTokens, cacheWriteTokens = 0, outputTokens, reasoningTokens } = usage;
  checkCount('The cost', costMicros, 'micro-dollars', MOST_MICROS);
  for (const tokens of [inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens])
    checkCount('A usage', tokens, 'tokens', MOST_TOKENS);
  return {
    state: 'settled',
    charged_micros: costMicros,
    served_model: servedModel,
    ...(servedTier === undefined ? {} : { service_tier: servedTier }),
    request_id: requestId ?? null,
    input_tokens: inputTokens,
    cached_input_tokens: cachedInputTokens,
    cache_write_tokens: cacheWriteTokens,
    output_tokens: outputTokens,
    reasoning_tokens: reasoningTokens,
    ended_at: at,
    why: null,
  };
}

/** The price of its model is wrong then: that is for the user to mend. */
function refuseAbsurd({ model, worstCaseMicros }: ReserveRequest): void {
  if (!Number.isSafeInteger(worstCaseMicros) || worstCaseMicros <= MOST_MICROS) return;
  const [cost, most] = [formatDollars(worstCaseMicros), formatDollars(MOST_MICROS)];
  throw new HanzoError('BUDGET_EXCEEDED', `This call of ${model} could cost ${cost}: no call is paid above ${most}.`, {
    details: { model, neededMicros: worstCaseMicros, capMicros: MOST_MICROS },
    mend: 'Look at the price of the model, or ask for less: a shorter prompt, a lower output cap.',
  });
}

function checkCount(what: string, count: number, unit: string, most: number = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(count) && count >= 0 && count <= most) return;
  throw new HanzoError('INTERNAL', `${what} must be a whole number of ${unit} up to ${most}, not ${count}.`);
}
