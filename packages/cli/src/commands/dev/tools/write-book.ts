import type { HomePaths } from '@hanzo/config';
import type { WriteBook } from '@hanzo/tools';
import { laterCommand, UNNOTED } from '../../../changes/offer-changes.ts';
import { openChanges } from '../../../changes/open-changes.ts';
import { oneLine } from '../../../terminal/one-line.ts';

export interface WriteBookParts {
  readonly paths: Pick<HomePaths, 'changes'>;
  /** Absolute, links resolved. */
  readonly workspace: string;
  readonly runId: string;
  /** Of the flag, for commands that people copy. */
  readonly home?: string | undefined;
  /** Told of each write that was made, and how a person takes it back. @default nobody is */
  readonly onWritten?: ((title: string, undo: string) => void) | undefined;
}

/** Writes of tools as sets of changes: each is there whole or not at all, and is taken back like any other set. */
export function writeBookOf({ paths, workspace, runId, home, onWritten }: WriteBookParts): WriteBook {
  return {
    write: async (title, writes) => {
      using book = openChanges(paths);
      const files = writes.map(({ path, before, after, mode }) => ({ path, before, after, mode }));
      const set = book.make({ workspace, runId, title: oneLine(title), files, checks: [] });
      try {
        const { isUnnoted } = await book.apply(set.id);
        const undo = laterCommand(set, home)('undo');
        onWritten?.(set.title, undo);
        return `${undo}${isUnnoted === true ? ` (${UNNOTED})` : ''}`;
      } catch (error) {
        // What was refused is no offer to anybody; what is stuck stays, to be settled.
        book.discard(set.id);
        throw error;
      }
    },
  };
}
