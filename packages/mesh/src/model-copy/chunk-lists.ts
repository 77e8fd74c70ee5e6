import { HanzoError } from '@hanzo/contracts';
import { hashChunks, type ChunkList } from './chunk-list.ts';
import type { OpenModel } from './model-library.ts';

/** The chunk lists of the files that were asked for: a list costs a read of the whole file, so it is made once. */
export class ChunkLists {
  readonly #made = new Map<string, { readonly version: string; readonly list: Promise<ChunkList> }>();
  readonly #stop: AbortSignal;

  /** @param stop ends lists that are being made */
  constructor(stop: AbortSignal) {
    this.#stop = stop;
  }

  /** Several may wait for the same list. Rejects with MODEL_INVALID when the file is not what its hash says. */
  async of(open: OpenModel): Promise<ChunkList> {
    const { model, version } = open;
    const known = this.#made.get(model.sha256);
    if (known?.version === version) return await known.list;
    const list = this.#make(open);
    this.#made.set(model.sha256, { version, list });
    list.catch(() => this.#made.delete(model.sha256));
    return await list;
  }

  async #make({ model, readAt }: OpenModel): Promise<ChunkList> {
    const { list, sha256 } = await hashChunks(readAt, model.sizeBytes, this.#stop);
    if (sha256 === model.sha256) return list;
    throw new HanzoError('MODEL_INVALID', `The copy of ${model.fileName} is damaged.`, {
      details: { sha256, expected: model.sha256 },
      mend: 'On that machine: hanzo models verify',
    });
  }
}
