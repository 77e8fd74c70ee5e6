import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { McpServer } from '@hanzo/contracts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { findProgram, inspectServer, openMcpTools } from '../src/index.ts';
import { cleanEnvironment } from '../src/client/program/clean-environment.ts';
import { MessageLines } from '../src/client/program/message-lines.ts';
import { programOf } from '../src/client/program/program-of.ts';
import { allowTools, handMade, named, place } from './programs.ts';

const CONTEXT = { signal: new AbortController().signal, taskId: 'plan' };

afterEach(() => vi.unstubAllEnvs());

/** One that nobody has waited for is dead, too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}

function pidsIn(file: string): readonly number[] {
  const pids = readFileSync(file, 'utf8').split(' ').map(Number);
  expect(pids).toHaveLength(2);
  return pids;
}

/** Strings that a shell would make more of than they are. `C` stands for a file that no one may create. */
function shellInputs(): readonly string[] {
  const commands = [
    'touch C',
    '"touch" C',
    'node -e "require(\'fs\').writeFileSync(`C`,``)"',
    'echo > C',
    'cp /dev/null C',
  ];
  const frames = [
    '; X',
    '& X',
    '&& X',
    '|| X',
    '| X',
    '\n X',
    '\r\nX\r\n',
    '$(X)',
    '`X`',
    '${IFS}$(X)',
    '"; X; "',
    "'; X; '",
    '\\"; X',
    '<(X)',
    '>(X)',
    '%COMSPEC% /c X',
    '^& X',
    '\\\n; X',
    '"$(X)"',
    "' || X || '",
  ];
  const inputs = frames.flatMap((frame) => commands.map((command) => frame.replace('X', () => command)));
  return [
    ...inputs,
    '> C',
    '>> C',
    '2> C',
    '{touch,C}',
    '~',
    '*',
    '$HOME',
    '%PATH%',
    '--',
    '-e',
    '!!',
    '#',
    '\\',
    '',
    ' ',
    '\t',
  ];
}

