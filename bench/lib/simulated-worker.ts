import { HanzoError, type Clock } from '@hanzo/contracts';
import type { Dispatcher } from '@hanzo/coordinator';
import type { PeerSession } from '@hanzo/mesh';
import type { Offer, WireMessage } from '@hanzo/wire';

export interface SimulatedWorkerSetup {
  readonly name: string;
  readonly slots: number;
  /** Generated tokens a second of each attempt, as advertised. */
  readonly tokensPerSecond: number;
  /** What an attempt takes really, in milliseconds. */
  readonly serviceMs: (offer: Offer) => number;
}

const USAGE = { inputTokens: 0, cachedInputTokens: 0, reasoningTokens: 0 };

/** A worker of the real dispatcher without a network and without an engine: it takes simulated time, and answers. */
export class SimulatedWorker implements PeerSession {
  readonly peerId: string;
  readonly remoteAddress = '/memory';
  readonly peer: PeerSession['peer'];
  readonly #dispatcher: Dispatcher;
  readonly #clock: Clock;
  readonly #setup: SimulatedWorkerSetup;
  readonly #running = new Map<string, AbortController>();

  constructor(dispatcher: Dispatcher, clock: Clock, setup: SimulatedWorkerSetup) {
    this.#dispatcher = dispatcher;
    this.#clock = clock;
    this.#setup = setup;
    this.peerId = setup.name;
    this.peer = {
      kind: 'hello',
      minorVersion: 1,
      software: 'hanzo/bench',
      role: 'worker',
      nodeName: setup.name,
      sentAt: 0,
      capabilities: [],
    };
    dispatcher.events.onOpen(this);
    this.#advertise();
  }

  get card(): never {
    throw new HanzoError('INTERNAL', 'A simulated worker has no card.');
  }

  silentFor(): number {
    return 0;
  }

  send(message: WireMessage): void {
    if (message.kind === 'cancel') this.#running.get(message.attemptId)?.abort();
    if (message.kind === 'offer') void this.#work(message);
  }

  async #work(offer: Offer): Promise<void> {
    const { attemptId } = offer;
    const stop = new AbortController();
    this.#running.set(attemptId, stop);
    const accept = { kind: 'accept', attemptId, queuePosition: 0, model: 'simulated', resumes: false } as const;
    const ms = this.#setup.serviceMs(offer);
    try {
      await this.#clock.sleep(0, stop.signal);
      this.#says({ ...accept, modelSha256: '' });
      await this.#clock.sleep(ms, stop.signal);
      this.#running.delete(attemptId);
      this.#says({
        kind: 'result',
        attemptId,
        finish: 'stop',
        text: 'x',
        usage: { ...USAGE, outputTokens: offer.maxOutputTokens },
        timings: { queueMs: 0, firstTokenMs: 0, totalMs: ms },
        model: 'simulated',
        modelSha256: '',
      });
    } catch {
      this.#running.delete(attemptId);
    }
  }

  #says(message: WireMessage): void {
    this.#dispatcher.events.onMessage(this, message);
  }

  #advertise(): void {
    const { slots, tokensPerSecond } = this.#setup;
    const model = {
      name: 'simulated',
      sha256: '',
      contextTokens: 100_000,
      tokensPerSecond,
      engine: 'simulated',
      speeds: [],
      promptTokensPerSecond: tokensPerSecond * 8,
      loadMs: 0,
      resumes: false,
    };
    const state = { state: 'ready', stateReason: '', dataClasses: ['internal'] } as const;
    this.#says({ kind: 'advert', models: [model], slots, running: 0, queued: 0, queueLimit: 4, ...state });
  }
}
