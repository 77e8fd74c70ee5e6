import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths, loadCatalogue, loadConfig } from '@hanzo/config';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, until } from '../../../../test/support/small-mesh.ts';
import { installTestModel } from '../../../../test/support/test-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { readIssue, type IssueFlags, type SaidIssue } from '../../src/commands/delegate/issue/read-issue.ts';
import type { InputStream } from '../../src/commands/delegate/issue/read-input.ts';
import { delegationsIn } from '../../src/commands/doctor/checks/delegation.ts';
import { quietTerminal } from '../../src/sdk/quiet-terminal.ts';
import { renderDocument } from '../../src/commands/delegate/show/render-document.ts';
import { configsFile } from '../../src/setting.ts';
import { analysis, CART, startDelegating, type Delegating } from './delegating.ts';

const ISSUE = 'TypeError in src/cart.ts: total of undefined';

/** Files that hold a text, in a folder and below. */
function holding(folder: string, text: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => join(parentPath, name));
  return files.filter((file) => readFileSync(file).includes(text));
}

describe('what is delegated', () => {
  const said = async (flags: IssueFlags, input = '', isTTY = false): Promise<SaidIssue> => {
    const stdin = Object.assign(
      (async function* () {
        yield await Promise.resolve(input);
      })(),
      { isTTY },
    ) as InputStream;
    const catalogue = loadCatalogue(configsFile('models.json'), undefined);
    return await readIssue(flags, { stdin, terminal: quietTerminal(), catalogue });
  };

  it(verifies('delegate.issue'), async () => {
    expect(await said({ text: 'it leaks' })).toMatchObject({ issue: 'it leaks', phraseModel: undefined });
    expect(await said({ issue: 'it leaks' })).toMatchObject({ issue: 'it leaks' });
    expect(await said({ text: '-' }, 'it leaks\n')).toMatchObject({ issue: 'it leaks' });
    const text = 'We tried it.\n\nDELEGATE TO GPT-4O: it leaks\n\nTraceback: line 3';
    expect(await said({ text: '-', logs: 'OOM' }, text)).toEqual({
      issue: 'it leaks',
      phraseModel: 'gpt-4o',
      context: 'We tried it.',
      logs: 'OOM\n\nTraceback: line 3',
    });
    expect(await said({ text: 'slow', logsFile: '-' }, 'line 1\nline 2\n')).toMatchObject({
      issue: 'slow',
      logs: 'line 1\nline 2\n',
    });
  });

  it(verifies('delegate.issue', 'refused'), async () => {
    await expect(said({})).rejects.toMatchObject({ code: 'USAGE', mend: expect.stringContaining('hanzo delegate "') });
    await expect(said({ text: '-' }, 'x', true)).rejects.toMatchObject({ code: 'USAGE' });
    await expect(said({ text: 'x', logsFile: '-' }, 'x', true)).rejects.toMatchObject({ code: 'USAGE' });
    await expect(said({ text: '-', logsFile: '-' })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(said({ text: 'x', issue: 'y' })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(said({ text: ' \n' })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(said({ text: 'x', logsFile: '/no/such/file' })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(said({ text: 'DELEGATE TO GPT-4P: x' })).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
  });

  it(verifies('delegate.named-files'), async () => {
    const sources = { 'src/cart.ts': CART, 'src/tax.ts': 'export const tax = 0.19;\n', 'src/shop.ts': '// total\n' };
    await using project = await startDelegating({ sources });
    const ran = await project.delegate(ISSUE, '--files', 'src/cart.ts:1-2,src/crat.ts', '--context', 'since Monday');
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/warning: not sent: src\/crat\.ts: .*Did you mean src\/cart\.ts\?/);
    const [request] = project.standIn.requests;
    expect(request?.prompt).toContain('lines="1-2 of 3"');
    expect(request?.prompt).toContain('since Monday');
    expect(request?.prompt).not.toContain('tax = 0.19');
    expect(request?.prompt).not.toContain('src/shop.ts');
    const gathered = await project.delegate(ISSUE, '--files', 'src/tax.ts', '--gather', '--dry-run');
    expect(gathered.stdout).toMatch(/src\/tax\.ts[^]*src\/cart\.ts/);
    const none = await project.delegate(ISSUE, '--no-gather', '--dry-run');
    expect(none.stdout).toMatch(/^no file goes with it/);
  });

  it(verifies('delegate.kept-without-secrets'), async () => {
    await using project = await startDelegating();
    const secret = 'hunter2abc9x';
    const ran = await project.delegate(`total fails in src/cart.ts\npassword: ${secret}`, '--logs', `token=${secret}`);
    expect(ran.code).toBe(0);
    expect(project.standIn.requests[0]?.prompt).toContain('total fails');
    expect(project.standIn.requests[0]?.prompt).not.toContain(secret);
    expect(holding(project.home, 'total fails')).not.toEqual([]);
    expect([...holding(project.home, secret), ...holding(project.workspace, secret)]).toEqual([]);
  });

  it(verifies('delegate.dry-run'), async () => {
    const key = `ghp_${'a1B2'.repeat(9)}`;
    const secret = `const key = "${key}";\n`;
    await using project = await startDelegating({ sources: { 'src/cart.ts': CART + secret } });
    const ran = await project.delegate(ISSUE, '--files', 'src/cart.ts,gone.ts', '--dry-run', '--retries', '1');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^file +tokens +lines +why\nsrc\/cart\.ts +\d+ +all 4 +named/);
    expect(ran.stdout).toMatch(/not sent: gone\.ts/);
    expect(ran.stdout).toMatch(/taken out: src\/cart\.ts:4 \(/);
    expect(ran.stdout).toMatch(/model: gpt-4o \(the default\): at most \$0\.\d+ a try/);
    expect(ran.stdout).toMatch(/round 2, if unsure: gpt-5, the same files: at most \$0\.\d+ a try/);
    expect(ran.stdout).toContain('never more than $1.00');
    expect(ran.stdout).not.toContain(key);
    expect(project.standIn.requests).toHaveLength(0);
    expect(() => project.files()).toThrow(/ENOENT/);
    const json = await project.delegate(ISSUE, '--files', 'src/cart.ts', '--dry-run', '--json');
    expect(json.events).toMatchObject([
      { v: 1, event: 'delegation-plan', files: [{ path: 'src/cart.ts' }], models: [{ model: 'gpt-4o' }] },
    ]);
  });

  it(verifies('delegate.render'), async () => {
    await using project = await startDelegating({ sources: { 'src/cart.ts': CART.replaceAll('\n', '\r\n') } });
    const { home, workspace } = project;
    let written = '';
    const input = { issue: ISSUE, files: ['src/cart.ts'] };
    const parts = { flags: { home, workspace }, terminal: quietTerminal(), signal: new AbortController().signal };
    await renderDocument(input, parts, async (text) => {
      written += text;
      await Promise.resolve();
    });
    expect((await project.delegate(ISSUE, '--files', 'src/cart.ts')).code).toBe(0);
    const saved = project.files().find((name) => name.includes('REQUEST')) ?? '';
    expect(project.read(saved)).toBe(written);
    expect(project.standIn.requests[0]?.prompt).toBe(written);
  });
});

describe('flags of hanzo delegate', () => {
  it(verifies('delegate.flags'), async () => {
    await using project = await startDelegating();
    const { workspace, standIn } = project;
    execFileSync('git', ['init', '--quiet', workspace]);
    const logs = join(workspace, 'server.log');
    writeFileSync(logs, 'WARNING: 500 Server Error\n');
    const evidence = ['--logs', 'status code 500', '--logs-file', logs, '--diff', '--context-tokens', '5000'];
    const fixes = ['--attempted-fixes', 'Restarted the server', 'Added the import'];
    const calls = ['--max-output-tokens', '2000', '--effort', 'low', '--service-tier', 'flex', '--max-retries', '1'];
    const ran = await project.delegate(ISSUE, ...evidence, ...fixes, ...calls, '--model', 'gpt-5', '--verbose');
    expect(ran.code, ran.stderr).toBe(0);
    const [request] = standIn.requests;
    for (const text of [
      'status code 500',
      'WARNING: 500',
      'Restarted the server',
      'Added the import',
      '+export function',
    ])
      expect(request?.prompt).toContain(text);
    expect(request).toMatchObject({ model: 'gpt-5', effort: 'low', serviceTier: 'flex', api: 'chat' });
    // With room to think.
    expect(request?.maxOutputTokens).toBe(4_000);
    await using other = await startDelegating();
    const told = await project.delegate(ISSUE, '--base-url', other.standIn.baseUrl, '--api', 'responses');
    expect(told.code, told.stderr).toBe(0);
    expect(other.standIn.requests).toMatchObject([{ api: 'responses', model: 'gpt-4o' }]);
    expect(standIn.requests).toHaveLength(1);
  });

  it(verifies('delegate.local'), async () => {
    await using project = await startDelegating({ key: '', sources: {} });
    const missing = await project.delegate('slow', '--model', 'local:llama3.2');
    expect(missing).toMatchObject({ code: 3, stderr: expect.stringContaining('hanzo models pull llama3.2') });
    await installTestModel(project.home);
    const ran = await project.delegate('slow', '--model', 'local:random-tiny', '--max-output-tokens', '16');
    // Its weights are noise: what it says is no analysis, and free.
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/local:random-tiny .*(?:truncated|invalid), charged \$0\.00/);
    expect(project.calls()).toHaveLength(0);
    expect(project.standIn.requests).toHaveLength(0);
  });
});

const isResult = (name: string): boolean => name.includes('RESULT');

/** As it is when the process dies between the answer and its files. */
function forgetResult(project: Delegating): void {
  for (const name of project.files().filter(isResult)) rmSync(join(project.folder, name));
  const log = project.read('delegations.jsonl').split('\n');
  const kept = log.filter((line) => !line.includes('"kind":"result"'));
  expect(kept).toHaveLength(log.length - 1);
  writeFileSync(join(project.folder, 'delegations.jsonl'), kept.join('\n'));
}

describe('a delegation', () => {
  it(verifies('delegate.unsure'), async () => {
    const sources = { 'src/cart.ts': CART, 'lib/money.ts': 'export const cents = 100;\n' };
    await using project = await startDelegating({
      sources,
      script: ({ model }) => analysis(model === 'gpt-5' ? {} : { confidence: 'low', wanted_files: ['lib/money.ts'] }),
    });
    const ran = await project.delegate(ISSUE);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('once more, with gpt-5');
    expect(ran.stdout.match(/^# Delegation result/gm)).toHaveLength(1);
    expect(ran.stdout).toContain('**Model**: `gpt-5`');
    const [first, second] = project.standIn.requests.map(({ prompt }) => prompt);
    expect(second).toContain('cents = 100');
    expect(first).not.toContain('was not sure');
    expect(second).toMatch(/What a model that was not sure answered to this[^]*total is called without items\./);
    expect(project.files().filter((name) => name.includes('REQUEST'))).toHaveLength(2);
  });

  it(verifies('delegate.unsure', 'nothing that was not named'), async () => {
    const sources = { 'src/cart.ts': CART, 'lib/money.ts': 'export const cents = 100;\n' };
    const unsure = analysis({ confidence: 'low', wanted_files: ['lib/money.ts'] });
    await using project = await startDelegating({ sources, script: () => unsure });
    const dry = await project.delegate(ISSUE, '--files', 'src/cart.ts', '--dry-run');
    expect(dry.stdout).toContain('round 2, if unsure: gpt-5, the same files: at most');
    const ran = await project.delegate(ISSUE, '--files', 'src/cart.ts');
    expect(ran.stderr).toContain('it is shown the same files: --gather may add lib/money.ts');
    expect(project.standIn.requests.map(({ model }) => model)).toEqual(['gpt-4o', 'gpt-5']);
    for (const { prompt } of project.standIn.requests) expect(prompt).not.toContain('cents = 100');
  });

  it(verifies('delegate.killed-answered'), async () => {
    await using project = await startDelegating();
    await project.delegate(ISSUE);
    forgetResult(project);
    const ran = await project.delegate('resume', 'last');
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('total is called without items.') });
    expect(project.files().filter(isResult)).toHaveLength(2);
    expect(project.standIn.requests).toHaveLength(1);
    expect(project.calls()).toHaveLength(1);
  });

  it(verifies('delegate.killed-answered', 'refused by its gate'), async () => {
    await using project = await startDelegating({ script: () => ({ kind: 'text', text: 'It is the cart.' }) });
    await project.delegate(ISSUE);
    forgetResult(project);
    const ran = await project.delegate('resume', 'last');
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('It is the cart.') });
    expect(project.standIn.requests).toHaveLength(1);
  });

  it(verifies('delegate.looking'), async () => {
    await using project = await startDelegating();
    expect((await project.delegate('list')).stdout).toContain('There is no delegation here');
    await project.delegate(ISSUE, '--output-dir', 'kept/here');
    expect((await project.delegate('list')).stdout).toContain('There is no delegation here');
    const list = await project.delegate('list', '--output-dir', 'kept/here');
    expect(list.stdout).toMatch(/^delegation .*\n\d{8}_\d{6} .* gpt-4o +high .*TypeError/);
    // A flag before the name of the subcommand counts as well.
    const [told] = (await project.delegate('--output-dir', 'kept/here', 'list', '--json')).events;
    expect(told).toMatchObject({ v: 1, delegations: [{ state: 'high', models: ['gpt-4o'], isFinished: true }] });
    const show = await project.delegate('show', 'last', '--output-dir', 'kept/here');
    expect(show).toMatchObject({ code: 0, stdout: expect.stringContaining('## Root Cause Analysis') });
    const [shown] = (await project.delegate('show', 'last', '--json', '--output-dir', 'kept/here')).events;
    expect(shown).toMatchObject({ v: 1, results: [{ state: 'answered', analysis: { confidence: 'high' } }] });
    const request = await project.delegate('show', 'last', '--request', '--output-dir', 'kept/here');
    expect(request.stdout.trimEnd()).toBe(project.standIn.requests[0]?.prompt.trimEnd());
    expect((await project.delegate('show', 'nobody')).code).toBe(2);
    expect((await project.delegate('list', '--output-dir', '../outside')).code).toBe(2);
  });

  it(verifies('delegate.follow-up'), async () => {
    await using project = await startDelegating();
    await project.delegate(ISSUE, '--files', 'src/cart.ts', '--model', 'gpt-5');
    writeFileSync(join(project.workspace, 'src/cart.ts'), CART.replace('* 2', '* 3'));
    const ran = await project.delegate('follow-up', 'last', 'And why only at night?');
    expect(ran.code).toBe(0);
    const request = project.standIn.requests[1];
    expect(request?.model).toBe('gpt-5');
    expect(request?.prompt).toContain('And why only at night?');
    expect(request?.prompt).toContain('* 3');
    expect(request?.prompt).toContain('total is called without items.');
    const [told] = (await project.delegate('list', '--json')).events;
    expect(told).toMatchObject({ delegations: [{ parent: expect.stringMatching(/^\d{8}_\d{6}/) }, {}] });
  });

  it(verifies('delegate.follow-up-limits'), async () => {
    const sources = { 'src/cart.ts': CART, 'src/hidden.ts': '// total: hidden\n', 'src/tax.ts': '// total: tax\n' };
    await using project = await startDelegating({ sources });
    const asked = async (...args: string[]): Promise<readonly string[]> => {
      const ran = await project.delegate('follow-up', 'last', 'And why at night?', ...args, '--dry-run', '--json');
      const [plan] = ran.events as readonly {
        readonly files: readonly { readonly path: string; readonly lineCount: number }[];
      }[];
      return plan?.files.map(({ path }) => path).toSorted() ?? [];
    };
    await project.delegate(ISSUE, '--files', 'src/cart.ts:2');
    const document = (await project.delegate('follow-up', 'last', 'Why?', '--render', '--json')).stdout;
    expect(document).toContain('items.length');
    expect(document).not.toContain('export function total');
    await project.delegate(ISSUE, '--files', '!src/hidden.ts');
    expect(await asked()).toEqual(['src/cart.ts', 'src/tax.ts']);
    expect(await asked('--gather')).toEqual(['src/cart.ts', 'src/tax.ts']);
    expect(await asked('--files', 'src/tax.ts', '--gather')).toEqual(['src/cart.ts', 'src/tax.ts']);
    expect(await asked('--files', 'src/hidden.ts')).toEqual(['src/hidden.ts']);
  });

  it(verifies('delegate.named-none'), async () => {
    await using project = await startDelegating();
    for (const look of [[], ['--dry-run'], ['--render']]) {
      const ran = await project.delegate(ISSUE, '--files', 'src/crat.ts', ...look);
      expect(ran).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/src\/crat\.ts.*did you mean src\/cart\.ts\?/),
      });
    }
    expect(project.standIn.requests).toHaveLength(0);
    expect(() => project.files()).toThrow(/ENOENT/);
  });

  it(verifies('delegate.earlier'), async () => {
    await using project = await startDelegating();
    await project.delegate(ISSUE);
    const told = /told with it: what delegation \d{8}_\d{6} found \(an issue like this one/;
    const shown = async (...args: string[]): Promise<string> =>
      (await project.delegate(ISSUE, ...args, '--dry-run')).stdout;
    expect(await shown()).toMatch(told);
    expect(await shown('--no-earlier')).not.toMatch(told);
    expect(await shown('--files', 'src/cart.ts')).not.toMatch(told);
    expect(await shown('--files', 'src/cart.ts', '--earlier')).toMatch(told);
    const ran = await project.delegate(ISSUE);
    expect(ran.stderr).toMatch(told);
    expect(project.standIn.requests[1]?.prompt).toContain('an issue like this one');
  });

  it(verifies('delegate.json'), async () => {
    await using project = await startDelegating();
    const { events, code } = await project.delegate(ISSUE, '--json');
    expect(code).toBe(0);
    expect(events.every(({ v }) => v === 1)).toBe(true);
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['delegation-saved', 'delegation-asking', 'delegation-result', 'delegation-end']),
    );
    const [result] = events.filter(({ event }) => event === 'delegation-result');
    const { files } = result as unknown as { readonly files: { readonly json: string } };
    expect(JSON.parse(readFileSync(files.json, 'utf8'))).toEqual(result?.['result']);
  });

  it(verifies('delegate.interrupted'), async () => {
    await using project = await startDelegating({ script: () => ({ kind: 'hang' }) });
    const running = project.delegate(ISSUE);
    await until(() => project.standIn.requests.length === 1, 'the request');
    process.emit('SIGINT');
    const ran = await running;
    expect(ran.code).toBe(130);
    const [call] = project.calls();
    expect(call).toMatchObject({ state: 'uncertain' });
    expect(ran.stderr).toMatch(
      /charged all the same: \$0\.\d+.*\nthe request is kept; go on with: hanzo delegate resume \d{8}_\d{6}/,
    );
    const again = await project.delegate('resume', 'last');
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/may be paid twice.*--again/s);
  });

  it(verifies('delegate.doctor'), async () => {
    await using project = await startDelegating({ script: () => ({ kind: 'hang' }) });
    using home = temporaryFolder();
    const config = loadConfig({ flags: { home: home.path }, env: {}, homeDir: home.path });
    const told = async (): ReturnType<typeof delegationsIn> =>
      await delegationsIn(project.workspace, { config, paths: homePaths(project.home) });
    expect(await told()).toEqual([]);
    const running = project.delegate(ISSUE);
    await until(() => project.standIn.requests.length === 1, 'the request');
    process.emit('SIGINT');
    await running;
    expect(await told()).toMatchObject([{ state: 'warn', mend: expect.stringMatching(/hanzo delegate resume \d/) }]);
    rmSync(project.folder, { recursive: true });
    writeFileSync(project.folder, '');
    expect(await told()).toMatchObject([{ name: 'delegation', state: 'warn' }]);
  });
});
