import { readFile } from 'node:fs/promises';

/** A page of Linux's `statm` on the platforms that we know. */
const PAGE_BYTES = 4096;

/** Resident memory of a process, in bytes. Undefined where the system does not tell, or the process is gone. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const pages = Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]);
    return Number.isSafeInteger(pages) ? pages * PAGE_BYTES : undefined;
  } catch {
    return undefined;
  }
}

export interface LoadLimits {
  readonly mostMs: number;
  readonly mostBytes: number;
  readonly checkMs: number;
}

/**
 * Watches a process that loads a model, whose header may lie: tells once when it takes too long or too much memory. Done
 * when disposed.
 */
export class LoadGuard implements Disposable {
  readonly #timer: NodeJS.Timeout;
  readonly #watch: NodeJS.Timeout;

  constructor(
    pid: number | undefined,
    limits: LoadLimits,
    tell: { readonly tooSlow: () => void; readonly tooLarge: (bytes: number) => void },
  ) {
    this.#timer = setTimeout(tell.tooSlow, limits.mostMs);
    const check = async (): Promise<void> => {
      const bytes = pid === undefined ? undefined : await residentBytes(pid);
      if (bytes !== undefined && bytes > limits.mostBytes) tell.tooLarge(bytes);
    };
    this.#watch = setInterval(() => void check(), limits.checkMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
  }
}
