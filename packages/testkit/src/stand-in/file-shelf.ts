/** A file as the Files API tells of it. */
export interface ShelfFile {
  readonly id: string;
  readonly object: 'file';
  readonly bytes: number;
  /** Seconds since the epoch. */
  readonly created_at: number;
  readonly expires_at: number;
  readonly filename: string;
  readonly purpose: 'batch' | 'batch_output';
  readonly status: 'processed';
}

const KEPT_S = 30 * 86_400;

/** The files of a stand-in, in memory. */
export class FileShelf {
  readonly #files = new Map<string, { readonly about: ShelfFile; readonly content: string }>();

  #made = 0;

  add(content: string, filename: string, purpose: ShelfFile['purpose']): ShelfFile {
    const createdAt = Math.floor(Date.now() / 1000);
    const about: ShelfFile = {
      id: `file-stand-in-${(this.#made += 1)}`,
      object: 'file',
      bytes: Buffer.byteLength(content),
      created_at: createdAt,
      expires_at: createdAt + KEPT_S,
      filename,
      purpose,
      status: 'processed',
    };
    this.#files.set(about.id, { about, content });
    return about;
  }

  delete(id: string): void {
    this.#files.delete(id);
  }

  about(id: string): ShelfFile | undefined {
    return this.#files.get(id)?.about;
  }

  content(id: string): string | undefined {
    return this.#files.get(id)?.content;
  }
}
