import { createHash } from 'node:crypto';
import { open, readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';

export interface Upload {
  /** As the browser sent it. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

const MAX_BYTES = 8 * 1024 * 1024;

/** Certificates and waivers that members upload, one folder for each member. */
export class Attachments {
  readonly #root: string;

  constructor(root: string) {
    this.#root = resolve(root);
  }

  async save(memberId: number, { fileName, bytes }: Upload): Promise<string> {
    if (bytes.byteLength > MAX_BYTES) throw new RangeError('The file is larger than 8 MiB.');
    const name = basename(fileName.replaceAll('\\', '/'));
    const target = join(this.#root, String(memberId), name);
    const file = await open(target, 'wx');
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    return name;
  }

  /** For the download link: the name comes from the address. */
  async read(memberId: number, requested: string): Promise<Buffer> {
    const path = join(this.#root, String(memberId), requested);
    return await readFile(path);
  }

  /** A thumbnail that the desk asks for by its path below the folder. */
  async thumbnail(relative: string): Promise<Buffer> {
    const path = resolve(this.#root, relative);
    if (!path.startsWith(this.#root + sep)) throw new RangeError('That is outside of the folder.');
    return await readFile(path);
  }

  /** The first bytes tell what kind of file it is. */
  async kindOf(memberId: number, name: string): Promise<'pdf' | 'image' | 'other'> {
    const file = await open(join(this.#root, String(memberId), basename(name)), 'r');
    const head = Buffer.alloc(8);
    const { bytesRead } = await file.read(head, 0, 8, 0);
    if (bytesRead < 4) return 'other';
    await file.close();
    if (head.subarray(0, 4).toString('latin1') === '%PDF') return 'pdf';
    return head[0] === 0x89 || head[0] === 0xff ? 'image' : 'other';
  }

  /** Names that stand for the same content, to offer them for deletion. */
  async duplicates(memberId: number): Promise<readonly string[]> {
    const folder = join(this.#root, String(memberId));
    const seen = new Set<string>();
    const doubled: string[] = [];
    for (const name of await readdir(folder)) {
      const digest = createHash('sha1').update(await readFile(join(folder, name))).digest('hex');
      if (seen.has(digest)) doubled.push(name);
      seen.add(digest);
    }
    return doubled;
  }
}
