import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** What files were like that this process has had loaded, by path. For all engines: what a file has proved, it has proved. */
const loaded = new Map<string, string>();

/** A model file as it is when a child starts to load it. */
export class ModelFile {
  readonly path: string;
  /** Its size and time of change. Undefined when it is gone. */
  readonly #looks: string | undefined;

  private constructor(path: string, looks: string | undefined) {
    this.path = path;
    this.#looks = looks;
  }

  static async at(path: string): Promise<ModelFile> {
    const found = await stat(path).catch(() => undefined);
    return new ModelFile(path, found === undefined ? undefined : `${found.size} ${found.mtimeMs}`);
  }

  /** Whether this process has had it loaded as it is now. Then it is not the file's doing when it does not load. */
  get hasLoaded(): boolean {
    return this.#looks !== undefined && loaded.get(resolve(this.path)) === this.#looks;
  }

  noteLoaded(): void {
    if (this.#looks !== undefined) loaded.set(resolve(this.path), this.#looks);
  }
}
