import { openChanges } from '../../../packages/cli/src/changes/open-changes.ts';

/** Applies or undoes a set, and is killed after so many steps: as a power cut would do it, nothing is put right. */
const [file = '', id = '', verb = '', steps = ''] = process.argv.slice(2);
let left = Number(steps);
using changes = openChanges(
  { changes: file },
  {
    onStep: () => {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
    },
  },
);
await (verb === 'undo' ? changes.undo(id) : changes.apply(id));
