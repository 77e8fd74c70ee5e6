import { formatDollars, type HanzoError } from '@hanzo/contracts';
import { shellWord } from '../../../terminal/shell-word.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DelegateEngineFlags, DelegationFlags } from '../flags.ts';

export interface LeftParts {
  /** Of the delegation; undefined: nothing was saved. */
  readonly id: string | undefined;
  readonly chargedMicros: number;
  readonly flags: DelegateEngineFlags;
  readonly terminal: Terminal;
}

/** A delegation that stopped: what was charged all the same, that its request is kept, and how it is gone on with. */
export function sayLeft(error: HanzoError, { id, chargedMicros, flags, terminal }: LeftParts): void {
  if (id === undefined) return;
  const { style } = terminal;
  if (chargedMicros > 0)
    terminal.err(style.yellow(`charged all the same: ${formatDollars(chargedMicros)}; see \`hanzo ledger show\``));
  if (error.code === 'RUN_BUSY') return;
  terminal.err(`the request is kept; go on with: ${resumeCommand(id, flags)}`);
}

export function resumeCommand(id: string, flags: DelegationFlags): string {
  return commandAt(`hanzo delegate resume ${id}`, flags);
}

/** A command that finds the delegations of other flags. */
export function commandAt(command: string, { workspace, ...flags }: DelegationFlags): string {
  const where = workspace === undefined || workspace === process.cwd() ? [] : ['--workspace', shellWord(workspace)];
  return [command, ...where, folderFlags(flags)].filter((part) => part !== '').join(' ');
}

/** The same, where commands are run in the folder of the workspace. */
export function folderFlags({ home, outputDir }: Pick<DelegationFlags, 'home' | 'outputDir'>): string {
  const where = [
    ...(outputDir === undefined ? [] : ['--output-dir', outputDir]),
    ...(home === undefined ? [] : ['--home', home]),
  ];
  return where.map(shellWord).join(' ');
}
