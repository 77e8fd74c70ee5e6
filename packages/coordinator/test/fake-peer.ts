import { HanzoError } from '@hanzo/contracts';
import type { Dispatcher } from '@hanzo/coordinator';
import type { PeerSession } from '@hanzo/mesh';
import type { Advert, ModelOffer, Offer, WireMessage } from '@hanzo/wire';

export const USAGE = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 };

export interface FakePeerSetup {
  readonly name: string;
  readonly slots?: number;
  readonly tokensPerSecond?: number;
  readonly model?: Partial<ModelOffer>;
  /** @default made of the name */
  readonly peerId?: string;
  /** Whose worker it is. @default a member of its own */
  readonly member?: string;
  /** What it answers to a prompt, at once. @default nothing by itself */
  readonly answer?: (prompt: string) => string;
  /** What else it does with an offer, at once. @default nothing */
  readonly onOffer?: (peer: FakePeer, offer: Offer) => void;
}

/** A worker that is connected to the dispatcher by nothing but calls: it says what the test says. */
export class FakePeer implements PeerSession {
  readonly peerId: string;
  readonly remoteAddress = '/memory';
  readonly peer: PeerSession['peer'];
  readonly sent: WireMessage[] = [];
  readonly #dispatcher: Dispatcher;
  readonly #setup: FakePeerSetup;

  constructor(dispatcher: Dispatcher, setup: FakePeerSetup) {
    this.#dispatcher = dispatcher;
    this.#setup = setup;
    this.peerId = setup.peerId ?? `peer-${setup.name}`;
    this.peer = {
      kind: 'hello',
      minorVersion: 1,
      software: 'hanzo/test',
      role: 'worker',
      nodeName: setup.name,
      sentAt: 0,
      capabilities: [],
    };
    dispatcher.events.onOpen(this);
    this.advertise();
  }

  get card(): PeerSession['card'] {
    const { name, member = `member-${name}` } = this.#setup;
    return {
      peerId: this.peerId,
      role: 'worker',
      name,
      software: 'hanzo/test',
      addresses: [],
      instance: '',
      machine: '',
      relay: false,
      memberId: member,
      issuedAt: 0,
      expiresAt: Number.MAX_SAFE_INTEGER,
    };
  }

  /** Offers that were not withdrawn. */
  get offers(): readonly Offer[] {
    const cancelled = new Set(this.sent.flatMap((message) => (message.kind === 'cancel' ? [message.attemptId] : [])));
    return this.sent.flatMap((message) =>
      message.kind === 'offer' && !cancelled.has(message.attemptId) ? [message] : [],
    );
  }

  /** The newest offer. */
  get offer(): Offer {
    const offer = this.offers.at(-1);
    if (offer === undefined) throw new Error(`${this.#setup.name} was offered nothing.`);
    return offer;
  }

  silentFor(): number {
    return 0;
  }

  send(message: WireMessage): void {
    this.sent.push(message);
    const { answer, onOffer } = this.#setup;
    if (message.kind !== 'offer') return;
    if (onOffer !== undefined) queueMicrotask(() => onOffer(this, message));
    if (answer === undefined) return;
    queueMicrotask(() => {
      this.accepts();
      this.answers(answer(message.prompt), message.attemptId);
    });
  }

  says(message: WireMessage): void {
    this.#dispatcher.events.onMessage(this, message);
  }

  advertise(changes: Partial<Advert> = {}): void {
    const { slots = 1, tokensPerSecond = 100, model } = this.#setup;
    this.says({
      kind: 'advert',
      models: [
        {
          name: 'test-model',
          sha256: 'ab'.repeat(32),
          contextTokens: 8192,
          tokensPerSecond,
          engine: 'fake',
          speeds: [],
          promptTokensPerSecond: 0,
          loadMs: 0,
          resumes: true,
          ...model,
        },
      ],
      slots,
      running: 0,
      queued: 0,
      queueLimit: 4,
      state: 'ready',
      stateReason: '',
      dataClasses: ['internal'],
      ...changes,
    });
  }

  /** Accepts the newest offer; goes on from its beginning when it has one. */
  accepts(resumes: boolean = this.offer.resume !== undefined): string {
    const { attemptId } = this.offer;
    const modelSha256 = this.#setup.model?.sha256 ?? 'ab'.repeat(32);
    const model = this.#setup.model?.name ?? 'test-model';
    this.says({ kind: 'accept', attemptId, queuePosition: 0, model, resumes, modelSha256 });
    return attemptId;
  }

  writes(offset: number, text: string, attemptId: string = this.offer.attemptId): void {
    this.says({ kind: 'progress', attemptId, offset, text });
  }

  answers(text: string, attemptId: string = this.offer.attemptId): void {
    this.says({
      kind: 'result',
      attemptId,
      finish: 'stop',
      text,
      usage: USAGE,
      timings: { queueMs: 0, firstTokenMs: 1, totalMs: 1 },
      model: this.#setup.model?.name ?? 'test-model',
      modelSha256: this.#setup.model?.sha256 ?? 'ab'.repeat(32),
    });
  }

  fails(code: HanzoError['code'], attemptId: string = this.offer.attemptId): void {
    this.says({ kind: 'failure', attemptId, code, message: 'it failed' });
  }

  /** Tells that attempts are alive. */
  beats(...aliveAttemptIds: string[]): void {
    this.says({ kind: 'heartbeat', sequence: 1, aliveAttemptIds });
  }

  leaves(): void {
    this.#dispatcher.events.onClose(this, new HanzoError('PEER_LOST', 'The connection closed.'));
  }
}
