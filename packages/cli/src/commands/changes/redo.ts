import type { ExitCode } from '@hanzo/contracts';
import type { Terminal } from '../../terminal/terminal.ts';
import { bring } from './bring.ts';
import type { ChangesOneFlags } from './flags.ts';

/** Applies a set again that was undone. */
export async function run(flags: ChangesOneFlags, terminal: Terminal): Promise<ExitCode> {
  return await bring({ verb: 'redo', from: ['undone'], done: 'applied', back: 'undo', asks: false }, flags, terminal);
}
