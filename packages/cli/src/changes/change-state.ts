import { existsSync } from 'node:fs';
import type { HomePaths } from '@hanzo/config';
import type { ChangeState } from './change-set.ts';
import { openChanges } from './open-changes.ts';

/** How a set of changes stands, by its id; undefined where the home does not know it. Makes no book of changes. */
export function changeStateIn(paths: Pick<HomePaths, 'changes'>): (id: string) => ChangeState | undefined {
  return (id) => {
    if (!existsSync(paths.changes)) return undefined;
    using book = openChanges(paths);
    return book.get(id)?.state;
  };
}
