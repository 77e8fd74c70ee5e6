import { existsSync } from 'node:fs';
import { gitVersion, leftWorktrees } from '@hanzo/tools';
import { openChanges } from '../../../changes/open-changes.ts';
import { fail, messageOf, ok, warn, type Check, type Finding } from '../check.ts';

/** What `--auto-fix` and `hanzo changes` need: git, the book of changes, and no worktrees that were left. */
export const checkChanges: Check = async ({ paths }) => [await gitThere(), book(paths), ...(await left())];

async function gitThere(): Promise<Finding> {
  const version = await gitVersion();
  if (version !== undefined) return ok('git', `git ${version}`);
  return warn('git', 'git is not there: --auto-fix tries changes in a plain copy', 'Install git, and have it in PATH.');
}

function book(paths: Parameters<typeof openChanges>[0]): Finding {
  const { changes: file } = paths;
  // To look is not to make.
  if (!existsSync(file)) return ok('changes', `${file}: made by the first run with --auto-fix`);
  try {
    using changes = openChanges(paths);
    const sets = changes.list();
    const begun = sets.find((set) => set.begun !== undefined);
    if (begun === undefined) return ok('changes', `${file}, ${sets.length === 1 ? '1 set' : `${sets.length} sets`}`);
    const verb = begun.begun === 'undone' ? 'undo' : 'apply';
    const detail = `the set ${begun.id} was begun to be ${begun.begun} in ${begun.workspace}, and not ended`;
    return warn('changes', detail, `End it: hanzo changes ${verb} ${begun.id}`);
  } catch (error) {
    return fail('changes', messageOf(error), 'Move it and its -wal and -shm files away; a new one is made.');
  }
}

async function left(): Promise<readonly Finding[]> {
  const folders = await leftWorktrees();
  const [first] = folders;
  if (first === undefined) return [];
  const more = folders.length === 1 ? '' : ` and ${folders.length - 1} more`;
  return [
    warn(
      'worktrees',
      `${first}${more} of processes that were killed`,
      'The next run with --auto-fix takes them away, or you do.',
    ),
  ];
}
