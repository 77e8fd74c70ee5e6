import type { Session } from '@hanzo/mesh';
import type { Offer, WireMessage } from '@hanzo/wire';

/** A session without a network: keeps what the worker says. The member has the node's name. */
export function lonelySession(name: string, role = 'coordinator'): { session: Session; said: WireMessage[] } {
  const said: WireMessage[] = [];
  const session = {
    peerId: name,
    peer: { nodeName: name, role },
    card: { memberId: name },
    send: (message: WireMessage) => void said.push(message),
  };
  return { session: session as unknown as Session, said };
}

export function offer(attemptId: string, changes: Partial<Offer> = {}): Offer {
  return {
    kind: 'offer',
    taskId: 't',
    attemptId,
    model: '',
    system: '',
    prompt: 'p',
    jsonSchema: '',
    maxOutputTokens: 10,
    sampling: {},
    timeoutMs: 10_000,
    ...changes,
  };
}

/** What ends an attempt. */
export function terminal(said: readonly WireMessage[]): WireMessage[] {
  return said.filter(({ kind }) => kind === 'result' || kind === 'failure' || kind === 'decline');
}
