import { EXIT, TASK_KINDS, TIERS, type ExitCode } from '@hanzo/contracts';
import { loadSetting, type Setting } from '../../setting.ts';
import { shellWord } from '../../shell-word.ts';
import { printTable } from '../../table.ts';
import type { Terminal } from '../../terminal.ts';
import type { ConfigShowFlags } from './flags.ts';
import { stateInWords } from './project-words.ts';

/** Shows the policy in force in a folder: each value, which file says so, and whether the project's own file counts. */
export function run({ home, dir = '.', json }: ConfigShowFlags, terminal: Terminal): Promise<ExitCode> {
  const options = { makeHome: false, workspace: dir };
  const setting = loadSetting({ ...(home !== undefined && { home }) }, terminal, options);
  if (json === true) terminal.out(JSON.stringify(fieldsOf(setting)));
  else print(setting, terminal);
  return Promise.resolve(EXIT.done);
}

function fieldsOf(setting: Setting): object {
  const { routing, routingChangedIn, project } = setting;
  return { v: 1, tiers: routing.tiers, kinds: routing.kinds, changedIn: routingChangedIn, project };
}

function print(setting: Setting, terminal: Terminal): void {
  const { routing, project } = setting;
  const tiers = TIERS.map((name) => {
    const { startRung, escalatesTo = 'nobody', models } = routing.tiers[name];
    return [name, startRung, escalatesTo, models.join(', '), fromInWords(`tiers.${name}.`, setting)];
  });
  printTable(['tier', 'starts at', 'escalates to', 'models', 'from'], tiers, terminal);
  terminal.out('');
  const kinds = TASK_KINDS.map((name) => {
    const { tier, startRung = "its tier's", lastRung = 'strong', gates, tries, agreement } = routing.kinds[name];
    const checks = gates.length === 0 ? 'none' : gates.join(', ');
    const numbers = [String(tries), String(agreement)];
    return [name, tier, startRung, lastRung, checks, ...numbers, fromInWords(`kinds.${name}.`, setting)];
  });
  printTable(['kind', 'tier', 'starts at', 'ends at', 'gates', 'tries', 'agreement', 'from'], kinds, terminal);
  const commands = Object.entries(project.commands).map(([name, argv]: [string, readonly string[]]) => [
    name,
    argv.map(shellWord).join(' '),
    project.file,
  ]);
  if (commands.length > 0) terminal.out('');
  if (commands.length > 0) printTable(['check', 'program', 'from'], commands, terminal);
  terminal.err(stateInWords(project));
  if (project.state === 'untrusted')
    terminal.err(
      `  ${terminal.style.cyan('mend:')} Look at it and allow it with: hanzo config trust ${shellWord(project.root)}`,
    );
}

/** `shipped`, or which fields are not: `shipped; tries, gates: /w/.hanzo/config.json`. */
function fromInWords(prefix: string, { routingChangedIn }: Setting): string {
  const changed = Object.entries(routingChangedIn).filter(([path]) => path.startsWith(prefix));
  const byFile = Map.groupBy(changed, ([, file]) => file);
  const files = [...byFile].map(
    ([file, paths]) => `${paths.map(([path]) => path.slice(prefix.length)).join(', ')}: ${file}`,
  );
  return ['shipped', ...files].join('; ');
}
