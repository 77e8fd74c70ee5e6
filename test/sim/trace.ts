import type { TaskEvent } from '@hanzo/contracts';
import type { WireMessage } from '@hanzo/wire';

/** What happened, in order, for people. Off while nobody reads it: a seed that fails is run once more with it on. */
export class Trace {
  readonly lines: string[] = [];
  readonly isOn: boolean;
  readonly #now: () => number;
  readonly #names = new Map<string, string>();

  constructor(isOn: boolean, now: () => number) {
    this.isOn = isOn;
    this.#now = now;
  }

  note(who: string, what: string): void {
    if (this.isOn) this.lines.push(`${String(this.#now()).padStart(7)} ms  ${who.padEnd(10)} ${what}`);
  }

  /** Frames that tell something; heartbeats only when they name attempts. */
  frame(who: string, verb: string, message: WireMessage): void {
    if (!this.isOn || (message.kind === 'heartbeat' && message.aliveAttemptIds.length === 0)) return;
    this.note(who, `${verb} ${this.#told(message)}`);
  }

  event(who: string, event: TaskEvent): void {
    if (this.isOn) this.note(who, `tells of ${event.taskId}: ${toldOf(event)}`);
  }

  #told(message: WireMessage): string {
    switch (message.kind) {
      case 'offer':
        return `offer ${this.#name(message.attemptId)}, ${message.prompt}${resumeOf(message.resume)}`;
      case 'progress':
        return `progress ${this.#name(message.attemptId)} at ${message.offset}: ${JSON.stringify(message.text)}`;
      case 'accept':
        return `accept ${this.#name(message.attemptId)}${message.resumes ? ', resumes' : ''}`;
      case 'failure':
        return `failure ${this.#name(message.attemptId)} ${message.code}: ${message.message}`;
      case 'decline':
        return `decline ${this.#name(message.attemptId)}: ${message.reason}`;
      case 'heartbeat':
        return `heartbeat, alive: ${message.aliveAttemptIds.map((id) => this.#name(id)).join(' ')}`;
      case 'advert':
        return `advert ${message.state}, ${message.running} of ${message.slots} run, ${message.queued} wait`;
      default:
        return 'attemptId' in message ? `${message.kind} ${this.#name(message.attemptId)}` : message.kind;
    }
  }

  /** Attempts have random ids: `a1`, `a2`, … in the order in which they appear. */
  #name(attemptId: string): string {
    const name = this.#names.get(attemptId) ?? `a${this.#names.size + 1}`;
    this.#names.set(attemptId, name);
    return name;
  }
}

function resumeOf(beginning = ''): string {
  return beginning === '' ? '' : `, to go on from ${JSON.stringify(beginning)}`;
}

function toldOf(event: TaskEvent): string {
  switch (event.kind) {
    case 'attempt-start':
      return `attempt ${event.attempt} by ${event.who.kind === 'worker' ? event.who.node : event.who.kind}`;
    case 'text-delta':
      return `text of attempt ${event.attempt}: ${JSON.stringify(event.text)}`;
    case 'attempt-end': {
      const { number, end } = event.attempt;
      return `attempt ${number} ${end.kind}${end.kind === 'error' ? ` ${end.code}: ${end.message}` : ''}`;
    }
    case 'task-escalated':
      return `it goes from ${event.from} to ${event.to} after attempt ${event.attempt}: ${event.reason}`;
    case 'task-end':
      return `it is ${event.outcome.state}${event.outcome.state === 'undone' ? `: ${event.outcome.reason}` : ''}`;
    case 'task-queued':
      return 'it is accepted';
  }
}
