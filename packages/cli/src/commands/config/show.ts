import { EXIT, TASK_KINDS, TIERS, type ExitCode } from '@hanzo/contracts';
import { loadSetting, type Setting } from '../../setting.ts';
import { shellWord } from '../../terminal/shell-word.ts';
import { printTable } from '../../terminal/table.ts';
import { labelled, outputWidth } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { detectedInWords, detectedNames } from '../dev/guardrails/detected-in-words.ts';
import { delegateChanged, delegateInWords } from './delegate-words.ts';
import type { ConfigShowFlags } from './flags.ts';
import { stateInWords } from './project-words.ts';
import { toolFields, toolsChanged, toolsInWords } from './tools-words.ts';

/** Names of tiers, kinds and checks are not longer. */
const INDENT = 14;

/** Shows the policy, the rules for tools and those for delegations in force in a folder: each value, which file says so, and whether the project's own counts. */
export function run({ home, dir = '.', json }: ConfigShowFlags, terminal: Terminal): Promise<ExitCode> {
  const options = { makeHome: false, workspace: dir };
  const setting = loadSetting({ ...(home !== undefined && { home }) }, terminal, options);
  if (json === true) terminal.out(JSON.stringify(fieldsOf(setting)));
  else print(setting, terminal);
  return Promise.resolve(EXIT.done);
}

function fieldsOf(setting: Setting): object {
  const { routing, project, config } = setting;
  const { tiers, kinds } = routing;
  return {
    v: 1,
    tiers,
    kinds,
    tools: toolFields(config),
    delegate: config.delegate,
    changedIn: changedIn(setting),
    project,
  };
}

/** By path, the file that says it. No project's file says anything of tools. */
function changedIn({ routingChangedIn, config, paths, project }: Setting): Readonly<Record<string, string>> {
  const tools = toolsChanged(config).map((path) => [path, paths.config] as const);
  const delegate = delegateChanged(config, { own: paths.config, project: project.file });
  return { ...routingChangedIn, ...Object.fromEntries([...tools, ...delegate]) };
}

function print(setting: Setting, terminal: Terminal): void {
  const { project } = setting;
  const width = outputWidth(terminal, process.env);
  const say = (label: string, text: string): void => {
    for (const line of labelled(label, text, INDENT, width)) terminal.out(line);
  };
  printTiers(setting, say, terminal);
  printKinds(setting, say, terminal);
  terminal.out('');
  for (const [at, line] of toolsInWords(setting.config).entries()) say(at === 0 ? 'tools' : '', line);
  terminal.out('');
  for (const [at, line] of delegateInWords(setting.config).entries()) say(at === 0 ? 'delegate' : '', line);
  const commands: readonly (readonly [string, readonly string[]])[] = Object.entries(project.commands);
  if (commands.length > 0) terminal.out('');
  for (const [name, argv] of commands)
    say(name, `is checked by: ${argv.map(shellWord).join(' ')} (${sourceOf(name, argv, project)})`);
  printDetected(project, say, terminal);
  terminal.out('');
  const changed = Object.entries(changedIn(setting));
  for (const [path, file] of changed) say('', `${path} is said by ${file}`);
  terminal.out(changed.length === 0 ? 'Each value is as shipped.' : 'Each other value is as shipped.');
  for (const line of labelled('', stateInWords(project), 0, width)) terminal.err(line);
  if (project.state === 'untrusted')
    terminal.err(
      `  ${terminal.style.cyan('mend:')} Look at it and allow it with: hanzo config trust ${shellWord(project.root)}`,
    );
}

/** Which file says so, or that it was detected. */
function sourceOf(name: string, argv: readonly string[], { file, detected }: Setting['project']): string {
  const found = Object.entries(detected?.commands ?? {}).find(([one]) => one === name)?.[1];
  return JSON.stringify(found) === JSON.stringify(argv) ? 'detected, and trusted' : file;
}

function printDetected({ detected, commands, root }: Setting['project'], say: Say, terminal: Terminal): void {
  const names = detectedNames(detected, commands);
  if (detected === undefined || names.length === 0) return;
  terminal.out('');
  for (const line of detectedInWords(detected, names)) say('detected', line);
  say('', `They are not run. Allow them with: hanzo config trust --commands ${shellWord(root)}`);
}

type Say = (label: string, text: string) => void;

function printTiers({ routing }: Setting, say: Say, terminal: Terminal): void {
  const rows = TIERS.map((name) => {
    const { startRung, escalatesTo = 'nobody' } = routing.tiers[name];
    return [name, startRung, escalatesTo];
  });
  printTable(['tier', 'starts at', 'escalates to'], rows, terminal);
  terminal.out('');
  for (const name of TIERS) say(name, `models: ${routing.tiers[name].models.join(', ') || 'none'}`);
  terminal.out('');
}

function printKinds({ routing }: Setting, say: Say, terminal: Terminal): void {
  const rows = TASK_KINDS.map((name) => {
    const { tier, startRung = "its tier's", lastRung = 'strong', tries, agreement } = routing.kinds[name];
    return [name, tier, startRung, lastRung, String(tries), String(agreement)];
  });
  printTable(['kind', 'tier', 'starts at', 'ends at', 'tries', 'agreement'], rows, terminal);
  terminal.out('');
  for (const name of TASK_KINDS) say(name, `gates: ${routing.kinds[name].gates.join(', ') || 'none'}`);
}
