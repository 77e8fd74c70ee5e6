import { HanzoError, toHanzoError, type Clock } from '@hanzo/contracts';
import type { Connection, Libp2p } from '@libp2p/interface';
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr';
import type { MemberGate } from './gate.ts';
import { isRelayed, peerIdOf } from './address-facts.ts';

/** Relayed dials start this much after direct ones. Milliseconds. */
const RELAY_AFTER_MS = 1_500;

/** Connects to a peer by whichever of its addresses works, and says why when none does. */
export class Dialer {
  readonly #libp2p: Libp2p;
  readonly #gate: MemberGate;
  readonly #clock: Clock;

  constructor(libp2p: Libp2p, gate: MemberGate, clock: Clock) {
    this.#libp2p = libp2p;
    this.#gate = gate;
    this.#clock = clock;
  }

  /**
   * Direct addresses first; relayed ones when these have not led anywhere soon.
   *
   * @throws HanzoError with the gate's own code when one side refused the other
   */
  async connect(addresses: readonly string[]): Promise<Connection> {
    try {
      return await this.#connect(addresses);
    } catch (error) {
      throw this.#explain(error, addresses);
    }
  }

  async #connect(addresses: readonly string[]): Promise<Connection> {
    const direct = addresses.filter((address) => !isRelayed(address));
    const relayed = addresses.filter((address) => isRelayed(address));
    if (direct.length === 0 || relayed.length === 0) return await this.#dial(addresses);
    const first = this.#dial(direct);
    let reached = false;
    const settled = first.then(
      () => (reached = true),
      () => false,
    );
    const second = async (): Promise<Connection> => {
      await Promise.race([settled, this.#clock.sleep(RELAY_AFTER_MS)]);
      return reached ? await first : await this.#dial(relayed);
    };
    return await Promise.any([first, second()]).catch(async () => await first);
  }

  async #dial(addresses: readonly string[]): Promise<Connection> {
    const usable = addresses.flatMap((address) => parse(address) ?? []);
    if (usable.length === 0) throw new HanzoError('PEER_UNREACHABLE', 'No address of the peer can be dialled.');
    return await this.#libp2p.dial(usable);
  }

  /** libp2p keeps only the words of an error; the gate knows the code. */
  #explain(error: unknown, addresses: readonly string[]): HanzoError {
    const peerId = addresses.map(peerIdOf).find((id) => id !== undefined);
    const refusal = peerId === undefined ? undefined : this.#gate.refusalOf(peerId);
    return refusal ?? toHanzoError(error);
  }
}

/** Addresses of cards are what their signer wrote: a bad one must not spoil the others. */
function parse(address: string): Multiaddr | undefined {
  try {
    return multiaddr(address);
  } catch {
    return undefined;
  }
}
