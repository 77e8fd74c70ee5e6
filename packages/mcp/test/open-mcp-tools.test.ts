import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Tool, hideSecret } from '@hanzo/contracts';
import { describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { acceptPins, inspectServer, type McpTools, openMcpTools } from '../src/index.ts';
import { serverIdentity } from '../src/pins/tool-definition.ts';
import { allowTools, handMade, keptLog, named, place, withSdk } from './programs.ts';
import { atUrl, rpc, webServer } from './web-server.ts';

const CONTEXT = { signal: new AbortController().signal, taskId: 'plan' };

function abortsAfter(ms: number, reason: Error): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), ms);
  return controller.signal;
}

function toolOf(mcp: McpTools, name: string): Tool {
  const tool = mcp.tools.find(({ spec }) => spec.name === name);
  if (tool === undefined) throw new Error(`no ${name}: ${mcp.faults.map(({ error }) => error.message).join()}`);
  return tool;
}

describe.concurrent('servers that are opened', () => {
  it(verifies('mcp-client.started', 'programs of every age'), async () => {
    using at = place();
    const [server, newest] = [withSdk('both'), withSdk('new', { name: 'newest' })];
    const report = await inspectServer(server, at.options);
    expect(report).toMatchObject({
      server: 'tried',
      protocol: '2025-11-25',
      serverInfo: { name: 'tried', version: '1.2.3' },
      changes: 'unknown',
    });
    expect(report.tools.map(({ name, effect }) => [name, effect])).toEqual([
      ['tried__add', 'read'],
      ['tried__fails', 'network'],
      ['tried__grows', 'network'],
    ]);
    acceptPins(report, at.options.pins);
    acceptPins({ ...report, server: 'newest', identity: serverIdentity(newest) }, at.options.pins);
    await using mcp = await openMcpTools([server, newest], at.options);
    expect(mcp.faults).toEqual([]);
    for (const name of ['tried', 'newest']) {
      const add = toolOf(mcp, `${name}__add`);
      expect(add).toMatchObject({ origin: name, effect: 'read' });
      // What its entry does not say, the user says for all.
      expect(add).not.toHaveProperty('timeoutMs');
      expect(add.spec.parameters).toMatchObject({ type: 'object', required: ['a', 'b'] });
      expect(await add.call({ a: 1, b: 2 }, CONTEXT)).toEqual({ text: '3' });
      expect(await toolOf(mcp, `${name}__fails`).call({}, CONTEXT)).toEqual({ text: 'no such row', failed: true });
      // It says that it has one tool more: nothing of it is called any more.
      expect(await toolOf(mcp, `${name}__grows`).call({}, CONTEXT)).toEqual({ text: 'grown' });
      await vi.waitFor(() => expect(add.call({ a: 1, b: 2 }, CONTEXT)).rejects.toMatchObject({ code: 'MCP_CHANGED' }));
    }
  });

  it(verifies('mcp-client.never-seen'), async () => {
    using at = place();
    const pids = join(at.path, 'pids');
    await using mcp = await openMcpTools([handMade({ pids })], at.options);
    expect(mcp.tools).toEqual([]);
    expect(mcp.faults).toMatchObject([
      { server: 'tried', error: { code: 'MCP_CHANGED', mend: expect.stringContaining('hanzo mcp test tried') } },
    ]);
    expect(existsSync(pids)).toBe(false);
  });

  it(verifies('mcp-client.pinned-live'), async () => {
    using at = place();
    const [before, after] = [named('changes', 'echo'), named('changes', 'echo', 'drop')];
    const server = handMade({ tools: before, toolsAfter: after });
    allowTools(server, before, at.options);
    await using mcp = await openMcpTools([server], at.options);
    expect(await toolOf(mcp, 'tried__echo').call({ a: 1 }, CONTEXT)).toEqual({ text: '{"a":1}' });
    expect(await toolOf(mcp, 'tried__changes').call({}, CONTEXT)).toEqual({ text: 'changed' });
    for (const name of ['tried__echo', 'tried__changes'])
      await expect(toolOf(mcp, name).call({}, CONTEXT)).rejects.toMatchObject({
        code: 'MCP_CHANGED',
        message: 'The tools of the MCP server tried are not those that were allowed: 1 tool new.',
        details: {
          changes: ['new: drop', '+ description: "Does drop."', '+ inputSchema.type: "object"', '+ name: "drop"'],
        },
      });
  });

  it(verifies('mcp-client.pinned-live', 'and go on where nothing is different'), async () => {
    using at = place();
    const server = handMade({ tools: named('changes', 'echo'), toolsAfter: named('echo', 'changes') });
    allowTools(server, named('changes', 'echo'), at.options);
    await using mcp = await openMcpTools([server], at.options);
    await toolOf(mcp, 'tried__changes').call({}, CONTEXT);
    expect(await toolOf(mcp, 'tried__echo').call({}, CONTEXT)).toEqual({ text: '{}' });
  });

  it(verifies('mcp-client.started', 'with a list in parts, and only the tools that are wanted'), async () => {
    using at = place();
    const log = keptLog();
    const names = Array.from({ length: 25 }, (_, each) => `t${each}`);
    const server = handMade({ tools: named(...names), page: 10 }, { tools: ['t3', 't24', 'gone'] });
    const report = await inspectServer(server, at.options);
    expect(report.tools.map(({ definition }) => definition.name)).toEqual(names);
    expect(report.tools.filter(({ left }) => left === undefined)).toHaveLength(2);
    acceptPins(report, at.options.pins);
    await using mcp = await openMcpTools([server], { ...at.options, log });
    expect(mcp.tools.map(({ spec }) => spec.name)).toEqual(['tried__t3', 'tried__t24']);
    expect(log.warnings).toEqual(['the MCP server tried has no tool gone, which mcp.json names']);
  });

  it(verifies('mcp-client.faults'), async () => {
    using at = place();
    hideSecret('sk-abc123def456');
    const good = handMade({ tools: named('echo') }, { name: 'good' });
    const ended = handMade(
      { atStart: 'dies', stderr: 'token sk-abc123def456\n\u001b[2JError: sk-abc123def456\n    at x (node:y:1:2)\n' },
      { name: 'ended' },
    );
    const { transport } = good;
    if (transport.kind !== 'stdio') throw new Error('it is a program');
    const missing = { ...good, name: 'missing', transport: { ...transport, command: 'no-such-program' } };
    const lost = { ...good, name: 'lost', transport: { ...transport, cwd: join(at.path, 'nowhere') } };
    const old = handMade({ atStart: 'old-version' }, { name: 'old' });
    allowTools(good, named('echo'), at.options);
    const failed = await Promise.all(
      [ended, missing, lost, old].map((server) => inspectServer(server, at.options).catch((error: unknown) => error)),
    );
    expect(failed).toMatchObject([
      {
        code: 'MCP_FAILED',
        message:
          'The MCP server ended failed: it exited with 3. It said: token [key] | \\u001b[2JError: [key] | cannot open the database',
        mend: 'Try it: hanzo mcp test ended',
      },
      { message: 'The MCP server missing cannot be started: there is no program no-such-program.' },
      { message: expect.stringContaining('there is no such folder') },
      { message: expect.stringContaining('protocol version is not supported: 1999-01-01') },
    ]);
    for (const server of [missing, lost]) allowTools(server, [], at.options);
    await using mcp = await openMcpTools([missing, good, lost], at.options);
    expect(mcp.faults.map(({ server }) => server)).toEqual(['missing', 'lost']);
    expect(mcp.tools).toHaveLength(1);
  });

  it(verifies('mcp-client.restarted'), async () => {
    using at = place();
    const log = keptLog();
    const server = handMade({ tools: named('dies', 'echo'), diedOnce: join(at.path, 'died') });
    allowTools(server, named('dies', 'echo'), at.options);
    await using mcp = await openMcpTools([server], { ...at.options, log });
    const dies = toolOf(mcp, 'tried__dies');
    await expect(dies.call({}, CONTEXT)).rejects.toMatchObject({
      code: 'MCP_FAILED',
      message: 'The MCP server tried failed: it exited with 1. It said: out of memory',
    });
    // Both want it at once: it is started once.
    const both = await Promise.all([dies.call({}, CONTEXT), toolOf(mcp, 'tried__echo').call({}, CONTEXT)]);
    expect(both).toEqual([{ text: 'alive' }, { text: '{}' }]);
    expect(log.warnings).toEqual(['the MCP server tried has ended, and is started again']);
  });

  it(verifies('mcp-client.restarted', 'not a second time'), async () => {
    using at = place();
    const server = handMade({ tools: named('dies', 'echo') });
    allowTools(server, named('dies', 'echo'), at.options);
    await using mcp = await openMcpTools([server], at.options);
    const dies = toolOf(mcp, 'tried__dies');
    for (const said of ['exited with 1', 'exited with 1', 'not started a third time'])
      await expect(dies.call({}, CONTEXT)).rejects.toThrow(said);
  });

  it(verifies('mcp-client.cancelled', 'after the time that the user says, where its entry says none'), async () => {
    using at = place({ callMs: 150 });
    const server = handMade({ tools: named('slow') });
    allowTools(server, named('slow'), at.options);
    await using mcp = await openMcpTools([server], at.options);
    const message = 'The MCP server tried did not answer in 0.15 s.';
    await expect(toolOf(mcp, 'tried__slow').call({}, CONTEXT)).rejects.toMatchObject({ code: 'TIMED_OUT', message });
  });

  it(verifies('mcp-client.nothing-given'), async () => {
    using at = place();
    const server = handMade({ tools: named('asks') });
    allowTools(server, named('asks'), at.options);
    await using mcp = await openMcpTools([server], at.options);
    const { text } = await toolOf(mcp, 'tried__asks').call({}, CONTEXT);
    const answers = JSON.parse(text) as { id: number; error?: { code: number }; result?: unknown }[];
    expect(answers.map(({ id, error, result }) => [id, error?.code, result])).toEqual([
      [900, -32601, undefined],
      [901, -32601, undefined],
      [902, -32601, undefined],
    ]);
  });
});

