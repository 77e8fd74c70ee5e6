import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HanzoError, type ImageReference, type PromptImage } from '@hanzo/contracts';

/** Runs are taken up again within days; what nobody has used for so long is only in the way. Milliseconds. */
const KEPT_MS = 90 * 24 * 3_600_000;
const NAME = /^[0-9a-f]{64}$/;

/**
 * The bytes of pictures of runs, each once, by their hash: tasks, plans and the journal name them, so that a run with many tasks
 * does not write them down many times, and one that is taken up again sends the very same.
 */
export class ImageStore {
  readonly #folder: string;

  /** @param folder need not exist */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** On disk when it resolves, readable by the owner only. Those of long ago are removed. @throws HanzoError CONFIG_INVALID */
  async keep(images: readonly PromptImage[]): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await this.#removeOld();
      for (const { sha256, base64 } of images) await this.#write(sha256, Buffer.from(base64, 'base64'));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new HanzoError('CONFIG_INVALID', `The pictures cannot be kept in ${this.#folder}: ${why}`, {
        cause,
        mend: 'Check that you may write to it, and that the disk is not full.',
      });
    }
  }

  /** With their bytes. @throws HanzoError USAGE where one is gone, or is not what it was */
  async load(images: readonly ImageReference[]): Promise<readonly PromptImage[]> {
    return await Promise.all(images.map(async (image) => ({ ...image, base64: await this.#read(image) })));
  }

  async #read({ name, sha256 }: ImageReference): Promise<string> {
    const bytes = await readFile(join(this.#folder, sha256)).catch(() => undefined);
    if (bytes !== undefined && hashOf(bytes) === sha256) return bytes.toString('base64');
    const what = bytes === undefined ? 'is not in the home any more' : 'is not what it was';
    throw new HanzoError('USAGE', `The picture ${name} of this run ${what}.`, {
      details: { sha256 },
      mend: 'Start a new run with --image.',
    });
  }

  async #write(sha256: string, bytes: Buffer): Promise<void> {
    const file = join(this.#folder, sha256);
    const known = await readFile(file).catch(() => undefined);
    if (known !== undefined && hashOf(known) === sha256) {
      const now = new Date();
      await utimes(file, now, now);
      return;
    }
    const draft = `${file}.${randomUUID()}.new`;
    await writeFile(draft, bytes, { mode: 0o600, flag: 'wx', flush: true });
    await rename(draft, file);
  }

  /** Another process may do the same at this moment. */
  async #removeOld(): Promise<void> {
    const names = await readdir(this.#folder);
    for (const name of names) {
      const file = join(this.#folder, name);
      const isOurs = NAME.test(name.slice(0, 64));
      const isOld = isOurs && (await stat(file).catch(() => undefined))?.mtimeMs;
      if (typeof isOld === 'number' && Date.now() - isOld > KEPT_MS) await rm(file, { force: true });
    }
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What plans and reports may hold of a picture. */
export function referenceOf({ name, type, width, height, bytes, sha256 }: ImageReference): ImageReference {
  return { name, type, width, height, bytes, sha256 };
}
