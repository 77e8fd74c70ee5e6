import { dirname, join } from 'node:path';

/** A program and its arguments, as they are spawned. */
export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
}

/** Scripts that come with Node, next to it on Windows. */
const NODE_SCRIPTS: Readonly<Record<string, string>> = { npx: 'npx-cli.js', npm: 'npm-cli.js' };

export interface ProgramSystem {
  readonly platform: string;
  readonly execPath: string;
  /** Where a program is on PATH. */
  find(name: string): string | undefined;
}

/**
 * What is spawned for a command. On Windows `npx` is a batch file, which only a shell can run, and a shell reads more into arguments
 * than stands there: the script behind it is given to Node itself. Other batch files cannot be started. A name alone becomes a path:
 * Windows looks for it in the folder where it starts first, which may be a project.
 */
export function programOf(
  command: string,
  args: readonly string[],
  { platform, execPath, find }: ProgramSystem,
): ProgramCall {
  const name = command.toLowerCase().replace(/\.cmd$/, '');
  const script = platform === 'win32' && Object.hasOwn(NODE_SCRIPTS, name) ? NODE_SCRIPTS[name] : undefined;
  if (script === undefined) {
    const isName = platform === 'win32' && !/[/\\:]/.test(command);
    // One that is nowhere gets a path, too: there is none at it.
    return { program: isName ? (find(command) ?? join(dirname(execPath), command)) : command, args };
  }
  return { program: execPath, args: [join(dirname(execPath), 'node_modules', 'npm', 'bin', script), ...args] };
}
