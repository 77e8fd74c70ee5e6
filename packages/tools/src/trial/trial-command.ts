/** What a trial may run. The same names as the project's `commands`. */
export const TRIAL_COMMANDS = ['format', 'lint', 'types', 'tests'] as const;
export type TrialCommandName = (typeof TRIAL_COMMANDS)[number];

/** Programs and their arguments, no shell; "{files}" stands for the paths. Only those that a person trusts. */
export type TrialCommands = Readonly<Partial<Record<TrialCommandName, readonly string[]>>>;

const FILES = '{files}';

export function takesFiles(command: readonly string[]): boolean {
  return command.includes(FILES);
}

/** The command with the paths in their place. No path is taken for an option. */
export function commandLine(command: readonly string[], paths: readonly string[]): readonly string[] {
  const safe = paths.map((path) => (path.startsWith('-') ? `./${path}` : path));
  return command.flatMap((word) => (word === FILES ? safe : [word]));
}
