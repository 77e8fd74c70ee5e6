import { writeTrust } from '@hanzo/config';
import { countOf, EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import {
  knownTrust,
  lookOver,
  offerProjectServers,
  projectServersFile,
  type LookedOver,
  type ProjectServers,
} from '@hanzo/mcp';
import { loadSetting } from '../../setting.ts';
import { confirm } from '../../terminal/confirm.ts';
import { oneLine } from '../../terminal/one-line.ts';
import { say, warn } from '../../terminal/say.ts';
import { outputWidth } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { McpTrustFlags } from './flags.ts';
import { entryInSight, inSight } from './in-sight.ts';
import { detailsOf, reachedBy } from './server-words.ts';

/** Shows what a project's file would start, asks, and lets exactly that content count from now on. */
export async function run({ home, dir = '.', yes, json }: McpTrustFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const offer = offerProjectServers(dir);
  if (offer === undefined) throw nothing(dir);
  const { file, sha256, content } = offer;
  const before = knownTrust(paths.trustedProjects, file);
  const already = before?.sha256 === sha256;
  if (!already) {
    const since = before === undefined ? '' : ` has changed since ${before.trustedAt.slice(0, 10)}, and`;
    sayOffer(offer, since, terminal);
    const question = `Trust ${oneLine(file)}, with ${countOf(Object.keys(content.entries).length, 'server')}?`;
    if (yes !== true && !(await confirm(question, terminal, 'There is nobody to ask: give --yes.'))) {
      terminal.err('nothing was changed');
      return EXIT.incomplete;
    }
    writeTrust(paths.trustedProjects, { file, sha256, trustedAt: new Date(systemClock.now()).toISOString() });
  }
  const servers = Object.keys(content.entries);
  if (json === true) terminal.out(JSON.stringify({ v: 1, file, sha256, servers, state: 'trusted', already }));
  else {
    terminal.err(`${oneLine(file)} is trusted${already ? ' already' : ', until it changes'}`);
    const [first] = servers;
    if (first !== undefined && !already)
      say(`Nothing was started. Look at the tools of each: \`hanzo mcp test ${first}\``, terminal);
  }
  return EXIT.done;
}

/** More lines than these may leave nothing of the first on a small screen. */
const IN_SIGHT = 15;
/** Of what a server is reached by, when that is said again. */
const SHORT_CHARS = 120;

/** What starts programs stands last, right above the question: nothing can push it out of sight. */
function sayOffer({ file, root, content }: ProjectServers, since: string, terminal: Terminal): void {
  const servers = Object.entries(content.entries);
  for (const warning of content.warnings) warn(warning, terminal);
  say(
    'What these programs are is not part of what you trust: a program of the project may change without a question.',
    terminal,
  );
  const count = countOf(servers.length, 'server');
  say(`${oneLine(file)}${since} has ${count}, which run as you, in ${oneLine(root)}:`, terminal);
  const lines = lookOver(content, { scope: 'project', file, folder: root }).flatMap((each) => linesOf(each, terminal));
  for (const line of lines) terminal.err(line);
  const width = outputWidth(terminal, process.env);
  const places = lines.reduce((sum, line) => sum + Math.ceil(line.length / width), 0);
  if (places <= IN_SIGHT) return;
  say(`In short, ${count}; long texts stand whole in the file:`, terminal);
  for (const [name, entry] of servers)
    terminal.err(`  ${name}: ${inSight(reachedBy(entryInSight(entry)), SHORT_CHARS)}`);
}

function linesOf({ name, entry: whole, variables, error }: LookedOver, { style }: Terminal): readonly string[] {
  const entry = entryInSight(whole);
  return [
    `  ${name}: ${reachedBy(entry)}`,
    ...detailsOf({ entry, variables }).map((line) => `    ${line}`),
    ...(error === undefined ? [] : [`    ${style.yellow('cannot be used:')} ${oneLine(error.message)}`]),
  ];
}

function nothing(dir: string): HanzoError {
  const { root, file } = projectServersFile(dir);
  return new HanzoError('CONFIG_INVALID', `${oneLine(root)} has no .mcp.json of its own.`, {
    details: { file },
    mend: 'Name the root of the project: hanzo mcp trust <dir>',
  });
}