describe('the program of a server', () => {
  it(verifies('mcp-client.no-shell'), async () => {
    using at = place();
    const canary = join(at.path, 'canary');
    const inputs = shellInputs().map((input) => input.replaceAll('C', () => canary));
    expect(inputs.length).toBeGreaterThanOrEqual(100);
    const server = handMade(
      { tools: named('arguments', 'echo') },
      { args: inputs, env: { INPUT: `$(touch ${canary})` } },
    );
    allowTools(server, named('arguments', 'echo'), at.options);
    await using mcp = await openMcpTools([server], at.options);
    const [args, echo] = mcp.tools;
    expect(JSON.parse((await args?.call({}, CONTEXT))?.text ?? '')).toEqual(inputs);
    const said = await Promise.all(inputs.map((input) => echo?.call({ input }, CONTEXT)));
    expect(said.map((output) => JSON.parse(output?.text ?? '') as unknown)).toEqual(inputs.map((input) => ({ input })));
    const { transport } = server;
    if (transport.kind !== 'stdio') throw new Error('it is a program');
    for (const input of inputs.slice(0, 20)) {
      const command = `${transport.command}${input}`;
      const asked = inspectServer({ ...server, transport: { ...transport, command } }, at.options);
      await expect(asked).rejects.toMatchObject({ code: 'MCP_FAILED' });
    }
    expect(existsSync(canary)).toBe(false);
    expect(readdirSync(at.path)).toEqual(['folders', 'pins']);
  });

  it(verifies('mcp-client.no-shell', 'on Windows npx is the script that stands behind it'), () => {
    const find = (name: string): string | undefined => (name === 'uvx' ? 'C:\\bin\\uvx.exe' : undefined);
    const windows = { platform: 'win32', execPath: '/node/node.exe', find };
    const script = ['/node/node_modules/npm/bin/npx-cli.js', '-y', 'a&b'];
    for (const name of ['npx', 'NPX.CMD'])
      expect(programOf(name, ['-y', 'a&b'], windows)).toEqual({ program: '/node/node.exe', args: script });
    expect(programOf('C:\\x\\uvx', ['a'], windows)).toEqual({ program: 'C:\\x\\uvx', args: ['a'] });
    expect(programOf('npx', ['a'], { ...windows, platform: 'linux' })).toEqual({ program: 'npx', args: ['a'] });
  });

  it(verifies('mcp-client.own-folder', 'on Windows, which would look there first, a name is a path'), () => {
    const find = (name: string): string | undefined => (name === 'uvx' ? 'C:\\bin\\uvx.exe' : undefined);
    const windows = { platform: 'win32', execPath: '/node/node.exe', find };
    expect(programOf('uvx', ['a'], windows)).toEqual({ program: 'C:\\bin\\uvx.exe', args: ['a'] });
    expect(programOf('nowhere', [], windows)).toEqual({ program: '/node/nowhere', args: [] });
    expect(programOf('uvx', [], { ...windows, platform: 'linux' })).toEqual({ program: 'uvx', args: [] });
  });

  it(verifies('mcp-client.own-folder'), async () => {
    using at = place();
    // Whoever starts there finds it: this process is in a project that has one.
    const server = handMade({ tools: named('folder') });
    allowTools(server, named('folder'), at.options);
    await using mcp = await openMcpTools([server], at.options);
    expect(await mcp.tools[0]?.call({}, CONTEXT)).toMatchObject({ text: join(at.path, 'folders', 'tried') });
  });

  it.skipIf(process.platform === 'win32')(verifies('mcp-client.own-folder', 'and PATH leads into no other'), () => {
    expect(cleanEnvironment({ PATH: 'node_modules/.bin:/bin::./x:/usr/bin:' }, {})).toEqual({ PATH: '/bin:/usr/bin' });
    // An empty one would be the folder itself.
    expect(cleanEnvironment({ PATH: '/bin' }, { PATH: './bin:' })).toEqual({});
    expect(findProgram('npm', '.', { PATH: 'node_modules/.bin' })).toBeUndefined();
    expect(findProgram('vitest', '.', { PATH: join(process.cwd(), 'node_modules/.bin') })).toBeDefined();
  });

  it(verifies('mcp-client.clean-environment'), async () => {
    using at = place();
    const keys = [
      'OPENAI_API_KEY',
      'ANTHROPIC_API_KEY',
      'HANZO_ENGINE_KEY',
      'HF_TOKEN',
      'AWS_SECRET_ACCESS_KEY',
      'DB_PASSWORD',
    ];
    for (const name of [...keys, 'HANZO_HOME', 'NODE_OPTIONS', 'SSH_AUTH_SOCK']) vi.stubEnv(name, '--no-warnings');
    vi.stubEnv('HTTPS_PROXY', 'http://me:secret@proxy.example:3128');
    vi.stubEnv('http_proxy', 'http://proxy.example:3128');
    vi.stubEnv('LC_ALL', 'C.UTF-8');
    const server = handMade({ tools: named('environment') }, { env: { MY_TOKEN: 'mine' } });
    allowTools(server, named('environment'), at.options);
    await using mcp = await openMcpTools([server], at.options);
    const output = await mcp.tools[0]?.call({}, CONTEXT);
    const text = output?.text ?? '';
    const env = JSON.parse(text) as Record<string, string>;
    expect(env).toMatchObject({
      PATH: expect.stringContaining('/') as string,
      http_proxy: 'http://proxy.example:3128',
      MY_TOKEN: 'mine',
    });
    expect(env['LC_ALL']).toBe('C.UTF-8');
    const known =
      /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_.*|TZ|TERM|TMP|TEMP|TMPDIR|XDG_.*|MY_TOKEN|http_proxy|no_proxy|NO_PROXY|HTTP_PROXY|NODE_EXTRA_CA_CERTS|SSL_.*)$/i;
    expect(Object.keys(env).filter((name) => !known.test(name))).toEqual([]);
    expect(text).not.toMatch(/--no-warnings|secret/);
  });

  it(verifies('mcp-client.clean-environment', 'and no function of a shell'), () => {
    const ours = { PATH: '/bin', TERM: '() { :; }; touch C', HOME: undefined, Path: '/x', openai_api_key: 'k' };
    expect(cleanEnvironment(ours, { A: 'b', PATH: '/own' })).toEqual({ PATH: '/own', Path: '/x', A: 'b' });
  });
});

