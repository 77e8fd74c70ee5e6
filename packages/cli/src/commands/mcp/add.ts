import { dirname } from 'node:path';
import { EXIT, HanzoError, hideSecret, type ExitCode, type McpServer } from '@hanzo/contracts';
import {
  acceptPins,
  checkServer,
  probeOf,
  secretsOfEntry,
  serverOfEntry,
  writeServer,
  type EditedFile,
  type McpFileEntry,
  type ServerReport,
} from '@hanzo/mcp';
import { withLock } from '@hanzo/keys';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import { canAsk } from '../../terminal/ask.ts';
import { confirm } from '../../terminal/confirm.ts';
import { oneLine } from '../../terminal/one-line.ts';
import { say, warn } from '../../terminal/say.ts';
import { shellWord } from '../../terminal/shell-word.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { editedFile } from './edited-file.ts';
import { entryOfFlags } from './entry-of-flags.ts';
import type { McpAddFlags } from './flags.ts';
import { inspect, type Inspecting } from './inspect.ts';
import { keepTrust } from './keep-trust.ts';
import { mcpOptionsOf, mcpServersOf } from './mcp-setting.ts';
import { entryOfPreset } from './preset-entry.ts';
import { printReport, reportInJson } from './print-report.ts';

/** Writes a server into a file, once it has been started and somebody has allowed what it can do. */
export async function run(flags: McpAddFlags, terminal: Terminal): Promise<ExitCode> {
  const { home, workspace = '.', name, test, json } = flags;
  const setting = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const edited = editedFile(flags, setting);
  refuseTaken(flags, edited, setting);
  using interrupts = listenForInterrupts(() => terminal.err('ending …'));
  const signal = interrupts.drain;
  const entry =
    flags.preset === undefined
      ? entryOfFlags(flags)
      : await entryOfPreset(
          flags.preset,
          flags,
          { setting, signal, beforeInstall: () => needSomebody(flags, terminal) },
          terminal,
        );
  checkServer(entry, { name, ...edited, folder: dirname(edited.file) });
  needSomebody(flags, terminal);
  keepSecretsOut(entry, edited, terminal);
  const server = test
    ? serverOfEntry(entry, { name, scope: edited.scope }, mcpOptionsOf(setting, workspace))
    : undefined;
  const report = server && (await tryOut(server, { setting, signal, probe: probeOf(entry) }, terminal));
  if (report !== undefined && !(await isAllowed(report, flags, edited, terminal))) return EXIT.incomplete;
  const counts = write(entry, flags, edited, setting);
  if (report !== undefined) acceptPins(report, setting.paths.mcpPins);
  if (json === true) {
    const tested = report === undefined ? {} : { report: reportInJson(report) };
    terminal.out(JSON.stringify({ v: 1, name, ...edited, trusted: counts, entry, ...tested }));
  }
  sayWritten(flags, edited, counts, terminal);
  return EXIT.done;
}

/** True when its file counts. What is looked at stays as it is until it is written: another hanzo may add one at the same time. */
function write(entry: McpFileEntry, flags: McpAddFlags, edited: EditedFile, setting: Setting): boolean {
  return withLock(setting.paths.mcp, () => {
    refuseTaken(flags, edited, setting);
    const change = writeServer(edited, flags.name, entry);
    return edited.scope === 'user' || keepTrust(change, setting.paths.trustedProjects);
  });
}

/** Once it is known that what was typed is right: who mistyped something learns that first. */
function needSomebody({ test, yes }: McpAddFlags, terminal: Terminal): void {
  if (!test || yes === true || canAsk(terminal)) return;
  throw new HanzoError('USAGE', 'Somebody must look at its tools.', {
    mend: 'There is nobody to ask: give --yes to allow whatever it has, or --no-test to write it only.',
  });
}

/** What does not start is not written. */
async function tryOut(server: McpServer, trying: Inspecting, terminal: Terminal): Promise<ServerReport> {
  try {
    return await inspect(server, trying, terminal);
  } catch (error) {
    if (!(error instanceof HanzoError) || error.code !== 'MCP_FAILED') throw error;
    const { code, message, details } = error;
    const mend = 'Nothing was written. Correct it, or write it without starting it: --no-test';
    throw new HanzoError(code, message, { cause: error, details, mend });
  }
}

function refuseTaken({ name, force, workspace = '.' }: McpAddFlags, { scope }: EditedFile, setting: Setting): void {
  const taken = mcpServersOf(setting, workspace).all.find(
    (each) => each.scope === scope && each.name.toLowerCase() === name.toLowerCase(),
  );
  // Its own name in other letters would stand beside it.
  if (taken === undefined || (force === true && taken.name === name)) return;
  throw new HanzoError('NAME_TAKEN', `There is an MCP server ${taken.name} in ${taken.file}.`, {
    details: { file: taken.file },
    mend: taken.name === name ? 'Choose another name, or give --force to replace it.' : 'Choose another name.',
  });
}

/** A project's file goes to everybody who has the project. */
function keepSecretsOut(entry: McpFileEntry, { file, scope }: EditedFile, terminal: Terminal): void {
  const secrets = secretsOfEntry(entry);
  if (secrets.length === 0) return;
  secrets.forEach(hideSecret);
  const better = 'name a variable instead: --env NAME, or ${NAME} where it stands';
  if (scope === 'project')
    throw new HanzoError('USAGE', `A secret would be written into ${file}, which others get.`, {
      mend: `Let it come from the environment: ${better}`,
    });
  warn(
    `a secret is written into ${file}, which only you can read, and your shell may remember it; ${better}`,
    terminal,
  );
}

async function isAllowed(
  report: ServerReport,
  { yes, json }: McpAddFlags,
  { file }: EditedFile,
  terminal: Terminal,
): Promise<boolean> {
  if (json !== true) printReport(report, terminal);
  if (yes === true) return true;
  const question = `Allow its ${report.tools.length} tools, and write it into ${file}?`;
  if (await confirm(question, terminal, 'There is nobody to ask: give --yes.')) return true;
  terminal.err('nothing was changed');
  return false;
}

function sayWritten({ name, test }: McpAddFlags, { file }: EditedFile, counts: boolean, terminal: Terminal): void {
  say(`${name} is in ${oneLine(file)}${test ? ', and its tools are allowed as they are now' : ''}`, terminal);
  if (!test) say(`Its tools are not allowed yet: \`hanzo mcp test ${name}\``, terminal);
  if (!counts) say(`That file is not trusted yet: \`hanzo mcp trust ${oneLine(shellWord(dirname(file)))}\``, terminal);
}
