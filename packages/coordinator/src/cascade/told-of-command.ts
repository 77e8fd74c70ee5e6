import { COMMAND_SAID, type Task } from '@hanzo/contracts';

/**
 * Why a project's command refused an answer, for a model at an API: which command, how it ended, and of what it said only
 * the lines that name a file of the task. Whatever else tests print is of the machine that they ran on, and stays there.
 */
export function toldOfCommand(reason: string, { sources }: Pick<Task, 'sources'>): string {
  const at = reason.indexOf(COMMAND_SAID);
  if (at === -1) return reason;
  const paths = [...new Set(sources.map(({ path }) => path))];
  const lines = reason.slice(at + COMMAND_SAID.length).split('\n');
  const kept = lines.filter((line) => paths.some((path) => names(line, path)));
  const said = kept.length === 0 ? '' : `${COMMAND_SAID}${kept.join('\n')}`;
  return `${reason.slice(0, at)}${said}`;
}

/** As a whole path or the end of one: `a.ts` is no name for `data.ts`. */
function names(line: string, path: string): boolean {
  for (let at = line.indexOf(path); path !== '' && at !== -1; at = line.indexOf(path, at + 1)) {
    if (!isOfName(line[at - 1]) && !isOfName(line[at + path.length])) return true;
  }
  return false;
}

function isOfName(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}_-]/u.test(char);
}
