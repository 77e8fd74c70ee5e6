import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  criticToolLimits,
  DEFAULT_TOOL_LIMITS,
  silentLogger,
  systemClock,
  type Clock,
  type McpServer,
  type ToolCallRecord,
} from '@hanzo/contracts';
import type { ToolUse } from '@hanzo/coordinator';
import { acceptPins, inspectServer } from '@hanzo/mcp';
import { describe, expect, it } from 'vitest';
import { handMade } from '../../../mcp/test/programs.ts';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import type { EngineFlags } from '../../src/commands/dev/flags.ts';
import { openRunTools } from '../../src/commands/dev/tools/open-run-tools.ts';
import { toolsInWords, type RunTools } from '../../src/commands/dev/tools/run-tools.ts';
import { NO_TOOL_USERS } from '../../src/commands/dev/tools/tool-users.ts';
import { quietTerminal } from '../../src/sdk/quiet-terminal.ts';
import { loadSetting, type Setting } from '../../src/setting.ts';

interface Place extends Disposable {
  readonly workspace: string;
  readonly home: string;
  readonly setting: Setting;
  readonly warnings: string[];
  readonly journaled: ToolCallRecord[];
  readonly notes: string[];
  open(flags: EngineFlags, users?: RunTools['users'], mayWrite?: boolean): Promise<RunTools | undefined>;
}

const PLANNER = { ...NO_TOOL_USERS, planner: true };

