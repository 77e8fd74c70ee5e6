import { join } from 'node:path';
import { systemClock, type ExitCode, type HanzoError } from '@hanzo/contracts';
import { openWorkspace, type WorkspaceOptions } from '@hanzo/tools';
import { listenForInterrupts } from '../../../process/interrupt.ts';
import { quietTerminal } from '../../../sdk/quiet-terminal.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { spentOn } from '../money/spent-on.ts';
import { outputFiles } from '../report/outputs.ts';
import { readInstructions } from '../run/instructions.ts';
import { settingOf } from '../run/setting-of.ts';
import { standardFiles } from '../run/standard-files.ts';
import { startRun } from '../run/start-run.ts';
import { ChangeBatch } from './change-batch.ts';
import { watchFiles } from './file-watcher.ts';
import { ownFiles } from './own-files.ts';
import { showRound } from './show-round.ts';
import { Watching } from './watching.ts';

/**
 * Looks at a workspace, then again at what changes in it, until Ctrl-C: the round that is under way is done to its end, and the
 * exit code says how things stand then.
 */
export async function watchWorkspace(written: DevFlags, terminal: Terminal): Promise<ExitCode> {
  const { watch: _, instructionsFile, ...rest } = written;
  const { instructions, focus } = written;
  const said = {
    ...(instructions !== undefined && { instructions }),
    ...(instructionsFile !== undefined && { instructionsFile }),
  };
  const words = await readInstructions({ ...said, ...(focus && { focus }) }, process.stdin, (line) =>
    terminal.err(line),
  );
  const { root } = await openWorkspace(written.workspace ?? '.');
  const setting = settingOf(written, quietTerminal(), root);
  const isOwn = ownFiles({ outputs: outputFiles(written), home: setting.paths.home, isStandard: standardFiles() });
  const isLeftOut: WorkspaceOptions['isLeftOut'] = (path, identity) => isOwn(join(root, path), identity);
  const flags: DevFlags = { ...rest, instructions: words, workspace: root };
  const changes = new ChangeBatch(systemClock);
  let looking = true;
  using interrupts = listenForInterrupts(() => {
    if (looking) terminal.err('ending after this round; once more stops it');
  });
  const onFault = ({ message, mend }: HanzoError): void => {
    terminal.err(`${terminal.style.yellow('warning:')} ${message}`);
    if (mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${mend}`);
  };
  await using _watcher = await watchFiles(root, {
    onChange: (path) => changes.add(path),
    onFault,
    isOwn,
  });
  const watching = new Watching({
    flags,
    workspace: await openWorkspace(root, { isLeftOut }),
    terminal,
    clock: systemClock,
    changes: {
      next: async (signal) => {
        looking = false;
        const next = await changes.next(signal);
        looking = true;
        return next;
      },
    },
    end: interrupts.drain,
    stop: interrupts.stop,
    run: async (of, to, hooks) => await startRun(of, to, { ...hooks, isLeftOut, mayWrite: false, delegates: false }),
    spent: (runId) => spentOn(setting, { runId }),
    show: (round) => showRound(round, flags, terminal),
  });
  return await watching.run();
}
