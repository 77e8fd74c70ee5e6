import type { HanzoError } from '@hanzo/contracts';
import type { Session, SessionEvents } from '@hanzo/mesh';
import type { WireMessage } from '@hanzo/wire';

/** Session events that remember everything. */
export interface Recorder extends SessionEvents {
  readonly opened: Session[];
  readonly closed: { session: Session; reason: HanzoError }[];
  readonly messages: WireMessage[];
  readonly health: string[];
}

export function recorder(): Recorder {
  const opened: Session[] = [];
  const closed: { session: Session; reason: HanzoError }[] = [];
  const messages: WireMessage[] = [];
  const health: string[] = [];
  return {
    opened,
    closed,
    messages,
    health,
    onOpen: (session) => opened.push(session),
    onMessage: (_, message) => messages.push(message),
    onHealth: (_, state) => health.push(state),
    onClose: (session, reason) => closed.push({ session, reason }),
    aliveAttemptIds: () => ['alive-1'],
  };
}
