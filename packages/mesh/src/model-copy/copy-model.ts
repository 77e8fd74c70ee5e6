import { HanzoError, systemClock, toHanzoError, type Clock } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import type { MeshNode } from '../mesh-node.ts';
import { Candidates, type Candidate } from './candidates.ts';
import { findModels, type ModelHolder } from './find-models.ts';
import { ModelSource } from './model-source.ts';
import { PartFile } from './part-file.ts';

export interface CopyModelOptions {
  /** What is wanted: hex. The copy is only good if the whole file hashes to it. */
  readonly sha256: string;
  /** Of the whole file, where it is known. */
  readonly sizeBytes?: number | undefined;
  /** Where it grows. Kept when the call fails: the next one goes on with it, from whomever. */
  readonly partPath: string;
  /** Who has it, best first; whoever else turns up later is used too. */
  readonly holders: readonly ModelHolder[];
  readonly signal: AbortSignal;
  /** Only nodes that this lets through. @default all */
  readonly accepts?: (holder: ModelHolder) => boolean;
  /** Called once the size is known, before anything is written. May throw. */
  readonly onFound?: (sizeBytes: number) => Promise<void>;
  readonly onEvent?: (event: CopyEvent) => void;
  /** @default the system's */
  readonly clock?: Clock;
}

/** What happens on the way, for people. */
export type CopyEvent =
  | { readonly kind: 'from'; readonly card: NodeCard }
  | { readonly kind: 'progress'; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'hold'; readonly card: NodeCard; readonly reason: string }
  /** A member failed; another one is tried, if there is one. */
  | { readonly kind: 'fault'; readonly card: NodeCard; readonly error: HanzoError };

export interface CopiedModel {
  readonly sizeBytes: number;
  /** Who gave how much, in the order of their first chunk. */
  readonly sources: readonly { readonly card: NodeCard; readonly bytes: number }[];
}

/** Looks for members again this often while none is left that can give it. Milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Copies a model file from members of the mesh. Every chunk is checked when it arrives against the list of the member
 * it comes from, the whole against the SHA-256 that was asked for. A member that goes away, falls silent or gives wrong
 * bytes is replaced by another one, and what was good so far stays.
 *
 * Rejects with CHECKSUM_MISMATCH when members give something else than was asked for (they are named), with
 * MODEL_UNAVAILABLE when nobody has it, with the last member's fault when all failed, DISK_FULL, or the signal's reason.
 */
export async function copyModel(node: MeshNode, options: CopyModelOptions): Promise<CopiedModel> {
  return await new Copy(node, options).run();
}

class Copy {
  readonly #node: MeshNode;
  readonly #options: CopyModelOptions;
  readonly #clock: Clock;
  readonly #candidates: Candidates;
  readonly #given = new Map<string, { readonly card: NodeCard; bytes: number }>();
  #part: PartFile | undefined;
  /** What went wrong here: no other member can mend it. */
  #ownFault: HanzoError | undefined;

  constructor(node: MeshNode, options: CopyModelOptions) {
    this.#node = node;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#candidates = new Candidates(this.#clock);
    this.#candidates.add(this.#acceptable(options.holders));
  }

  async run(): Promise<CopiedModel> {
    try {
      for (;;) {
        const candidate = await this.#next();
        const copied = await this.#tryWith(candidate);
        if (copied !== undefined) return copied;
      }
    } finally {
      await this.#part?.[Symbol.asyncDispose]();
    }
  }

  /** Undefined when the member did not give all that was missing, or something else than was asked for. */
  async #tryWith(candidate: Candidate): Promise<CopiedModel | undefined> {
    const { sha256, signal, partPath, onFound } = this.#options;
    try {
      await using source = await this.#open(candidate);
      const { sizeBytes, root } = source.list;
      if (this.#part === undefined) await this.#ours(onFound?.(sizeBytes));
      this.#part ??= await this.#ours(PartFile.open(partPath));
      await this.#fill(this.#part, source, candidate);
      if ((await this.#ours(this.#part.sha256(signal))) === sha256)
        return { sizeBytes, sources: [...this.#given.values()] };
      this.#candidates.refute(root);
      throw this.#lie(candidate);
    } catch (thrown) {
      signal.throwIfAborted();
      if (this.#ownFault !== undefined) throw this.#ownFault;
      const error = toHanzoError(thrown);
      this.#candidates.failed(candidate.peerId, error);
      this.#options.onEvent?.({ kind: 'fault', card: candidate.card, error });
      return undefined;
    }
  }

  /** Who is asked next. While nobody can be, the mesh is looked through again: somebody may be busy, or come back. */
  async #next(): Promise<Candidate> {
    const { signal, sha256 } = this.#options;
    for (;;) {
      const next = this.#candidates.take();
      if (next !== undefined) return next;
      if (this.#candidates.exhausted) throw this.#candidates.verdict(sha256);
      await this.#clock.sleep(LOOK_AGAIN_MS, signal);
      this.#candidates.lookedAgain();
      this.#candidates.add(this.#acceptable(await findModels(this.#node, { sha256 }, signal, this.#clock)));
    }
  }

  #acceptable(holders: readonly ModelHolder[]): ModelHolder[] {
    const { sha256, accepts } = this.#options;
    return holders.filter(
      (holder) => holder.models.some((model) => model.sha256 === sha256) && accepts?.(holder) !== false,
    );
  }

  async #open({ peerId, card }: Candidate): Promise<ModelSource> {
    const { sha256, signal, onEvent } = this.#options;
    const source = await ModelSource.open({
      node: this.#node,
      clock: this.#clock,
      peerId,
      card,
      sha256,
      signal,
      onHold: (reason) => onEvent?.({ kind: 'hold', card, reason }),
    });
    const { sizeBytes = source.list.sizeBytes } = this.#options;
    if (sizeBytes === source.list.sizeBytes && !this.#candidates.isRefuted(source.list.root)) return source;
    await source[Symbol.asyncDispose]();
    throw this.#lie({ peerId, card });
  }

  async #fill(part: PartFile, source: ModelSource, candidate: Candidate): Promise<void> {
    const { signal, onEvent } = this.#options;
    const { card, peerId } = candidate;
    await this.#ours(part.follow(source.list, signal));
    const totalBytes = source.list.sizeBytes;
    let receivedBytes = part.goodBytes;
    onEvent?.({ kind: 'from', card });
    onEvent?.({ kind: 'progress', receivedBytes, totalBytes });
    for (const { offset, length } of part.gaps()) {
      for await (const chunk of source.fetch(offset, length)) {
        if (!(await this.#ours(part.put(chunk.offset, chunk.data)))) throw this.#lie(candidate, chunk.offset);
        receivedBytes += chunk.data.length;
        const given = this.#given.get(peerId) ?? { card, bytes: 0 };
        given.bytes += chunk.data.length;
        this.#given.set(peerId, given);
        this.#candidates.progressed(peerId);
        onEvent?.({ kind: 'progress', receivedBytes, totalBytes });
      }
    }
  }

  async #ours<T>(work: T | Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.#ownFault ??= toHanzoError(error);
      throw error;
    }
  }

  #lie({ card }: Candidate, offset?: number): HanzoError {
    const what = offset === undefined ? 'a file that is not the one with this sha256' : `wrong bytes at ${offset}`;
    return new HanzoError('CHECKSUM_MISMATCH', `${card.name} gave ${what}.`, {
      details: { peerId: card.peerId, memberId: card.memberId, sha256: this.#options.sha256, offset },
      mend: 'Its copy is damaged, or it lies. There: hanzo models verify',
    });
  }
}
