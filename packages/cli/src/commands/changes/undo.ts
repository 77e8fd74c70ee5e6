import type { ExitCode } from '@hanzo/contracts';
import type { Terminal } from '../../terminal/terminal.ts';
import { bring } from './bring.ts';
import type { ChangesOneFlags } from './flags.ts';

/** Puts back what was there before a set was applied, byte for byte. It can be redone, so nobody is asked. */
export async function run(flags: ChangesOneFlags, terminal: Terminal): Promise<ExitCode> {
  return await bring({ verb: 'undo', from: ['applied'], done: 'undone', back: 'redo', asks: false }, flags, terminal);
}
