import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { codeOf, PathFault, type ConfinedRoot, type OpenFolder } from './confined-root.ts';
import { presentFile, type PresentFile } from './present-file.ts';

/** A file that goes from one text to another, as bytes. Undefined: there is no file. */
export interface FileSwap {
  /** From the workspace, with forward slashes. */
  readonly path: string;
  readonly from: Uint8Array | undefined;
  readonly to: Uint8Array | undefined;
  /** Permission bits for a file that is not there yet. @default those of any new file */
  readonly mode?: number | undefined;
}

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
/** The system takes the umask away from it. */
const NEW_FILE = 0o666;
const NO_HARD_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS', 'EXDEV']);

/** Names for what is written beside a file: for this way, and for the other one, of which something may be left. */
export type DraftNames = readonly [own: string, other: string];

/** A file with its new text beside it, under a name of ours, until it takes its place. */
export class StagedFile {
  readonly swap: FileSwap;
  readonly #folder: OpenFolder;
  readonly #name: string;
  readonly #draft: string;
  readonly #left: string;
  #isStaged = false;

  private constructor(swap: FileSwap, folder: OpenFolder, [draft, left]: DraftNames) {
    this.swap = swap;
    this.#folder = folder;
    this.#name = swap.path.slice(swap.path.lastIndexOf('/') + 1);
    this.#draft = draft;
    this.#left = left;
  }

  /** Undefined when there is nothing to do: a file that is to go, in a folder that has gone. */
  static of(confined: ConfinedRoot, swap: FileSwap, drafts: DraftNames): StagedFile | undefined {
    const folder = confined.folderOf(swap.path, { make: swap.to !== undefined });
    return folder && new StagedFile(swap, folder, drafts);
  }

  get isStaged(): boolean {
    return this.#isStaged;
  }

  /** Takes away what a process that was killed has left. */
  clear(): void {
    this.#unlink(this.#draft);
    this.#unlink(this.#left);
  }

  /** Writes the new text to the disk, with the mode and owner of the file. */
  stage(): void {
    const { to, mode: wanted } = this.swap;
    const found = this.#present();
    this.#refuseOther(found);
    this.#isStaged = true;
    if (to === undefined) return;
    const way = this.#folder.entry(this.#draft);
    const mode = found?.mode ?? wanted;
    // Until its mode is known to be another one, nobody else reads it.
    const handle = openSync(way, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode === undefined ? NEW_FILE : 0o600);
    try {
      writeFileSync(handle, to);
      if (found !== undefined) keepOwner(handle, found);
      if (mode !== undefined) fchmodSync(handle, mode);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  /** Looks once more, then lets the new text take its place. */
  switch(): void {
    if (!this.#folder.isInPlace()) throw new PathFault('a folder above it was moved');
    this.#refuseOther(this.#present());
    const { from, to } = this.swap;
    if (to === undefined) this.#takeAway();
    else if (from === undefined) this.#putWhereNothingIs();
    else renameSync(this.#folder.entry(this.#draft), this.#folder.entry(this.#name));
    this.#folder.sync();
  }

  close(): void {
    try {
      this.#unlink(this.#draft);
    } catch {
      // It is cleared before it is staged again.
    }
  }

  #putWhereNothingIs(): void {
    const [draft, name] = [this.#folder.entry(this.#draft), this.#folder.entry(this.#name)];
    try {
      // A link replaces nothing, whoever was faster.
      linkSync(draft, name);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EEXIST') throw new PathFault('there is a file of that name', { cause: error });
      if (!NO_HARD_LINKS.has(code)) throw error;
      renameSync(draft, name);
    }
  }

  /** Aside first: what another one wrote at the last moment is put back instead of deleted. */
  #takeAway(): void {
    const [draft, name] = [this.#folder.entry(this.#draft), this.#folder.entry(this.#name)];
    renameSync(name, draft);
    const aside = presentFile(this.#folder, this.#draft, [this.swap.from?.length ?? 0]);
    if (aside?.bytes !== undefined && isSame(aside.bytes, this.swap.from)) return;
    linkSync(draft, name);
    throw new PathFault('it has changed');
  }

  #present(): PresentFile | undefined {
    return presentFile(this.#folder, this.#name, [this.swap.from?.length ?? 0]);
  }

  #refuseOther(found: PresentFile | undefined): void {
    const { from } = this.swap;
    if (from === undefined && found !== undefined) throw new PathFault('there is a file of that name');
    if (from === undefined) return;
    if (found === undefined) throw new PathFault('it is gone');
    if (found.bytes === undefined || !isSame(found.bytes, from)) throw new PathFault('it has changed');
  }

  #unlink(name: string): void {
    try {
      unlinkSync(this.#folder.entry(name));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}

function isSame(bytes: Uint8Array, wanted: Uint8Array | undefined): boolean {
  return wanted !== undefined && Buffer.compare(bytes, wanted) === 0;
}

/** An administrator who mends a project of somebody else does not become the owner of its files. */
function keepOwner(handle: number, { uid, gid }: PresentFile): void {
  if (process.getuid?.() === uid && process.getgid?.() === gid) return;
  try {
    fchownSync(handle, uid, gid);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
  }
}
