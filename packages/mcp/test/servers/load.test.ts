import { chmodSync } from 'node:fs';
import { redact } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { Box, errorOf } from './box.ts';

let box: Box;
beforeEach(() => {
  box = new Box();
});
afterEach(() => box[Symbol.dispose]());

describe("the user's servers", () => {
  it(verifies('mcp.servers-file'), () => {
    expect(box.load()).toEqual({ servers: [], all: [], warnings: [] });
    box.user({
      db: { command: 'node', args: ['server.js', '--ro'], env: { MODE: 'ro' }, cwd: '/projects/db' },
      web: {
        type: 'http',
        url: 'https://mcp.example.com/mcp',
        headers: { 'X-Team': 'shop' },
        hanzo: { timeoutSeconds: 5, tools: ['get'], effects: { get: 'read' } },
      },
      off: { type: 'stdio', command: 'node', disabled: true },
      new: { type: 'streamable-http', url: 'http://127.0.0.1:3000/mcp' },
      other: { type: 'streamableHttp', url: 'http://127.0.0.1:3000/mcp' },
    });
    const { servers, all, warnings } = box.load();
    expect(servers).toEqual([
      {
        name: 'db',
        from: box.userFile,
        transport: {
          kind: 'stdio',
          command: 'node',
          args: ['server.js', '--ro'],
          env: { MODE: 'ro' },
          cwd: '/projects/db',
        },
      },
      {
        name: 'web',
        from: box.userFile,
        transport: { kind: 'http', url: 'https://mcp.example.com/mcp', headers: { 'X-Team': 'shop' } },
        timeoutMs: 5000,
        tools: ['get'],
        effects: { get: 'read' },
      },
      {
        name: 'new',
        from: box.userFile,
        transport: { kind: 'http', url: 'http://127.0.0.1:3000/mcp', headers: {} },
      },
      {
        name: 'other',
        from: box.userFile,
        transport: { kind: 'http', url: 'http://127.0.0.1:3000/mcp', headers: {} },
      },
    ]);
    expect(all.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'db enabled',
      'web enabled',
      'off disabled',
      'new enabled',
      'other enabled',
    ]);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['no JSON', '{"mcpServers": {"a": {"command": "x",}}}', ':1:38: this is not valid JSON', 'no comma after'],
    ['the words of VS Code', '{"servers": {}}', 'servers: there is no such setting', '"mcpServers"'],
    ['a prototype', '{"mcpServers": {"__proto__": {"command": "x"}}}', '__proto__', 'another name'],
    ['servers in a list', '{"mcpServers": []}', 'mcpServers', 'Change'],
    [
      'too many',
      Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`s${n}`, { command: 'x' }])),
      '51 servers',
      'Remove',
    ],
  ])(verifies('mcp.servers-file-faults', '%s'), (_, servers, message, mend) => {
    box.user(servers);
    const error = errorOf(() => box.load());
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain(message);
    expect(error.message).toContain(box.userFile);
    expect(error.mend).toContain(mend);
  });

  it.each([
    [
      'a mistyped key',
      { a: { command: 'x', argz: [] } },
      'mcpServers.a.argz: there is no such',
      'Did you mean "args"?',
    ],
    ['a mistyped own key', { a: { command: 'x', hanzo: { tool: [] } } }, 'a.hanzo.tool: there is', '"tools"'],
    ['sse', { a: { type: 'sse', url: 'https://x.example' } }, 'MCP has given up', 'Change'],
    ['a way that MCP does not have', { a: { type: 'ws', url: 'wss://x.example' } }, 'must be stdio, http', 'Change'],
    ['no object', { a: 'node' }, 'mcpServers.a:', 'Change'],
    ['no text', { a: { command: 'x', env: { PORT: 80 } } }, 'mcpServers.a.env.PORT', 'Change'],
    ['an unknown effect', { a: { command: 'x', hanzo: { effects: { t: 'none' } } } }, 'effects.t', 'Change'],
    ['a name with a space', { 'my server': { command: 'x' } }, '"my server" is no name', '"my-server"'],
    ['a name that steers', { 'a\u001b[2J': { command: 'x' } }, 'is no name', 'a-2J'],
    ['a long name', { ['a'.repeat(33)]: { command: 'x' } }, 'is no name', 'letters'],
    ['two names in one', { Web: { command: 'x' }, web: { command: 'y' } }, 'Web and web are one name', 'Rename'],
    ['a hidden character', { a: { command: 'x', args: ['a\u202eb'] } }, 'cannot be seen', 'args[0]'],
    ['a header that is none', { a: { url: 'https://x.example', headers: { 'a b': 'c' } } }, 'Invalid key', 'headers'],
  ])(verifies('mcp.server-faults', '%s'), (_, wrong, message, mend) => {
    box.user({ ...wrong, good: { command: 'node' } });
    const { servers, all } = box.load();
    expect(servers.map(({ name }) => name)).toEqual(['good']);
    const faulty = all.filter(({ name }) => name !== 'good');
    expect(faulty).toHaveLength(Object.keys(wrong).length);
    for (const { state, name } of faulty) expect(`${name} ${state}`).toMatch(/^[\x20-\x7e]+ unusable$/);
    expect(faulty[0]?.error?.code).toBe('CONFIG_INVALID');
    expect(faulty[0]?.error?.message).toContain(message);
    expect(faulty[0]?.error?.message).toContain(box.userFile);
    expect(faulty[0]?.error?.mend).toContain(mend);
    // A project's: it can be trusted, and its others count.
    box.user({});
    box.project({ ...wrong, good: { command: 'node' } });
    expect(box.load().all.map(({ state }) => state)).not.toContain('unusable');
    box.trust();
    expect(box.load().servers.map(({ name }) => name)).toEqual(['good']);
  });

  it(verifies('mcp.secrets-hidden', 'of a server that is wrong'), () => {
    box.user({ 'my server': { type: 'sse', url: 'https://x.example', headers: { 'X-Api-Key': 'crm-5e4d3c2b1a' } } });
    box.load();
    expect(redact('crm-5e4d3c2b1a')).not.toContain('crm-');
  });

  it.each([
    ['nothing', {}, 'has no "command"'],
    ['both', { command: 'x', url: 'https://x.example' }, 'has no "command"'],
    ['headers of a program', { command: 'x', headers: {} }, 'has no "headers"'],
    ['env of a URL', { url: 'https://x.example', env: {} }, 'has no "env"'],
    ['another scheme', { url: 'file:///etc/passwd' }, 'is not an http or https URL'],
    ['a password in a URL', { url: 'https://a:b@x.example' }, 'user name or password'],
    ['a program of whatever project', { command: './server' }, 'starts in an empty folder of its own'],
    ['a program of whatever project, by folder', { command: 'node_modules/.bin/server' }, 'relative'],
    [
      'a script of whatever project',
      { command: 'node', args: ['--no-warnings', 'server.js'] },
      '"server.js" is relative',
    ],
    [
      'a script of whatever project, loaded first',
      { command: 'node', args: ['--import', './a.js', '/b.js'] },
      'relative',
    ],
    ['a script that is run', { command: 'bun', args: ['run', 'server.ts'] }, 'relative'],
    ['a script in Python', { command: 'python3.12', args: ['server.py'] }, 'relative'],
    ['a variable as program', { command: '${SHELL}' }, 'names a variable'],
  ])(verifies('mcp.server-faults', '%s'), (_, entry, message) => {
    box.user({ wrong: entry, good: { command: 'node' } });
    const { servers, all } = box.load();
    expect(servers.map(({ name }) => name)).toEqual(['good']);
    expect(all[0]).toMatchObject({ state: 'unusable' });
    expect(all[0]?.error?.message).toContain(message);
    expect(all[0]?.error?.mend).toBeDefined();
  });

  it.each(['hanzo', 'git', 'Files', 'search', 'read', 'write', 'network', 'a__b', 'a_'])(
    verifies('mcp.names', '%s'),
    (name) => {
      box.user({ [name]: { command: 'node' } });
      expect(box.one(name)).toMatchObject({ state: 'unusable' });
    },
  );

  it.each([
    ['an absolute one', { command: 'node', args: ['/opt/server.js', 'data.js'] }],
    ['one in a folder', { command: 'node', args: ['server.js'], cwd: '/opt' }],
    ['a text', { command: 'node', args: ['-e', 'x()'] }],
    ['a module', { command: 'python3', args: ['-m', 'mcp_server_git'] }],
    ['a URL', { command: 'deno', args: ['run', 'https://x.example/mod.ts'] }],
    ['what is meant so', { command: 'node', args: ['${workspaceFolder}/server.js'] }],
  ])(verifies('mcp.server-scripts', '%s'), (_, entry) => {
    box.user({ a: entry });
    expect(box.one('a')).toMatchObject({ state: 'enabled' });
  });

  it(verifies('mcp.keys-of-others'), () => {
    box.user(
      '{"$schema": "x", "inputs": [], "mcpServers": {"a": {"command": "x", "autoApprove": ["t"], "description": "d"}}}',
    );
    const { servers, warnings } = box.load();
    expect(servers).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('"autoApprove" of a is not for hanzo')]);
  });

  it.skipIf(process.platform === 'win32')(verifies('mcp.file-mode'), () => {
    const secret = { a: { url: 'https://x.example', headers: { Authorization: 'Bearer abcdefghijkl' } } };
    box.user(secret, 0o644);
    expect(errorOf(() => box.load()).message).toContain('holds a secret and can be read');
    box.user({ a: { url: 'https://x.example', headers: { Authorization: 'Bearer ${TOKEN}' } } }, 0o644);
    expect(box.load({ TOKEN: 'abcdefghijkl' }).servers).toHaveLength(1);
    chmodSync(box.userFile, 0o622);
    const error = errorOf(() => box.load());
    expect(error.message).toContain('can be written by other users');
    expect(error.mend).toContain('chmod 600');
  });

  it(verifies('mcp.servers-folder'), () => {
    box.user({ a: { command: 'make' }, b: { command: 'make', cwd: '${workspaceFolder}' } });
    expect(box.one('a').server?.transport).not.toHaveProperty('cwd');
    expect(box.one('b').server?.transport).toMatchObject({ cwd: box.workspace });
    box.project({ theirs: { command: 'make' } });
    box.trust();
    expect(box.one('theirs').server?.transport).toMatchObject({ cwd: box.workspace });
  });
});

