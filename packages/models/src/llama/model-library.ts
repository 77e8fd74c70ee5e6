import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { knownHash } from './model-hash.ts';

/** A model file with its hash. */
export interface LibraryModel {
  readonly name: string;
  readonly fileName: string;
  /** Hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** An open model file; closed by disposing. */
export interface OpenLibraryModel extends AsyncDisposable {
  readonly model: LibraryModel;
  /** Changes when the file does. */
  readonly version: string;
  /** Fewer bytes than asked for only at the end. */
  readonly readAt: (offset: number, length: number) => Promise<Uint8Array>;
}

/** The models of a folder, for those who may copy them. */
export interface FolderLibrary {
  list(): Promise<readonly LibraryModel[]>;
  open(sha256: string): Promise<OpenLibraryModel | undefined>;
}

/**
 * The finished model files of a folder. Only those whose hash is remembered and still holds: what was never hashed is
 * nobody else's business, and a file is never served under a name from outside, only by its hash.
 *
 * @param nameOf what people call a file, @default its name without `.gguf`
 */
export function openModelLibrary(
  folder: string,
  nameOf: (fileName: string) => string = (fileName) => fileName.replace(/\.gguf$/i, ''),
): FolderLibrary {
  const list = async (): Promise<LibraryModel[]> => {
    const files = (await readdir(folder).catch(() => [])).filter((file) => /^[^.].*\.gguf$/i.test(file));
    const found = await Promise.all(
      files.map(async (fileName): Promise<LibraryModel[]> => {
        const path = join(folder, fileName);
        const sha256 = await knownHash(path);
        const facts = sha256 === undefined ? undefined : await stat(path).catch(() => undefined);
        if (sha256 === undefined || facts?.isFile() !== true) return [];
        return [{ name: nameOf(fileName), fileName, sha256, sizeBytes: facts.size }];
      }),
    );
    return found.flat();
  };
  return {
    list,
    async open(sha256) {
      const model = (await list()).find((known) => known.sha256 === sha256);
      return model === undefined ? undefined : await openModel(join(folder, model.fileName), model);
    },
  };
}

async function openModel(path: string, model: LibraryModel): Promise<OpenLibraryModel> {
  const handle = await open(path, 'r');
  const { size, mtimeMs, ino } = await handle.stat();
  return {
    model: { ...model, sizeBytes: size },
    version: `${ino}-${size}-${mtimeMs}`,
    async readAt(offset, length) {
      const buffer = new Uint8Array(length);
      const { bytesRead } = await handle.read(buffer, 0, length, offset);
      return buffer.subarray(0, bytesRead);
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
