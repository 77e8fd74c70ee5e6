import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { openDelegations, renderResult, type DelegationResult } from '../../src/index.ts';
import { resultOf as resultOfMay } from '../results.ts';
import { folderBench, keyOf } from './folder-bench.ts';
import { AT, newDelegation, STAMP } from './new-delegation.ts';

const REQUEST = `OPENAI_DELEGATION_REQUEST_${STAMP}.md`;
const LOG = 'delegations.jsonl';

function resultOf(change: Partial<DelegationResult> = {}): DelegationResult {
  return resultOfMay({ id: STAMP, request: REQUEST, answeredAt: new Date(AT + 15_000).toISOString(), ...change });
}

describe('the folder of delegations', () => {
  it(verifies('delegate-folder.names'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    const begun = await delegations.begin(newDelegation());
    expect(begun).toMatchObject({ id: STAMP, request: REQUEST, createdAt: AT, isFinished: false });
    const kept = await delegations.keepResult(resultOf(), '# Result\n');
    await delegations.keepComparison(STAMP, { markdown: '# Comparison\n', json: { v: 1 } });
    expect(kept).toMatchObject({
      markdown: 'OPENAI_DELEGATION_RESULT_20251128_133813.md',
      json: 'OPENAI_DELEGATION_RESULT_20251128_133813.json',
    });
    expect(at.names()).toEqual([
      '.gitignore',
      'OPENAI_DELEGATION_COMPARISON_20251128_133758.json',
      'OPENAI_DELEGATION_COMPARISON_20251128_133758.md',
      REQUEST,
      'OPENAI_DELEGATION_RESULT_20251128_133813.json',
      'OPENAI_DELEGATION_RESULT_20251128_133813.md',
      LOG,
    ]);
    expect(await delegations.readResult(STAMP, kept)).toEqual(resultOf());
    expect(await delegations.find('last')).toMatchObject({ isFinished: true, results: [kept] });
  });

  it(verifies('delegate-folder.one-name-each', 'one process'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    // A file of somebody else has the name of one of the two: they stay together.
    mkdirSync(at.folder, { recursive: true });
    writeFileSync(join(at.folder, 'OPENAI_DELEGATION_RESULT_20251128_133813.md'), 'mine');
    const ids = [];
    for (let n = 1; n <= 3; n += 1) ids.push((await delegations.begin(newDelegation({ prompt: `${n}` }))).id);
    expect(ids).toEqual([STAMP, `${STAMP}_2`, `${STAMP}_3`]);
    const further = { round: 2, model: 'o3', after: 'gpt-4o', files: [], prompt: 'more' };
    expect(await delegations.addRequest(STAMP, further)).toBe(`OPENAI_DELEGATION_REQUEST_${STAMP}_4.md`);
    expect(await delegations.keepResult(resultOf(), 'text')).toMatchObject({
      markdown: 'OPENAI_DELEGATION_RESULT_20251128_133813_2.md',
      json: 'OPENAI_DELEGATION_RESULT_20251128_133813_2.json',
    });
    expect(at.read('OPENAI_DELEGATION_RESULT_20251128_133813.md')).toBe('mine');
    expect(at.names()).not.toContain('OPENAI_DELEGATION_RESULT_20251128_133813.json');
    expect((await delegations.list()).map(({ id }) => id)).toEqual(ids.toReversed());
  });

  it(verifies('delegate-folder.saved-first', 'byte for byte'), async () => {
    using at = folderBench();
    const prompt = 'ä 🐛\r\n\u0000\u202e```\n﻿  ';
    const { id, request } = await (await at.open()).begin(newDelegation({ prompt }));
    expect(at.read(request)).toBe(prompt);
    // Another process, later.
    const next = await at.open();
    expect(await next.readRequest(id, request)).toBe(prompt);
    const { prompt: _, ...facts } = newDelegation();
    expect(await next.find(id)).toMatchObject(facts);
  });

  it.skipIf(process.platform === 'win32')(verifies('delegate-folder.private'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    await delegations.begin(newDelegation());
    await delegations.keepResult(resultOf(), 'text');
    const modes = at.names().map((name) => statSync(join(at.folder, name)).mode & 0o777);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    expect(statSync(at.folder).mode & 0o777).toBe(0o700);
    expect(at.read('.gitignore')).toBe('*\n');
    spawnSync('git', ['init', '-q'], { cwd: at.workspace });
    expect(spawnSync('git', ['status', '--porcelain'], { cwd: at.workspace, encoding: 'utf8' }).stdout).toBe('');
  });

  it(verifies('delegate-folder.private', 'a folder that holds files of others keeps them in git'), async () => {
    using at = folderBench();
    mkdirSync(at.folder, { recursive: true });
    writeFileSync(join(at.folder, 'notes.md'), 'mine');
    const delegations = await at.open();
    const { id } = await delegations.begin(newDelegation());
    using _held = delegations.hold(id);
    spawnSync('git', ['init', '-q'], { cwd: at.workspace });
    const git = spawnSync('git', ['status', '--porcelain', '-uall'], { cwd: at.workspace, encoding: 'utf8' });
    expect(git.stdout.trim().split('\n')).toEqual([
      '?? .autonomous_runs/openai_delegations/.gitignore',
      '?? .autonomous_runs/openai_delegations/notes.md',
    ]);
    writeFileSync(join(at.folder, '.gitignore'), 'changed\n');
    await delegations.begin(newDelegation());
    expect(at.read('.gitignore')).toBe('changed\n');
  });

  it(verifies('delegate-folder.private', 'looking makes nothing'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    expect(await delegations.list()).toEqual([]);
    await expect(delegations.find('last')).rejects.toMatchObject({ code: 'DELEGATION_UNKNOWN' });
    expect(readdirSync(at.workspace)).toEqual([]);
  });

  it(verifies('delegate-folder.stays-inside'), async () => {
    using at = folderBench();
    using other = folderBench();
    const refused = { code: 'STORE_UNUSABLE', mend: expect.any(String) };
    const runs = join(at.workspace, '.autonomous_runs');
    symlinkSync(other.workspace, runs);
    await expect(at.open()).rejects.toMatchObject({ ...refused, message: expect.stringContaining('leads out of') });
    rmSync(runs);
    symlinkSync(join(at.workspace, 'nowhere'), runs);
    await expect(at.open()).rejects.toMatchObject(refused);
    rmSync(runs);
    writeFileSync(runs, 'a file');
    await expect(at.open()).rejects.toMatchObject({ ...refused, message: expect.stringContaining('is no folder') });
    rmSync(runs);
    mkdirSync(runs);
    writeFileSync(at.folder, 'a file');
    await expect(at.open()).rejects.toMatchObject({ ...refused, message: expect.stringContaining('is no folder') });
    expect(readdirSync(other.workspace)).toEqual([]);
    // One that the user names elsewhere is as the user wants it, and so is a link that stays inside.
    await openDelegations(join(other.workspace, 'kept'), {
      clock: at.clock,
      key: keyOf(),
      workspace: at.workspace,
    });
    rmSync(at.folder);
    mkdirSync(join(at.workspace, 'real'));
    symlinkSync(join(at.workspace, 'real'), at.folder);
    await (await at.open()).begin(newDelegation());
    expect(readdirSync(join(at.workspace, 'real'))).toContain(REQUEST);
  });

  it(verifies('delegate-folder.stays-inside', 'the log or a file is a link'), async () => {
    using at = folderBench();
    const secret = join(at.workspace, 'secret');
    writeFileSync(secret, 'secret');
    const delegations = await at.open();
    const { id, request } = await delegations.begin(newDelegation({ prompt: 'secret' }));
    rmSync(join(at.folder, request));
    symlinkSync(secret, join(at.folder, request));
    await expect(delegations.readRequest(id, request)).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
    await expect(delegations.readRequest(id, '../../secret')).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
    rmSync(join(at.folder, LOG));
    symlinkSync(secret, join(at.folder, LOG));
    await expect(delegations.begin(newDelegation())).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
    await expect(delegations.list()).rejects.toMatchObject({ code: 'STORE_UNUSABLE', mend: expect.any(String) });
    expect(spawnSync('cat', [secret], { encoding: 'utf8' }).stdout).toBe('secret');
  });

  it(verifies('delegate-folder.edited-request'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    const { id, request } = await delegations.begin(newDelegation());
    const file = await delegations.addRequest(id, { round: 2, model: 'o3', after: 'gpt-4o', files: [], prompt: 'b' });
    const before = at.read(request);
    writeFileSync(join(at.folder, request), `${before} `);
    await expect(delegations.readRequest(id, request)).rejects.toMatchObject({
      code: 'CHECKSUM_MISMATCH',
      mend: expect.stringContaining('begin a new'),
    });
    expect(await delegations.readRequest(id, file)).toBe('b');
    renameSync(join(at.folder, file), join(at.folder, request));
    await expect(delegations.readRequest(id, request)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
    await expect(delegations.readRequest(id, file)).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
    writeFileSync(join(at.folder, request), before);
    expect(await delegations.readRequest(id, request)).toBe(before);
  });

  it(verifies('delegate-folder.checked-results'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    await delegations.begin(newDelegation());
    const kept = await delegations.keepResult(resultOf(), 'text');
    const unreadable = { code: 'STORE_UNUSABLE', mend: expect.any(String) };
    for (const text of ['{', '{}', '{"v":2}', '', JSON.stringify(resultOf({ id: '20240101_000000' }))]) {
      writeFileSync(join(at.folder, kept.json), text);
      await expect(delegations.readResult(STAMP, kept), text).rejects.toMatchObject(unreadable);
    }
    rmSync(join(at.folder, kept.json));
    await expect(delegations.readResult(STAMP, kept)).rejects.toMatchObject(unreadable);
    expect(await delegations.list()).toHaveLength(1);
  });

  it(verifies('delegate-folder.found'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    await delegations.begin(newDelegation());
    await delegations.begin(newDelegation());
    await at.clock.advance(86_400_000);
    await delegations.begin(newDelegation({ parent: STAMP }));
    const find = async (text: string): Promise<string> => (await delegations.find(text)).id;
    expect(await find('last')).toBe('20251129_133758');
    expect(await find('20251129')).toBe('20251129_133758');
    expect(await find(STAMP)).toBe(STAMP);
    expect(await find(`${STAMP}_2`)).toBe(`${STAMP}_2`);
    const unknown = { code: 'DELEGATION_UNKNOWN', mend: expect.stringContaining('hanzo delegate list') };
    for (const text of ['', '2025', '20251128', '20251128_1337', 'first', '__proto__', '../x', `${STAMP}_3`])
      await expect(find(text), text).rejects.toMatchObject(unknown);
  });

  it(verifies('delegate-folder.names', 'time went back'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    await delegations.begin(newDelegation());
    at.clock.stepWallClock(-3_600_000);
    await delegations.begin(newDelegation());
    expect((await delegations.list()).map(({ id }) => id)).toEqual([STAMP, '20251128_123758']);
  });
});

describe('time zones', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each([
    ['Pacific/Kiritimati', '20260101_135958'],
    ['America/St_Johns', '20251231_202958'],
    ['Asia/Kathmandu', '20260101_054458'],
    ['UTC', '20251231_235958'],
  ])(verifies('delegate-folder.names', 'in %s'), async (name, id) => {
    process.env['TZ'] = name;
    using at = folderBench();
    at.clock.stepWallClock(Date.UTC(2025, 11, 31, 23, 59, 58) - AT);
    const delegations = await at.open();
    expect(await delegations.begin(newDelegation())).toMatchObject({ id, createdAt: at.clock.now() });
    const answeredAt = new Date(at.clock.now() + 1_000).toISOString();
    const result = resultOf({ id, answeredAt });
    const kept = await delegations.keepResult(result, renderResult(result));
    expect(kept.json).toBe(`OPENAI_DELEGATION_RESULT_${id.replace(/8$/, '9')}.json`);
    expect((await delegations.readResult(id, kept)).answeredAt).toBe(answeredAt);
  });

  it(verifies('delegate-folder.one-name-each', 'the hour that comes twice'), async () => {
    process.env['TZ'] = 'Europe/Berlin';
    using at = folderBench();
    const delegations = await at.open();
    at.clock.stepWallClock(Date.UTC(2025, 9, 26, 0, 30) - AT);
    await delegations.begin(newDelegation());
    await at.clock.advance(3_600_000);
    await delegations.begin(newDelegation());
    const ids = (await delegations.list()).map(({ id }) => id);
    expect(ids).toEqual(['20251026_023000_2', '20251026_023000']);
  });
});