describe('lines for a shell', () => {
  it.each([
    ['npx -y foo', '"command": "npx", "args": ["-y","foo"]'],
    ['sh -c "curl x | sh"', '"command": "sh"'],
    ['/bin/sh -c x', '"command": "/bin/sh"'],
    ['node;rm', 'Name the program alone'],
    ['$(id)', 'Name the program alone'],
    ['`id`', 'Name the program alone'],
    ['a|b', 'Name the program alone'],
    ['a&&b', 'Name the program alone'],
    ['a>b', 'Name the program alone'],
  ])(verifies('mcp.no-shell-lines', '%s'), (command, mend) => {
    box.user({ a: { command } });
    const { state, error } = box.one('a');
    expect(state).toBe('unusable');
    expect(error?.message).toContain('is a line for a shell');
    expect(error?.mend).toContain(mend);
  });

  it(verifies('mcp.no-shell-lines', 'a path with spaces is none'), () => {
    box.user({ a: { command: 'C:\\Program Files\\nodejs\\node.exe' }, b: { command: '/opt/my app/server' } });
    expect(box.load().servers).toHaveLength(2);
  });

  it.each([
    ['sh', ['-c', 'x']],
    ['/bin/bash', ['-lc', 'x']],
    ['cmd.exe', ['/c', 'x']],
    ['C:\\Windows\\System32\\cmd.exe', ['/C', 'x']],
    ['powershell', ['-Command', 'x']],
    ['pwsh', ['-NoProfile', '-enc', 'x']],
    ['env', ['A=b', 'bash', '-c', 'x']],
    ['npx', ['-c', 'x']],
    ['npm', ['exec', '--call=x']],
  ])(verifies('mcp.no-shells-of-projects', '%s %j'), (command, args) => {
    box.user({ mine: { command, args } });
    box.project({ theirs: { command, args } });
    box.trust();
    const { servers, all, warnings } = box.load();
    expect(servers.map(({ name }) => name)).toEqual(['mine']);
    expect(warnings).toEqual([expect.stringContaining('mine has a shell run a line')]);
    expect(all[1]?.error?.message).toContain('has a shell run a line');
  });
});
