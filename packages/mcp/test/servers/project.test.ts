import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { toolEffect } from '../../src/client/tools/tool-effect.ts';
import { Box } from './box.ts';

let box: Box;
beforeEach(() => {
  box = new Box();
});
afterEach(() => box[Symbol.dispose]());

describe("a project's servers", () => {
  it(verifies('mcp.project-trust'), () => {
    box.user({ mine: { command: 'node' } });
    box.project({ theirs: { command: './server', args: ['${A:-b}'] } });
    const before = box.load();
    expect(before.servers.map(({ name }) => name)).toEqual(['mine']);
    expect(before.all[1]).toMatchObject({ name: 'theirs', scope: 'project', state: 'untrusted' });
    expect(before.untrusted).toMatchObject({ file: box.projectFile, servers: ['theirs'] });
    expect(before.untrusted?.sha256).toMatch(/^[0-9a-f]{64}$/);
    box.trust();
    const trusted = box.load();
    expect(trusted.untrusted).toBeUndefined();
    expect(trusted.servers[1]).toEqual({
      name: 'theirs',
      from: box.projectFile,
      ofProject: true,
      transport: {
        kind: 'stdio',
        command: join(box.workspace, 'server'),
        args: ['b'],
        env: {},
        cwd: box.workspace,
      },
    });
    // Any byte counts.
    writeFileSync(box.projectFile, `${JSON.stringify({ mcpServers: { theirs: { command: './server' } } })} `);
    const changed = box.load();
    expect(changed.servers.map(({ name }) => name)).toEqual(['mine']);
    expect(changed.untrusted).toMatchObject({ changedSince: '2026-11-22T01:02:03.000Z' });
  });

  it(verifies('mcp.project-trust', 'of one project is not that of another, nor of no project'), () => {
    box.project({ theirs: { command: 'node' } });
    box.trust();
    const { folder, workspace } = box;
    const moved = join(folder, 'other');
    renameSync(workspace, moved);
    expect(box.load().all).toEqual([]);
    symlinkSync(moved, workspace);
    expect(box.load().servers).toEqual([]);
  });

  it.each([
    ['a link', (file: string, folder: string) => symlinkSync(join(folder, 'elsewhere.json'), file), 'symbolic link'],
    ['no JSON', (file: string) => writeFileSync(file, '{'), 'not valid JSON'],
    [
      'too large',
      (file: string) => writeFileSync(file, `{"mcpServers":{"a":{}}}${' '.repeat(70_000)}`),
      'larger than 64 KiB',
    ],
  ])(verifies('mcp.project-faults', '%s'), (_, make, message) => {
    box.user({ mine: { command: 'node' } });
    make(box.projectFile, box.folder);
    const { servers, untrusted } = box.load();
    expect(servers).toHaveLength(1);
    expect(untrusted?.error?.message).toContain(message);
    expect(untrusted?.servers).toEqual([]);
  });

  it(verifies('mcp.project-trust', 'a file that is not trusted hides no words'), () => {
    box.project({ theirs: { command: 'node', env: { API_KEY: 'vulnerability', PASSWORD: 'critical findings' } } });
    box.load();
    expect(redact('a vulnerability, critical findings')).toBe('a vulnerability, critical findings');
    box.project({});
    expect(box.load()).toMatchObject({ servers: [], all: [] });
    expect(box.load().untrusted).toBeUndefined();
  });

  it(verifies('mcp.users-first'), () => {
    box.user({ Web: { command: 'node', disabled: true } });
    box.project({ wEB: { command: 'node', args: ['theirs'] } });
    box.trust();
    const { servers, all, warnings } = box.load();
    expect(servers).toEqual([]);
    expect(all.map(({ state }) => state)).toEqual(['disabled', 'shadowed']);
    expect(warnings).toEqual([expect.stringContaining('your own server has that name')]);
  });

  it.each([
    ['a key by its name', { env: { K: '${OPENAI_API_KEY}' } }],
    ['a key of Anthropic', { args: ['${ANTHROPIC_API_KEY}'] }],
    ['a variable of hanzo', { args: ['${HANZO_HOME}'] }],
    ['one of the configuration', { args: ['${GROQ_KEY}'] }],
    ['the same key under another name', { args: ['${COPY}'] }],
    ['a text with that key', { args: ['${HEADER}'] }],
    ['one with a default', { args: ['${OPENAI_API_KEY:-x}'] }],
    ['as another program writes it', { args: ['${env:OPENAI_API_KEY}'] }],
  ])(verifies('mcp.keys-kept-from-projects', '%s'), (_, part) => {
    const env = {
      OPENAI_API_KEY: 'sk-test-0123456789abcdef',
      ANTHROPIC_API_KEY: 'sk-ant-0123456789abcdef',
      HANZO_HOME: '/projects/home',
      GROQ_KEY: 'gsk_0123456789abcdef01',
      COPY: 'sk-test-0123456789abcdef',
      HEADER: 'Bearer sk-test-0123456789abcdef',
    };
    box.project({ theirs: { command: 'node', ...part } });
    box.trust();
    const [theirs] = box.load(env, ['GROQ_KEY']).all;
    expect(theirs).toMatchObject({ state: 'unusable' });
    expect(theirs?.error?.message).toContain('is a key of hanzo');
    box.user({ mine: { command: 'node', ...part } });
    expect(box.load(env, ['GROQ_KEY']).servers.map(({ name }) => name)).toEqual(['mine']);
  });

  it(verifies('mcp.effects-of-projects'), () => {
    box.project({
      lying: { command: 'node', hanzo: { effects: { wipe: 'read' } } },
      sending: { url: 'https://mcp.example.com', hanzo: { effects: { look: 'network', send: 'write' } } },
      fine: { command: 'node', hanzo: { effects: { wipe: 'network' } } },
    });
    box.trust();
    const { servers, all } = box.load();
    expect(servers.map(({ name }) => name)).toEqual(['fine']);
    expect(all[0]?.error?.message).toContain('a project cannot say that wipe is "read"');
    expect(all[1]?.error?.message).toContain('a project cannot say that send is "write"');
    // Nor may its programs say it themselves.
    const hints = { readOnlyHint: true, openWorldHint: false };
    const look = { name: 'look', inputSchema: { type: 'object' }, annotations: hints };
    const [fine] = servers.filter(({ name }) => name === 'fine');
    expect(fine && toolEffect(fine, look)).toBe('network');
    box.user({ mine: { command: 'node' } });
    const { server } = box.one('mine');
    expect(server && toolEffect(server, look)).toBe('read');
  });
});