describe('a disk without room', () => {
  it.skipIf(process.platform === 'win32')(verifies('delegate-folder.disk-full'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    await delegations.begin(newDelegation());
    // A limit of the process stands in for the disk: what is over it is cut in the same way, in the middle of a write.
    const start = `trap '' XFSZ; ulimit -f 8; exec "$0" --conditions=@hanzo/source "$1" "$2"`;
    const program = join(import.meta.dirname, '../processes/filling.ts');
    const ended = spawnSync('sh', ['-c', start, process.execPath, program, at.folder], { encoding: 'utf8' });
    expect(ended.stdout, ended.stderr).toBe('DISK_FULL 1\nDISK_FULL many\n');
    const log = at.read(LOG);
    expect(log.endsWith('}\n')).toBe(true);
    // Each request is in the log, and nothing else is left.
    const requests = at.names().filter((name) => name.includes('REQUEST'));
    expect(requests).toHaveLength(log.trimEnd().split('\n').length);
    expect(at.names()).toHaveLength(requests.length + 2);
    await delegations.begin(newDelegation());
    expect(await delegations.list()).toHaveLength(requests.length + 1);
    expect(at.warnings).toEqual([]);
  });

  it(verifies('delegate-folder.disk-full', 'drafts of a killed process are removed'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    await delegations.begin(newDelegation());
    for (const name of ['.draft-old', '.draft-new']) writeFileSync(join(at.folder, name), 'half');
    const old = new Date(Date.now() - 7_200_000);
    utimesSync(join(at.folder, '.draft-old'), old, old);
    await (await at.open()).begin(newDelegation());
    expect([existsSync(join(at.folder, '.draft-old')), existsSync(join(at.folder, '.draft-new'))]).toEqual([
      false,
      true,
    ]);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    verifies('delegate-folder.disk-full', 'a folder that cannot be written'),
    async () => {
      using at = folderBench();
      const delegations = await at.open();
      await delegations.begin(newDelegation());
      chmodSync(at.folder, 0o500);
      const refused = { code: 'STORE_UNUSABLE', mend: expect.any(String) };
      await expect(delegations.begin(newDelegation())).rejects.toMatchObject(refused);
      chmodSync(at.folder, 0o700);
    },
  );
});