/** One after the other: they count on being answered within half a second. */
describe('calls that take too long', () => {
  it(verifies('mcp-client.stuck'), async () => {
    using at = place();
    const log = keptLog();
    const server = handMade({ tools: named('spins', 'echo') }, { timeoutMs: 700 });
    allowTools(server, named('spins', 'echo'), at.options);
    await using mcp = await openMcpTools([server], { ...at.options, log });
    const [spins, echo] = [toolOf(mcp, 'tried__spins'), toolOf(mcp, 'tried__echo')];
    await expect(spins.call({}, CONTEXT)).rejects.toMatchObject({ code: 'TIMED_OUT' });
    expect(await echo.call({}, CONTEXT)).toEqual({ text: '{}' });
    // Whoever calls may have a limit of his own. It may happen again.
    const reason = new Error('too long');
    await expect(spins.call({}, { ...CONTEXT, signal: abortsAfter(50, reason) })).rejects.toBe(reason);
    expect(await echo.call({}, CONTEXT)).toEqual({ text: '{}' });
    const again = 'the MCP server tried answers nothing any more: it is started again';
    expect(log.warnings).toEqual([again, again]);
  });

  it(verifies('mcp-client.cancelled'), async () => {
    using at = place();
    const file = join(at.path, 'cancelled');
    const server = handMade({ tools: named('slow'), cancelled: file }, { timeoutMs: 600 });
    allowTools(server, named('slow'), at.options);
    const log = keptLog();
    await using mcp = await openMcpTools([server], { ...at.options, log });
    const slow = toolOf(mcp, 'tried__slow');
    await expect(slow.call({}, CONTEXT)).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: 'The MCP server tried did not answer in 0.6 s.',
    });
    const reason = new Error('the person has gone');
    const called = slow.call({}, { ...CONTEXT, signal: abortsAfter(50, reason) });
    await expect(called).rejects.toBe(reason);
    await vi.waitFor(() =>
      expect(readFileSync(file, 'utf8')).toMatch(/^\{"requestId":2,.*\}\n\{"requestId":\d+,.*\}\n$/),
    );
    expect(readFileSync(file, 'utf8')).not.toContain('person');
    await expect(slow.call({}, { ...CONTEXT, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    // It answers other things: nothing else that it does is cut off.
    expect(log.warnings).toEqual([]);
  });
});

describe.concurrent('servers that do harm', () => {
  it(verifies('mcp-client.hostile'), async () => {
    using at = place();
    const starts = ['silent', 'garbage', 'wrong-rpc'] as const;
    const said = await Promise.all(
      starts.map((atStart) =>
        inspectServer(handMade({ atStart }), { ...at.options, startMs: 2_000 }).catch((error: unknown) => error),
      ),
    );
    const silent = 'The MCP server tried did not answer in 2 s.';
    expect(said).toMatchObject([
      { code: 'MCP_FAILED', message: silent },
      { code: 'MCP_FAILED', message: `${silent} Heard: it wrote what is no message: \\u0000\\u0007{"jsonrpc": [[[` },
      { code: 'MCP_FAILED', message: expect.stringContaining(`${silent} Heard: Unknown message type`) },
    ]);
  });

  it(verifies('mcp-client.hostile', 'one that greets without end'), async () => {
    using at = place();
    await expect(inspectServer(handMade({ greetingBytes: 5_000_000 }), at.options)).rejects.toMatchObject({
      code: 'MCP_FAILED',
      message: 'The MCP server tried failed: it sent a message of more than 4 MiB.',
    });
  });

  it(verifies('mcp-client.hostile', 'one that greets on standard output is understood all the same'), async () => {
    using at = place();
    const greeting = 'Welcome!\n\u001b[31m{"not":\n\n';
    expect((await inspectServer(handMade({ greeting }), at.options)).tools).toHaveLength(1);
  });

  it.each(['huge', 'endless', 'floods'])(verifies('mcp-client.hostile', 'a call that is %s'), async (name) => {
    using at = place();
    const server = handMade({ tools: named(name) }, { timeoutMs: 8_000 });
    allowTools(server, named(name), at.options);
    await using mcp = await openMcpTools([server], at.options);
    const before = process.memoryUsage().rss;
    await expect(toolOf(mcp, `tried__${name}`).call({}, CONTEXT)).rejects.toMatchObject({
      code: 'MCP_FAILED',
      message: expect.stringMatching(name === 'floods' ? /does not read the answers/ : /more than 4 MiB/),
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it.each([
    ['twice', named('a', 'a'), /lists the tool a twice/],
    ['too many', named(...Array.from({ length: 1_001 }, (_, at) => `t${at}`)), /more than 1000 tools/],
    ['too large', [{ name: 'a', description: 'x'.repeat(3_000_000), inputSchema: {} }], /more than 2 MiB/],
    [
      'too deep',
      [{ name: 'a', inputSchema: JSON.parse('{"a":'.repeat(99) + '1' + '}'.repeat(99)) as object }],
      /32 deep/,
    ],
    ['without names', [{ inputSchema: {} }], /without a name/],
    ['with a list for a schema', [{ name: 'a', inputSchema: [] }], /without a schema/],
  ])(verifies('mcp-client.hostile', 'tools that are %s'), async (_, tools, said) => {
    using at = place();
    await using web = await webServer(rpc({ tools: () => tools }));
    await expect(inspectServer(atUrl(web.url), at.options)).rejects.toMatchObject({
      code: 'MCP_FAILED',
      message: expect.stringMatching(said),
    });
  });
});
