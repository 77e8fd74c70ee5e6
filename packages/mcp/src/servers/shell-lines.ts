import { isAbsolute, win32 } from 'node:path';
import { HanzoError } from '@hanzo/contracts';

const SHELLS: ReadonlySet<string> = new Set(
  'sh bash dash zsh ksh mksh fish csh tcsh ash cmd powershell pwsh'.split(' '),
);
/** `-c`, `-lc`, `/c`, `-Command`, `-EncodedCommand`, and what PowerShell takes for them. */
const TAKES_LINE = /^(?:-[a-z]*c|\/[ck]|-c[a-z]+|-e(?:c|n[a-z]*)?|--command(?:=.*)?)$/i;
/** npm's own shells. */
const RUNNERS: ReadonlySet<string> = new Set(['npx', 'npm']);
const RUNNER_LINE = /^(?:-c|--call(?:=.*)?)$/;

/**
 * Refuses a command that is a whole line: nothing here is read by a shell.
 *
 * @param where for errors: `mcpServers.web.command`
 * @throws HanzoError CONFIG_INVALID
 */
export function refuseShellLine(command: string, where: string): void {
  if (command.includes('${'))
    throw new HanzoError('CONFIG_INVALID', `${where} names a variable.`, {
      mend: 'Write the program itself; variables may stand in args, env, cwd, url and headers.',
    });
  const isLine = /[|;&<>`"'$\n]/.test(command) || (/\s/.test(command) && !isPathWithSpaces(command));
  if (!isLine) return;
  const [program = '', ...args] = command.trim().split(/\s+/);
  throw new HanzoError('CONFIG_INVALID', `${where} is a line for a shell, and hanzo uses none.`, {
    mend: `Name the program alone, and the rest as "args": "command": ${JSON.stringify(program)}, "args": ${JSON.stringify(args)}`,
  });
}

/** `C:\Program Files\nodejs\node.exe`, but not `/bin/sh -c x`. */
function isPathWithSpaces(command: string): boolean {
  return (isAbsolute(command) || win32.isAbsolute(command)) && !/\s[-/]/.test(command);
}

/** True for a shell that is given a line: nobody sees what that starts. */
export function runsShellLine(command: string, args: readonly string[]): boolean {
  const program = nameOf(command);
  if (program === 'env') {
    const rest = args.slice(args.findIndex((arg) => !arg.startsWith('-') && !arg.includes('=')));
    const [inner, ...others] = rest;
    return inner !== undefined && nameOf(inner) !== 'env' && runsShellLine(inner, others);
  }
  if (RUNNERS.has(program)) return args.some((arg) => RUNNER_LINE.test(arg));
  return SHELLS.has(program) && args.some((arg) => TAKES_LINE.test(arg));
}

/** The name of a program without its folder and ending, in lower case. */
function nameOf(command: string): string {
  return win32
    .basename(command)
    .replace(/\.(?:exe|cmd|bat|com)$/i, '')
    .toLowerCase();
}

const INTERPRETERS = /^(?:node|nodejs|tsx|ts-node|bun|deno|python[\d.]*|py|ruby|perl|php)$/;
/** What comes after is a text or the name of a module, and no file. */
const NO_SCRIPT = /^(?:-[a-z]*[cemp]|--(?:eval|print|module))$/i;

/** The file that an interpreter is given, where it is named from the folder in which it starts. Undefined: none is. */
export function relativeScript(command: string, args: readonly string[]): string | undefined {
  if (!INTERPRETERS.test(nameOf(command))) return undefined;
  const words = args[0] === 'run' ? args.slice(1) : args;
  const at = words.findIndex((arg) => !arg.startsWith('-'));
  const script = words[at];
  if (script === undefined || script.startsWith('${') || /^[a-z][a-z+.-]+:/i.test(script)) return undefined;
  if (words.slice(0, at).some((arg) => NO_SCRIPT.test(arg))) return undefined;
  return isAbsolute(script) || win32.isAbsolute(script) ? undefined : script;
}
