import { formatDollars, HanzoError, NO_USAGE, type Clock } from '@hanzo/contracts';
import type { Hold, Ledger, LedgerCall, ReserveRequest, Settlement } from '@hanzo/ledger';

/** A ledger without a disk, with one cap over everything: for tests of who asks it, with clocks that stand still. */
export function memoryLedger(clock: Clock, capMicros: number = Number.MAX_SAFE_INTEGER): Ledger {
  const calls = new Map<string, LedgerCall>();
  const sum = (states: readonly LedgerCall['state'][], micros: (call: LedgerCall) => number): number =>
    [...calls.values()].filter(({ state }) => states.includes(state)).reduce((total, call) => total + micros(call), 0);
  const spentMicros = (): number => sum(['settled', 'uncertain'], (call) => call.chargedMicros);
  const heldMicros = (): number => sum(['held', 'sent'], (call) => call.worstCaseMicros);
  const change = (hold: Hold, changes: Partial<LedgerCall>): void => {
    const call = calls.get(hold.id);
    const from: readonly string[] = changes.state === 'settled' ? ['sent', 'uncertain'] : ['sent'];
    if (call === undefined || !from.includes(call.state))
      throw new HanzoError('INTERNAL', `A call that is ${call?.state ?? 'unknown'} cannot become ${changes.state}.`);
    calls.set(hold.id, { ...call, ...changes, endedAt: clock.now() });
  };
  const send = async (request: ReserveRequest): Promise<Hold> => {
    const { worstCaseMicros, runId, taskId } = request;
    if (spentMicros() + worstCaseMicros > capMicros) throw new HanzoError('BUDGET_EXCEEDED', 'It is spent.');
    if (spentMicros() + heldMicros() + worstCaseMicros > capMicros)
      throw new HanzoError('BUDGET_BUSY', `Open calls hold ${formatDollars(heldMicros())}.`);
    const id = `hold-${calls.size + 1}`;
    calls.set(id, opened(id, request, clock.now()));
    return { id, runId, taskId, worstCaseMicros };
  };
  const ledger = {
    send,
    reserve: send,
    settle: async (hold: Hold, { costMicros, usage, servedModel, servedTier, requestId }: Settlement) => {
      const tier = servedTier === undefined ? {} : { serviceTier: servedTier };
      change(hold, { state: 'settled', chargedMicros: costMicros, usage, servedModel, requestId, ...tier });
    },
    markUncertain: async (hold: Hold, why: string) =>
      change(hold, { state: 'uncertain', chargedMicros: hold.worstCaseMicros, why }),
    spent: () => ({ spentMicros: spentMicros(), uncertainMicros: 0, heldMicros: heldMicros() }),
    calls: () => [...calls.values()],
    markSent: async () => undefined,
    close: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
  // The rest of a ledger is about files, which this one has none of.
  return ledger as unknown as Ledger;
}

function opened(id: string, request: ReserveRequest, now: number): LedgerCall {
  const { runId, taskId, model, endpoint, worstCaseMicros } = request;
  const { key = '', member = '', serviceTier = 'standard' } = request;
  return {
    id,
    runId,
    taskId,
    model,
    endpoint,
    worstCaseMicros,
    key,
    member,
    serviceTier,
    version: 'test',
    servedModel: undefined,
    requestId: undefined,
    state: 'sent',
    chargedMicros: 0,
    usage: NO_USAGE,
    why: undefined,
    reservedAt: now,
    sentAt: now,
    endedAt: undefined,
  };
}
