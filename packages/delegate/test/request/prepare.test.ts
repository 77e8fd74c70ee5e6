import { HanzoError } from '@hanzo/contracts';
import { unifiedDiff } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { prepareDelegation, renderRequest, type Candidate, type DelegationRequest } from '../../src/index.ts';
import type { PrepareOptions } from '../../src/prepare/prepare.ts';
import { findNamedFiles } from '../../src/named/find-named.ts';
import { delegationOf, keptDelegations } from './delegations.ts';
import { candidate, folderWith, functionsText, numberedText, SIGNAL, type Folder } from './folder.ts';

const CLUES = { issue: 'it fails', attemptedFixes: [] };

async function prepared(
  at: Folder,
  options: Partial<PrepareOptions>,
  candidates: readonly Candidate[] = [],
): Promise<{ request: DelegationRequest; gathered: number; names: readonly string[] }> {
  let gathered = 0;
  const request = await prepareDelegation(
    {
      clues: CLUES,
      wishes: [],
      gathers: false,
      contextTokens: 2_000,
      workspace: await at.workspace(),
      signal: SIGNAL,
      ...options,
    },
    {
      findNamedFiles,
      gather: async (_clues, _workspace, { excluded = [] }) => {
        gathered += 1;
        return await Promise.resolve(candidates.filter(({ path }) => !excluded.includes(path)));
      },
    },
  );
  return { request, gathered, names: request.files.map(({ path }) => path) };
}

const wish = (pattern: string, isExcluded = false): PrepareOptions['wishes'][number] => ({ pattern, isExcluded });

