import type { Sight } from '../sight/sight.ts';
import type { Repository } from './repository.ts';

/** A path that differs between two states. From the workspace. */
export interface ChangedPath {
  /** `A`, `D`, `M`, `R`, `C`, `T`. */
  readonly state: string;
  readonly path: string;
  /** Where it was, when it has moved. */
  readonly from: string | undefined;
  /** Of its bytes before; undefined: it is new. */
  readonly blob: string | undefined;
  /** `100644 -> 100755`, of a file that is there in both and may be executed in one. */
  readonly modes: string | undefined;
  /** It is a submodule, or was one: git keeps only the id of a commit of it. */
  readonly isSubmodule: boolean;
}

export interface ChangedPaths {
  readonly seen: readonly ChangedPath[];
  /** How many others there are that no tool may see. */
  readonly hidden: number;
}

/** Reads what git tells with `--raw -z`. What no tool may see is only counted. */
export function changedPaths(raw: Buffer, { prefix }: Repository, sight: Sight): ChangedPaths {
  const words = raw.toString('utf8').split('\0');
  const all: ChangedPath[] = [];
  for (let at = 0; at < words.length;) {
    const state = stateOf(words[at] ?? '');
    if (state === undefined) {
      at += 1;
      continue;
    }
    const isMoved = state.state === 'R' || state.state === 'C';
    const [first = '', second = ''] = words.slice(at + 1, at + 3).map((path) => own(path, prefix));
    all.push({ ...state, path: isMoved ? second : first, from: isMoved ? first : undefined });
    at += isMoved ? 3 : 2;
  }
  const isSeen = (path: string | undefined): boolean => path === undefined || sight.reason(path, false) === undefined;
  const seen = all.filter(({ path, from }) => isSeen(path) && isSeen(from));
  return { seen, hidden: all.length - seen.length };
}

/** The mode of one. */
const SUBMODULE = '160000';

/** `:100644 100755 1a2b 3c4d M` */
function stateOf(words: string): Pick<ChangedPath, 'state' | 'blob' | 'modes' | 'isSubmodule'> | undefined {
  const [, oldMode, newMode, blob, state] = /^:(\d+) (\d+) ([0-9a-f]+) [0-9a-f]+ ([A-Z])\d*$/.exec(words) ?? [];
  if (blob === undefined || state === undefined) return undefined;
  const isInBoth = state !== 'A' && state !== 'D';
  return {
    state,
    blob: /^0+$/.test(blob) ? undefined : blob,
    modes: isInBoth && oldMode !== newMode ? `${oldMode} -> ${newMode}` : undefined,
    isSubmodule: oldMode === SUBMODULE || newMode === SUBMODULE,
  };
}

/** What lies beside the workspace leads outside, and is never seen. */
function own(path: string, prefix: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : `../${path}`;
}

/** `M src/a.ts` */
export function stateLine({ state, path, from, modes }: ChangedPath): string {
  const mode = modes === undefined ? '' : ` (mode ${modes})`;
  return (from === undefined ? `${state} ${path}` : `${state} ${from} -> ${path}`) + mode;
}