/** A home with these servers, and a workspace. */
function place(servers: Readonly<Record<string, McpServer>> = {}, config: object = {}): Place {
  const stack = new DisposableStack();
  const home = realpathSync(stack.use(temporaryFolder()).path);
  const workspace = realpathSync(stack.use(temporaryFolder('hanzo-tooled-')).path);
  writeFileSync(join(home, 'mcp.json'), mcpJson(servers), { mode: 0o600 });
  writeFileSync(join(home, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  const setting = loadSetting({ home }, quietTerminal(), { workspace });
  const warnings: string[] = [];
  const notes: string[] = [];
  const journaled: ToolCallRecord[] = [];
  return {
    workspace,
    home,
    setting,
    warnings,
    notes,
    journaled,
    open: async (flags, users = PLANNER, mayWrite = true) =>
      await openRunTools({
        setting,
        flags,
        workspace: { root: workspace },
        runId: 'run',
        users,
        mayWrite,
        journal: { noteToolCall: (_, call) => void journaled.push(call) },
        log: {
          ...silentLogger,
          warn: (sentence) => void warnings.push(sentence),
          info: (sentence) => void notes.push(sentence),
        },
        signal: new AbortController().signal,
      }),
    [Symbol.dispose]: () => stack.dispose(),
  };
}

function mcpJson(servers: Readonly<Record<string, McpServer>>): string {
  const entries = Object.entries(servers).map(([name, { transport }]) => {
    if (transport.kind !== 'stdio') throw new Error('only programs');
    const { command, args, env } = transport;
    return [name, { command, args, env }];
  });
  return JSON.stringify({ mcpServers: Object.fromEntries(entries) });
}

/** One that leaves a file where it is started. */
function canary(file: string): McpServer {
  const transport = {
    kind: 'stdio',
    command: process.execPath,
    args: ['-e', `fs.writeFileSync(${JSON.stringify(file)}, '')`],
    env: {},
  } as const;
  return { name: 'canary', from: '.mcp.json', transport };
}

/** Its tools are allowed from now on. */
async function allow(at: Place, server: McpServer): Promise<void> {
  const options = {
    pins: at.setting.paths.mcpPins,
    folders: at.setting.paths.mcpFolders,
    signal: new AbortController().signal,
    log: silentLogger,
  };
  acceptPins(await inspectServer(server, options), at.setting.paths.mcpPins);
}

function named(tools: RunTools | undefined): readonly string[] {
  if (tools === undefined) return [];
  const { caller, about } = tools.use('say it back as an echo');
  return caller.offer({ about, roomTokens: 8_000 }).specs.map(({ name }) => name);
}

describe('the tools of a run', () => {
  it(verifies('devTools.untrusted'), async () => {
    using at = place();
    const started = join(at.home, 'started');
    writeFileSync(join(at.workspace, '.mcp.json'), mcpJson({ canary: canary(started) }));
    await using tools = await at.open({ mcpTools: true });
    expect(tools?.summary.origins.map(({ name }) => name)).toEqual(['hanzo']);
    expect(at.warnings).toEqual([
      `${join(at.workspace, '.mcp.json')} has the MCP servers canary and is not trusted: nothing of it is started. Look at it and allow it with: hanzo mcp trust ${at.workspace}`,
    ]);
    await expect(at.open({ tools: ['canary'] })).rejects.toMatchObject({ code: 'MCP_UNTRUSTED' });
    await expect(at.open({ tools: ['canary__x'] })).rejects.toMatchObject({ code: 'MCP_UNTRUSTED' });
    expect(existsSync(started)).toBe(false);
  });

  it(verifies('devTools.servers'), async () => {
    const dies = handMade({ atStart: 'dies' });
    using at = place({ broken: dies, docs: handMade() });
    await allow(at, { ...handMade(), name: 'docs' });
    await using tools = await at.open({ mcpTools: true, allowTools: ['docs'] });
    expect(named(tools)).toContain('docs__echo');
    expect(at.warnings).toEqual([expect.stringMatching(/^the MCP server broken is left out: /)]);
    await expect(at.open({ tools: ['broken'] })).rejects.toMatchObject({ code: expect.stringMatching(/^MCP_/) });
    // Only what is named is started.
    await using some = await at.open({ tools: ['docs', 'search'] });
    expect(some?.summary.origins).toEqual([
      { name: 'hanzo', tools: expect.any(Number) },
      { name: 'docs', tools: 1 },
    ]);
    expect(at.warnings).toHaveLength(1);
  });

  it(verifies('toolLoop.critic-limits'), async () => {
    using at = place();
    await using tools = await at.open({ tools: ['search'] });
    const { limits } = at.setting.config.tools;
    expect(tools?.use('x').limits).toEqual(limits);
    expect(tools?.useOfCritic('x')).toMatchObject({ about: 'x', limits: criticToolLimits(limits) });
    expect(criticToolLimits(DEFAULT_TOOL_LIMITS)).toEqual({
      maxSteps: 4,
      maxMs: 60_000,
      maxMicros: 100_000,
      maxToldTokens: 8_000,
    });
    // What the user says bounds it still.
    const few = { maxSteps: 2, maxMs: 3_000, maxMicros: 50, maxToldTokens: 40_000 };
    expect(criticToolLimits(few)).toMatchObject({ maxSteps: 2, maxMs: 1_000, maxMicros: 5 });
  });

  it(verifies('devTools.not-offered'), async () => {
    using at = place({ docs: handMade(), more: handMade() }, { tools: { approve: { network: 'allow' } } });
    await allow(at, { ...handMade(), name: 'docs' });
    await allow(at, { ...handMade(), name: 'more' });
    const offered = async (flags: EngineFlags, roomTokens = 8_000): Promise<readonly string[]> => {
      await using tools = await at.open(flags);
      const { caller, about } = tools?.use('Is it fast?') ?? {};
      const names = caller?.offer({ about: about ?? '', roomTokens }).specs.map(({ name }) => name);
      caller?.offer({ about: about ?? '', roomTokens });
      return names ?? [];
    };
    // Whoever allows it has a use for it.
    const some = await offered({ mcpTools: true, allowTools: ['docs'] });
    expect([some.includes('docs__echo'), some.includes('more__echo')]).toEqual([true, false]);
    expect(at.warnings).toEqual([
      'not offered: more (1 tool): nothing of the instructions speaks of it, or there is no room for it; name it with --tools more',
    ]);
    expect(await offered({ mcpTools: true, allowTools: ['network'] })).toContain('more__echo');
    expect(await offered({ mcpTools: true, allowTools: ['write'] })).toEqual(
      expect.arrayContaining(['write_file', 'edit_file', 'move_file', 'delete_file']),
    );
    at.warnings.length = 0;
    at.notes.length = 0;
    expect(await offered({ tools: ['docs', 'search'], allowTools: ['network', 'read'] }, 0)).toEqual([]);
    const noRoom = 'there is no room for their descriptions';
    expect(at.notes).toEqual([`tools that the orchestrator did without: docs__echo, search_code (${noRoom})`]);
    expect(at.warnings).toEqual([`not offered: docs (1 tool): ${noRoom}`]);
  });

  it(verifies('devTools.slow-servers'), async () => {
    using at = place({ broken: handMade({ atStart: 'dies' }) });
    const slow: Clock = { ...systemClock, sleep: async () => await Promise.resolve() };
    const quick: Clock = {
      ...systemClock,
      sleep: async (_ms, signal) => await new Promise((_, reject) => signal?.addEventListener('abort', reject)),
    };
    const said = async (clock: Clock): Promise<readonly string[]> => {
      const lines: string[] = [];
      await using _tools = await openRunTools({
        setting: at.setting,
        flags: { mcpTools: true },
        workspace: { root: at.workspace },
        runId: 'run',
        users: PLANNER,
        journal: { noteToolCall: () => undefined },
        say: (line) => lines.push(line),
        log: silentLogger,
        signal: new AbortController().signal,
        clock,
      });
      return lines;
    };
    expect(await said(slow)).toEqual(['starting MCP servers: broken …']);
    expect(await said(quick)).toEqual([]);
  });

  it(verifies('toolbox.no-writes', 'to critics'), async () => {
    using at = place();
    await using tools = await at.open({ tools: ['files'], allowTools: ['files'] });
    const names = (use: ToolUse | undefined): readonly string[] =>
      use?.caller.offer({ about: 'edit the file', roomTokens: 8_000 }).specs.map(({ name }) => name) ?? [];
    expect(names(tools?.use('edit'))).toContain('edit_file');
    expect(names(tools?.useOfCritic('edit'))).toEqual(['find_files', 'list_files', 'read_file']);
    await using judging = await at.open(
      { tools: ['files'], allowTools: ['files'] },
      { ...NO_TOOL_USERS, critic: true },
    );
    expect(judging?.summary.consents.map(({ effect }) => effect)).not.toContain('write');
  });

  it(verifies('devTools.servers', 'a call of one is told and journaled'), async () => {
    using at = place({ docs: handMade() });
    await allow(at, { ...handMade(), name: 'docs' });
    await using tools = await at.open({ tools: ['docs'], allowTools: ['docs'] });
    const heard: ToolCallRecord[] = [];
    using _listening = tools?.onCall((call) => heard.push(call));
    const { caller } = tools?.use('echo') ?? {};
    const context = { signal: new AbortController().signal, taskId: 'run-plan', offered: new Set(['docs__echo']) };
    const answer = await caller?.call({ id: '1', name: 'docs__echo', arguments: '{"text":"hi"}' }, context);
    expect(answer?.failed).toBe(false);
    expect(heard).toMatchObject([{ tool: 'docs__echo', origin: 'docs', state: 'done', taskId: 'run-plan' }]);
    expect(at.journaled).toEqual(heard);
  });

  it(
    verifies('devTools.limits', 'tools.callSeconds is the time of a call of servers that say nothing of it'),
    async () => {
      const slow = handMade({ tools: [{ name: 'slow', inputSchema: { type: 'object' } }] });
      using at = place({ docs: slow }, { tools: { callSeconds: 0.2 } });
      await allow(at, { ...slow, name: 'docs' });
      await using tools = await at.open({ tools: ['docs'], allowTools: ['docs'] });
      const context = { signal: new AbortController().signal, taskId: 'run-plan', offered: new Set(['docs__slow']) };
      const answer = await tools?.use('').caller.call({ id: '1', name: 'docs__slow', arguments: '{}' }, context);
      expect(answer?.output).toContain('0.2 s');
    },
  );

  it(verifies('devTools.rules-in-words'), async () => {
    const byName = { 'docs__*': 'allow', delete_file: 'deny', git: 'ask', 'dosc__*': 'deny', docs__eco: 'deny' };
    using at = place({ docs: handMade() }, { tools: { byName } });
    await allow(at, { ...handMade(), name: 'docs' });
    await using tools = await at.open({ mcpTools: true });
    expect(at.warnings).toEqual([
      'tools.byName.dosc__* (deny) counts for no tool that there is. Did you mean "docs__*"?',
      'tools.byName.docs__eco (deny) counts for no tool that there is. Did you mean "docs__echo"?',
    ]);
    expect(tools && toolsInWords(tools.summary)).toBe(
      'tools: 12 of hanzo, 1 of docs; without asking: read_file, list_files, find_files, search_code, network; ' +
        'refused, since nobody is there to be asked: git_status, git_diff, git_log, git_show, git_blame, write_file, ' +
        'edit_file, move_file; never: delete_file',
    );
  });

  it(verifies('devTools.idle', 'names that nothing has start nothing'), async () => {
    const started = join(process.cwd(), 'never');
    using at = place({ docs: canary(started) });
    await expect(at.open({ tools: ['serch'] })).rejects.toMatchObject({ code: 'USAGE', message: /"serch"/ });
    await expect(at.open({ mcpTools: true, allowTools: ['wirte'] })).rejects.toMatchObject({ code: 'USAGE' });
    expect(await at.open({ mcpTools: true }, NO_TOOL_USERS)).toBeUndefined();
    expect(existsSync(started)).toBe(false);
  });

  it('has no tool of hanzo that writes where nothing may be written, as in rounds of --watch', async () => {
    using at = place();
    const offered = async (mayWrite: boolean): Promise<boolean> => {
      await using tools = await at.open({ mcpTools: true, allowTools: ['write_file', 'write'] }, PLANNER, mayWrite);
      return named(tools).includes('write_file');
    };
    expect(await offered(true)).toBe(true);
    expect(await offered(false)).toBe(false);
  });

  it('shows no tool the home of hanzo, where that is inside of the workspace', async () => {
    using at = place();
    const inside = join(at.workspace, 'state');
    mkdirSync(inside);
    writeFileSync(join(inside, 'notes.txt'), 'secret words');
    const setting = loadSetting({ home: inside }, quietTerminal(), { workspace: at.workspace });
    await using tools = await openRunTools({
      setting,
      flags: { mcpTools: true },
      workspace: { root: at.workspace },
      runId: 'run',
      users: PLANNER,
      journal: { noteToolCall: () => undefined },
      log: silentLogger,
      signal: new AbortController().signal,
    });
    const context = { signal: new AbortController().signal, taskId: 't', offered: new Set(['read_file']) };
    const call = { id: '1', name: 'read_file', arguments: '{"path":"state/notes.txt"}' };
    const answer = await tools?.use('').caller.call(call, context);
    expect(answer?.output).not.toContain('secret words');
    expect(readFileSync(join(inside, 'notes.txt'), 'utf8')).toBe('secret words');
  });
});
