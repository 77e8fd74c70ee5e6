import { HanzoError, type RungContext, type Task, type Who } from '@hanzo/contracts';
import { drawWitness, type Candidate } from '@hanzo/router';
import type { PoolWorker } from '../dispatch/pool-worker.ts';
import type { MeshParts } from '../rungs/mesh/mesh-parts.ts';
import { Pursuit } from '../rungs/mesh/pursuit.ts';
import type { WorkerTrust } from './worker-trust.ts';
import { nameOfSame, type Weights } from './weights.ts';

export type WorkerWho = Extract<Who, { kind: 'worker' }>;

/** A worker's word on a question. */
export interface Word {
  readonly who: WorkerWho;
  readonly text: string;
}

/** Who has said something to the question already. */
export interface Heard {
  readonly peers: Set<string>;
  readonly members: Set<string>;
}

/** With these weights, or with any others. */
export type Kin = { readonly like: Weights } | { readonly unlike: Weights };

/** Drawn ones that do not answer are passed over, so many times. */
const MOST_DRAWN = 3;

/** Finds workers by lot and asks them: never the ones that placement finds best, because what is best is their own word. */
export class Witnesses {
  readonly #parts: MeshParts;
  readonly #trust: WorkerTrust;
  readonly #random: () => number;

  constructor(parts: MeshParts, trust: WorkerTrust, random: () => number) {
    this.#parts = parts;
    this.#trust = trust;
    this.#random = random;
  }

  heard(peerId: string): Heard {
    const heard = { peers: new Set<string>(), members: new Set<string>() };
    this.#hear(heard, peerId);
    return heard;
  }

  /** Somebody who could be asked. */
  isThere(kin: Kin, heard: Heard): boolean {
    return this.#candidates(kin, heard).length > 0;
  }

  /**
   * What somebody says who was not heard yet; undefined when nobody is left who would.
   *
   * @throws the signal's reason
   */
  async next(task: Task, kin: Kin, heard: Heard, signal: AbortSignal): Promise<Word | undefined> {
    for (let drawn = 0; drawn < MOST_DRAWN; drawn++) {
      const witness = drawWitness(this.#candidates(kin, heard), heard.members, this.#random);
      if (witness === undefined) return undefined;
      heard.peers.add(witness.id);
      const word = await this.ask(task, witness.model, witness.id, signal).catch(() => undefined);
      signal.throwIfAborted();
      if (word === undefined) continue;
      heard.members.add(witness.member);
      return word;
    }
    return undefined;
  }

  /** Asks this very worker. @throws HanzoError; the signal's reason */
  async ask(task: Task, model: string, peerId: string, signal: AbortSignal): Promise<Word> {
    const context: RungContext = { signal, onStart: nothing, onText: nothing, onLost: nothing };
    const parts = { ...this.#parts, model, maxAttempts: 1 };
    const options = { only: peerId, hedge: false, background: true, goesOn: false };
    const { who, text } = await new Pursuit(parts, { ...task, priority: 'low' }, context, options).run();
    if (who.kind !== 'worker') throw new HanzoError('INTERNAL', 'A worker was asked, and somebody else answered.');
    return { who, text };
  }

  #candidates(kin: Kin, heard: Heard): readonly (Candidate & { readonly model: string })[] {
    return this.#parts.dispatcher.workers().flatMap((worker) => {
      const { peerId } = worker;
      const model = modelOf(worker, kin);
      if (model === undefined || heard.peers.has(peerId)) return [];
      const member = memberOf(worker);
      this.#trust.meet(peerId, member);
      // Those under suspicion are no witnesses: liars would confirm each other.
      if (this.#trust.isDoubtful(peerId)) return [];
      return [{ id: peerId, member, isKnown: !this.#trust.stateOf(peerId).isNew, model }];
    });
  }

  #hear({ peers, members }: Heard, peerId: string): void {
    peers.add(peerId);
    const worker = this.#parts.dispatcher.worker(peerId);
    if (worker !== undefined) members.add(memberOf(worker));
  }
}

export function memberOf({ session }: PoolWorker): string {
  return session.card.memberId;
}

function modelOf(worker: PoolWorker, kin: Kin): string | undefined {
  if (worker.advert?.state !== 'ready') return undefined;
  if ('like' in kin) return nameOfSame(worker, kin.like);
  return nameOfSame(worker, kin.unlike) === undefined ? worker.advert.models[0]?.name : undefined;
}

function nothing(): void {}