describe.concurrent('what is left of a server', () => {
  it(verifies('mcp-client.nothing-left'), async () => {
    using at = place();
    const tools = named('echo');
    const files = ['disposed', 'aborted'].map((name) => join(at.path, name));
    const [disposed, aborted] = files.map((pids) => handMade({ tools, pids, ignoresEnd: true })) as [
      McpServer,
      McpServer,
    ];
    for (const server of [disposed, aborted]) allowTools(server, tools, at.options);
    const controller = new AbortController();
    const opened = [
      await openMcpTools([disposed], at.options),
      await openMcpTools([aborted], { ...at.options, signal: controller.signal }),
    ];
    const pids = files.flatMap(pidsIn);
    expect(pids.map(isAlive)).toEqual([true, true, true, true]);
    controller.abort(new Error('enough'));
    await Promise.all(opened.map((mcp) => mcp[Symbol.asyncDispose]()));
    await vi.waitFor(() => expect(pids.map(isAlive)).toEqual([false, false, false, false]), 3_000);
    await expect(opened[0]?.tools[0]?.call({}, CONTEXT)).rejects.toMatchObject({ code: 'MCP_FAILED' });
  });

  it(verifies('mcp-client.nothing-left', 'when it is given up while it starts'), async () => {
    using at = place();
    const pids = join(at.path, 'pids');
    const server = handMade({ tools: [], pids, atStart: 'silent' });
    allowTools(server, [], at.options);
    const controller = new AbortController();
    const reason = new Error('enough');
    const opened = openMcpTools([server], { ...at.options, signal: controller.signal });
    await vi.waitFor(() => pidsIn(pids), 10_000);
    controller.abort(reason);
    await expect(opened).rejects.toBe(reason);
    await vi.waitFor(() => expect(pidsIn(pids).map(isAlive)).toEqual([false, false]), 3_000);
  });

  it.each(['exits', 'killed'])(verifies('mcp-client.orphans-end', 'hanzo %s'), async (how) => {
    using at = place();
    const pids = join(at.path, 'pids');
    const tools = named('echo');
    const server = handMade({ tools, pids });
    allowTools(server, tools, at.options);
    const program = join(import.meta.dirname, 'processes', 'opener.ts');
    const args = ['--conditions=@hanzo/source', program, how, at.options.pins, JSON.stringify(server)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stdout, stderr).toBe('1\n');
    const [leader = 0, child = 0] = pidsIn(pids);
    await vi.waitFor(() => expect(isAlive(leader)).toBe(false), 3_000);
    // Whoever is killed can end nobody: its servers read the end of their input.
    if (how === 'exits') await vi.waitFor(() => expect(isAlive(child)).toBe(false), 3_000);
    else process.kill(child, 'SIGKILL');
  });
});

describe('lines of messages', () => {
  it('are the same however they are cut', () => {
    const whole = Buffer.from('{"é":1}\n\n{"b":"→"}\r\nrest');
    for (let size = 1; size <= whole.length; size += 1) {
      const lines = new MessageLines(100);
      const found: string[] = [];
      for (let at = 0; at < whole.length; at += size)
        found.push(...(lines.add(whole.subarray(at, at + size)) ?? ['too long']));
      expect(found).toEqual(['{"é":1}', '', '{"b":"→"}\r']);
    }
  });

  it('are bounded, each for itself', () => {
    const lines = new MessageLines(4);
    expect(lines.add(Buffer.from('1234\n123\n1'))).toEqual(['1234', '123']);
    expect(lines.add(Buffer.from('234'))).toEqual([]);
    expect(lines.add(Buffer.from('5'))).toBeUndefined();
    expect(new MessageLines(4).add(Buffer.from('12345\n'))).toBeUndefined();
  });
});
