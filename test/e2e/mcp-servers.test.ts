import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, type CliResult } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const SERVER = join(import.meta.dirname, '../../packages/mcp/test/processes/hand-made-server.ts');
const TOKEN = 'crm-canary-5f4e3d2c1b0a';
const KEY = 'sk-proj-canary-0123456789-WXYZ';

describe('hanzo mcp', () => {
  const kept = new DisposableStack();
  let home: string;
  let shop: string;
  let canary: string;
  beforeAll(() => {
    const root = realpathSync(kept.use(temporaryFolder()).path);
    [home, shop, canary] = [join(root, 'home'), join(root, 'shop'), join(root, 'canary')];
    mkdirSync(shop);
    const args = ['-e', `require('node:fs').writeFileSync(${JSON.stringify(canary)}, 'started')`];
    const servers = { theirs: { command: process.execPath, args } };
    writeFileSync(join(shop, '.mcp.json'), JSON.stringify({ mcpServers: servers }));
  });
  afterAll(() => kept.dispose());

  const hanzo = async (...words: readonly string[]): Promise<CliResult> =>
    await runCli(['mcp', ...words], { home, cwd: shop, env: { CRM_TOKEN: TOKEN, OPENAI_API_KEY: KEY } });

  it(verifies('mcp.command-line'), async () => {
    const script = JSON.stringify({
      tools: ['environment'].map((name) => ({ name, inputSchema: { type: 'object' } })),
    });
    const added = await hanzo('add', 'box', '--env', 'CRM_TOKEN', '--yes', '--', process.execPath, SERVER, script);
    expect(added.stderr).toContain('box is in');
    expect(added).toMatchObject({ code: 0 });
    expect(added.stdout).toMatch(/^box__environment +network +\d+$/m);

    const listed = await hanzo('list', '--json');
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(listed.stdout)).toMatchObject({
      v: 1,
      servers: [
        { name: 'box', state: 'ready', tools: ['environment'], variables: ['CRM_TOKEN'] },
        { name: 'theirs', state: 'untrusted' },
      ],
      untrusted: { file: join(shop, '.mcp.json'), servers: ['theirs'] },
    });

    // It is told what it was given, and no key of hanzo; what it repeats is hidden.
    const called = await hanzo('test', 'box', '--call', 'environment', '--json');
    expect(called.code).toBe(0);
    const { text } = JSON.parse(called.stdout) as { text: string };
    expect(JSON.parse(text)).toMatchObject({ CRM_TOKEN: '[key]' });
    expect(text).not.toContain('OPENAI_API_KEY');

    const untrusted = await hanzo('test', 'theirs', '--accept');
    expect(untrusted.code).toBe(3);
    expect(untrusted.stderr).toContain('is not trusted: it is not started');
    const trusted = await hanzo('trust', '--yes');
    expect(trusted).toMatchObject({ code: 0, stdout: '' });
    expect(trusted.stderr).toContain(`theirs: ${process.execPath} -e`);
    expect(existsSync(canary)).toBe(false);

    const removed = await hanzo('remove', 'box', '--json');
    expect(JSON.parse(removed.stdout)).toMatchObject({ v: 1, name: 'box', removed: true, pinsRemoved: true });
    for (const { stdout, stderr } of [added, listed, called, untrusted, trusted, removed])
      expect(stdout + stderr).not.toContain('canary-');
  });
});
