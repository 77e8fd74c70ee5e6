import type { ExitCode } from '@hanzo/contracts';
import type { Terminal } from '../../terminal/terminal.ts';
import { bring } from './bring.ts';
import type { ChangesWriteFlags } from './flags.ts';

/** Writes a set into its workspace, once a person has seen it and agreed. */
export async function run(flags: ChangesWriteFlags, terminal: Terminal): Promise<ExitCode> {
  return await bring(
    { verb: 'apply', from: ['made', 'undone'], done: 'applied', back: 'undo', asks: true },
    flags,
    terminal,
  );
}
