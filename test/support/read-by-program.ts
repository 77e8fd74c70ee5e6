import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { createProgram } from '../../packages/cli/src/program/program.ts';
import { createTerminal } from '../../packages/cli/src/terminal/terminal.ts';

/** What a command of hanzo reads out of words, by the real program; nothing is done. Throws where it would refuse them. */
export function readByProgram(args: readonly string[]): {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly args: readonly string[];
} {
  const program = createProgram(createTerminal(new PassThrough(), new PassThrough(), {}), () => undefined);
  const read: { flags: Record<string, unknown>; args: readonly string[] }[] = [];
  const quiet = (command: Command): void => {
    command.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    command.commands.forEach(quiet);
  };
  quiet(program);
  for (const command of program.commands)
    command.action(() => void read.push({ flags: command.opts(), args: command.args }));
  program.parse([...args], { from: 'user' });
  const [only] = read;
  if (only === undefined) throw new Error(`hanzo ${args.join(' ')} starts nothing`);
  return only;
}
