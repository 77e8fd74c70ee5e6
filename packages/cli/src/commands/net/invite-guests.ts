import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import type { EmitEvent } from '../../terminal/events.ts';
import type { Member } from '../../mesh/mesh-member.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { inviteState } from './invite-list.ts';
import { memberFields, shortMemberId } from './labels.ts';

export interface GuestParts {
  /** The listening node that guests come to. */
  readonly observer: Member;
  /** Members whose session with that node has ended. */
  readonly gone: ReadonlySet<string>;
  readonly terminal: Terminal;
  readonly emit: EmitEvent;
  /** Ends the wait. */
  readonly stop: AbortSignal;
}

const POLL_MS = 100;
/** The last guest still fetches what this home knows; it is given this long. Milliseconds. */
const LINGER_MS = 3_000;

/** Says who comes in by an invite, until it is used up, has expired or was cancelled, or somebody stops the wait. */
export async function awaitGuests(inviteId: string, parts: GuestParts): Promise<ExitCode> {
  const { observer, terminal, emit, stop } = parts;
  const { membership } = observer;
  const guests = new Guests(inviteId, parts);
  for (;;) {
    guests.look();
    const invite = membership.invites().find(({ id }) => id === inviteId);
    const state = invite === undefined ? 'cancelled' : inviteState(invite, systemClock.now());
    const used = invite?.used ?? 0;
    if (state !== 'open' && !guests.areWaiting()) {
      if (state === 'used up') await guests.lastOneIsInStep();
      emit('invite-ended', { id: inviteId, why: state, used });
      terminal.err(`The invite is ${state === 'expired' ? 'no longer good: it has expired' : state}.`);
      return state === 'expired' && used === 0 ? EXIT.incomplete : EXIT.done;
    }
    if (stop.aborted) {
      emit('invite-ended', { id: inviteId, why: 'stopped', used });
      terminal.err('The invite stays good; it works whenever `hanzo net up` or `hanzo net invite` runs here.');
      terminal.err(`To end it: hanzo net invite --cancel ${inviteId}`);
      return EXIT.done;
    }
    await systemClock.sleep(POLL_MS, stop).catch(() => undefined);
  }
}

/** Who has come since the wait began. */
class Guests {
  readonly #inviteId: string;
  readonly #parts: GuestParts;
  readonly #known: Set<string>;
  readonly #asking = new Set<string>();
  #last: string | undefined;

  constructor(inviteId: string, parts: GuestParts) {
    this.#inviteId = inviteId;
    this.#parts = parts;
    this.#known = new Set(parts.observer.membership.members().map(({ id }) => id));
  }

  look(): void {
    const { observer, terminal, emit } = this.#parts;
    const { membership } = observer;
    membership.refresh();
    for (const member of membership.members()) {
      if (this.#known.has(member.id)) continue;
      this.#known.add(member.id);
      this.#last = member.id;
      emit('joined', memberFields(member));
      terminal.err(`${member.name} (${shortMemberId(member.id)}) is in, as ${member.role}.`);
    }
    for (const { id, name, inviteId } of membership.requests()) {
      if (inviteId !== this.#inviteId || this.#asking.has(id)) continue;
      this.#asking.add(id);
      emit('asks', { id, name, inviteId });
      terminal.err(`${name} (${shortMemberId(id)}) asks to come in. Here, in another terminal:`);
      terminal.err(`  hanzo net approve ${shortMemberId(id)}             (or with --refuse)`);
    }
  }

  areWaiting(): boolean {
    return this.#parts.observer.membership.requests().some(({ inviteId }) => inviteId === this.#inviteId);
  }

  /** Waits until the last guest has come with a session and gone again, for as long as that is likely. */
  async lastOneIsInStep(): Promise<void> {
    const { gone, stop } = this.#parts;
    const start = systemClock.elapsed();
    while (systemClock.elapsed() - start < LINGER_MS && !stop.aborted) {
      if (this.#last !== undefined && gone.has(this.#last)) return;
      await systemClock.sleep(POLL_MS, stop).catch(() => undefined);
    }
  }
}