describe('preparing a delegation', () => {
  it(verifies('delegate-request.prepared'), async () => {
    using at = folderWith({ 'a.ts': 'a\n', 'b.ts': 'b\n', 'c.ts': 'c\n', 'long.ts': functionsText(400) });
    const found = [
      candidate('b.ts', 2),
      candidate('c.ts', 3),
      candidate('long.ts', 1, [{ first: 2_001, last: 2_001 }]),
    ];
    const alone = await prepared(at, { wishes: [wish('a.ts'), wish('bb.ts')] }, found);
    expect(alone).toMatchObject({ names: ['a.ts'], gathered: 0 });
    expect(alone.request.leftOut).toMatchObject([{ path: 'bb.ts', nearest: 'b.ts' }]);
    const both = await prepared(at, { wishes: [wish('a.ts'), wish('c.ts', true)], gathers: true }, found);
    expect(both.names).toEqual(['a.ts', 'b.ts', 'long.ts']);
    // Of a named file that is too long the clues say what matters, though nothing else may be sent.
    const long = await prepared(at, { wishes: [wish('long.ts')] }, found);
    expect(long).toMatchObject({ names: ['long.ts'], gathered: 1 });
    expect(renderRequest(long.request)).toContain('export function f200(): void {');
    await expect(prepared(at, { wishes: [wish('../x')] })).rejects.toMatchObject({ code: 'USAGE' });
    const ended = AbortSignal.abort(new HanzoError('CANCELLED', 'enough'));
    await expect(prepared(at, { wishes: [wish('a.ts')], signal: ended })).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it(verifies('delegate-request.followed', 'and its files come first'), async () => {
    using at = folderWith({ 'a.ts': 'a\n', 'b.ts': 'b\n' });
    const parent = delegationOf({ id: '20260101_000000', issue: 'before', files: ['b.ts', 'gone.ts'] });
    const delegations = keptDelegations([parent]);
    const options = { gathers: true, delegations, parent: parent.id, questions: ['And then?'] };
    const { request, names } = await prepared(at, options, [candidate('a.ts', 5)]);
    expect(names).toEqual(['b.ts', 'a.ts']);
    expect(request.files[0]?.because).toBe('it was sent with the delegation 20260101_000000');
    expect(request.leftOut).toEqual([{ path: 'gone.ts', reason: 'there is no such file' }]);
    const document = renderRequest(request);
    expect(document).toContain('### `20260101_000000`: this request goes on with it');
    expect(document).toContain('cause of 20260101_000000');
    expect(document).toContain('1. And then?');
  });

  it(verifies('delegate-request.long-texts'), async () => {
    using at = folderWith({});
    const logs = `${numberedText(49_999)}DB_PASSWORD=correcthorse\n`;
    const diff = `--- a/x\n+++ b/x\n${'+y\n'.repeat(60_000)}`;
    const attemptedFixes = Array.from({ length: 150 }, (_, index) => `try ${index}`);
    const { request } = await prepared(at, {
      clues: { issue: 'x'.repeat(200_000), logs, diff, attemptedFixes },
      contextTokens: 20_000,
    });
    const { logs: told = '' } = request;
    expect(told.startsWith('line 1\nline 2\n')).toBe(true);
    expect(told.endsWith('line 49999\n[secret]')).toBe(true);
    const [, cut = ''] = /\n\[… (\d+) lines are left out here …\]\n/.exec(told) ?? [];
    expect(Number(cut) + told.split('\n').length - 1).toBe(50_000);
    expect(told.length / 3.5).toBeLessThan(10_000);
    expect(request.redactions).toMatchObject([{ where: 'logs', line: 50_000 }]);
    expect(request.leftOut.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'issue: its long lines are cut',
      `logs: ${cut} of its lines are left out: it is too long`,
      expect.stringMatching(/^diff: \d+ of its lines/),
      'attempted fixes: 50 of them are left out: there are too many',
    ]);
    expect(renderRequest(request).length / 3.5).toBeLessThan(30_000);
  });

  it(verifies('delegate-request.texts-budget'), async () => {
    using at = folderWith({ 'a.txt': numberedText(5_000) });
    const long = numberedText(5_000);
    const all = { issue: long, context: long, logs: long, diff: long, attemptedFixes: [long, 'Restarted it'] };
    const { request } = await prepared(at, { clues: all, wishes: [wish('a.txt')], contextTokens: 1_000 });
    const { issue, context = '', logs = '', diff = '', attemptedFixes } = request;
    // 1,000 for files, 2,000 for the issue, and 2,000 for all others: a token has 3.5 characters.
    expect(issue.length).toBeGreaterThan(5_000);
    expect(issue.length).toBeLessThanOrEqual(7_000);
    const others = [context, logs, diff, ...attemptedFixes];
    expect(others.join('').length).toBeLessThanOrEqual(7_000);
    for (const text of [context, logs, diff])
      expect(text).toMatch(/^line 1\n[^]*lines are left out here[^]*\nline 5000$/);
    expect(attemptedFixes[1]).toBe('Restarted it');
    expect(renderRequest(request).length).toBeLessThan(22_000);
    // What is short is sent whole, whatever room there is for files.
    const short = await prepared(at, {
      clues: { ...all, issue: 'it fails', context: 'since Monday', logs: 'E1' },
      contextTokens: 0,
    });
    expect(short.request).toMatchObject({ issue: 'it fails', context: 'since Monday', logs: 'E1', files: [] });
    const before = Array.from({ length: 4 }, (_, index) =>
      delegationOf({
        id: `2026010${4 - index}_000000`,
        issue: 'x'.repeat(300),
        parent: `2026010${3 - index}_000000`,
        attemptedFixes: Array(10).fill('y'.repeat(300)),
      }),
    );
    const followed = await prepared(at, {
      delegations: keptDelegations(before),
      parent: before[0]?.id,
      contextTokens: 0,
    });
    expect(followed.request.earlier).toHaveLength(1);
    expect(followed.request.leftOut).toMatchObject([{ reason: 'no room is left for it' }, {}, {}]);
  });

  it(verifies('delegate-request.hidden-fits'), async () => {
    using at = folderWith({});
    const text = 'Fails only for 👨‍👩‍👧';
    const attemptedFixes = [text, numberedText(2_000), 'password = "hunter2-9f8e7d6c"'];
    const { request } = await prepared(at, { clues: { issue: 'x', context: text, logs: text, attemptedFixes } });
    const told = 'Fails only for 👨<U+200D>👩<U+200D>👧';
    expect(request).toMatchObject({
      context: told,
      logs: told,
      attemptedFixes: [told, expect.any(String), '[secret]'],
    });
    expect(request.leftOut).toMatchObject([{ path: 'attempted fixes' }]);
    expect(request.redactions).toMatchObject([{ where: 'attempted fixes', line: 2_002 }]);
  });

  it(verifies('delegate-request.diff-limits'), async () => {
    using at = folderWith({ 'a.ts': 'a\n', 'b.ts': numberedText(60), 'c.ts': 'c\n' });
    const changes: Readonly<Record<string, string>> = {
      'a.ts': unifiedDiff([{ path: 'a.ts', before: 'was a\n', after: 'a\n' }]),
      'b.ts': unifiedDiff([
        {
          path: 'b.ts',
          before: numberedText(60).replace('line 3\n', '@@ -1 +1 @@\n').replace('line 50\n', ''),
          after: numberedText(60),
        },
      ]),
      'c.ts': unifiedDiff([{ path: 'c.ts', before: 'was c\n', after: 'c\n' }]),
    };
    const uncommitted: PrepareOptions['uncommitted'] = async (isShown) =>
      await Promise.resolve(
        Object.entries(changes)
          .flatMap(([path, diff]) => (isShown(path) ? diff : []))
          .join(''),
      );
    const told = async (options: Partial<PrepareOptions>): Promise<readonly [string, readonly string[]]> => {
      const { request } = await prepared(at, { uncommitted, ...options });
      return [request.diff ?? '', request.leftOut.map(({ path, reason }) => `${path}: ${reason}`)];
    };
    const [all, nothing] = await told({});
    expect(all.match(/^diff --git/gm)).toHaveLength(3);
    expect(nothing).toEqual([]);
    const [named, others] = await told({ wishes: [wish('a.ts'), wish('c.ts', true)] });
    expect(`${named}\n`).toBe(changes['a.ts']);
    expect(others).toEqual([
      'diff: without changes of 1 file, as ! leaves them out',
      'diff: without changes of 1 file that nobody named',
    ]);
    const [gathered] = await told({ wishes: [wish('a.ts'), wish('c.ts', true)], gathers: true });
    expect(gathered).toContain('+++ b/b.ts');
    expect(gathered).not.toContain('was c');
    const [lines, beside] = await told({ wishes: [{ ...wish('b.ts'), lines: { first: 1, last: 5 } }, wish('c.ts')] });
    expect(lines).toContain('+line 3');
    expect(lines).not.toContain('line 50');
    expect(lines).toContain('+++ b/c.ts\n@@ -1 +1 @@\n-was c\n+c');
    // Not a line beside them, neither as context nor as a change of the same hunk.
    const before = numberedText(60).replace('line 3\n', 'was 3\n').replace('line 5\n', 'was 5\n');
    const path = 'odd "b".ts';
    using odd = folderWith({ [path]: numberedText(60) });
    const diff = unifiedDiff([{ path, before, after: numberedText(60) }]);
    const { request } = await prepared(odd, {
      uncommitted: async () => await Promise.resolve(diff),
      wishes: [{ ...wish(path), lines: { first: 2, last: 4 } }],
    });
    expect(request.diff?.split('\n').slice(3)).toEqual(['@@ -2,3 +2,3 @@', ' line 2', '-was 3', '+line 3', ' line 4']);
    expect(request.leftOut).toMatchObject([{ reason: expect.stringContaining('1 change beside') }]);
    expect(beside).toContain('diff: without 1 change beside the lines that were named');
  });

  it(verifies('delegate-request.named-needed'), async () => {
    using at = folderWith({ 'src/cart.ts': 'a\n', 'b.ts': 'b\n' });
    const needed = async (pattern: string, more: Partial<PrepareOptions> = {}): Promise<unknown> =>
      await prepared(at, { wishes: [wish(pattern)], needsNamed: true, ...more });
    await expect(needed('src/crat.ts')).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/src\/crat\.ts: there is no such file; did you mean src\/cart\.ts\?/),
    });
    await expect(needed('src/crat.ts', { gathers: true })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(needed('b.ts', { contextTokens: 0 })).rejects.toMatchObject({
      message: expect.stringContaining('no room'),
    });
    await expect(needed('b.ts')).resolves.toMatchObject({ names: ['b.ts'] });
  });

  it(verifies('delegate-request.earlier-limits'), async () => {
    using at = folderWith({});
    const issue = 'parse_config drops comments of Windows files';
    const local = { models: ['local:llama3.2'] };
    const all = [
      delegationOf({ id: '20260103_000000', issue }),
      delegationOf({ id: '20260102_000000', issue, ...local }),
      delegationOf({ id: '20260101_000000', issue: 'another matter', ...local }),
    ];
    const told = async (options: Partial<PrepareOptions>): Promise<readonly string[]> => {
      const clues = { issue, attemptedFixes: [] };
      const { request } = await prepared(at, { clues, delegations: keptDelegations(all), ...options });
      return [
        ...request.earlier.map(({ id }) => id.slice(0, 8)),
        ...request.leftOut.map(({ path, reason }) => `${path}: ${reason}`),
      ];
    };
    expect(await told({})).toEqual(['20260103', '20260102']);
    expect(await told({ keepsLocal: true })).toEqual(['20260103']);
    expect(await told({ earlier: 'parent' })).toEqual([]);
    expect(await told({ earlier: 'parent', parent: '20260101_000000' })).toEqual(['20260101']);
    expect(await told({ earlier: 'parent', parent: '20260101_000000', keepsLocal: true })).toEqual([
      'delegation 20260101_000000: only models of this machine were asked it; --earlier sends what they answered',
    ]);
    expect(await told({ earlier: 'none', parent: '20260101_000000' })).toEqual([]);
  });

  it(verifies('delegate-request.empty', 'and so is one prepared of nothing'), async () => {
    using at = folderWith({});
    const { request } = await prepared(at, {
      clues: { issue: '', attemptedFixes: [], logs: '', context: '\n', diff: '' },
    });
    expect(request).toMatchObject({ files: [], leftOut: [], redactions: [], earlier: [] });
    expect(renderRequest(request).match(/None was given\./g)).toHaveLength(3);
    const colours = await prepared(at, { clues: { ...CLUES, logs: '\u001b[31mred\u001b[0m\r\n50%\r100%\n\n' } });
    expect(colours.request.logs).toBe('red\n50%\n100%');
  });
});
