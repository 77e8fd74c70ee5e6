import { appendFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { renderResult, resumeDelegation, type Delegation, type Delegations } from '../../src/index.ts';
import { flowBench } from '../flow/flow-bench.ts';
import { resultOf } from '../results.ts';
import { folderBench, keyOf, type FolderBench } from './folder-bench.ts';
import { AT, newDelegation } from './new-delegation.ts';

const LOG = 'delegations.jsonl';
const STRANGER = keyOf('another home');
const REFUSED = { code: 'DELEGATION_FOREIGN', mend: expect.stringContaining('hanzo delegate show') };
const ANSWERED_AT = new Date(AT + 15_000).toISOString();

/** Asked of gpt-4o, in whatever home. */
async function asked(delegations: Delegations): Promise<Delegation> {
  const { id, request } = await delegations.begin(newDelegation());
  await delegations.noteAsked(id, { model: 'gpt-4o', round: 1, runId: 'run', taskId: 'task', request });
  return await delegations.findAny(id);
}

async function answered(delegations: Delegations): Promise<Delegation> {
  const { id, request } = await asked(delegations);
  const result = resultOf({ id, request, answeredAt: ANSWERED_AT });
  await delegations.keepResult(result, renderResult(result));
  return await delegations.findAny(id);
}

describe('what others put into the folder', () => {
  it(verifies('delegate-folder.foreign'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    const own = await answered(delegations);
    await at.clock.advance(86_400_000);
    const theirs = await asked(await at.open(STRANGER));
    expect((await delegations.listAll()).map(({ id, isForeign }) => [id, isForeign])).toEqual([
      [theirs.id, true],
      [own.id, false],
    ]);
    expect((await delegations.list()).map(({ id }) => id)).toEqual([own.id]);
    expect((await delegations.find('last')).id).toBe(own.id);
    expect((await delegations.findAny('last')).id).toBe(own.id);
    expect((await delegations.findAny(theirs.id.slice(0, 8))).id).toBe(theirs.id);
    for (const text of [theirs.id, theirs.id.slice(0, 8)])
      await expect(delegations.find(text)).rejects.toMatchObject(REFUSED);
    await expect(delegations.recover(theirs.id, renderResult)).rejects.toMatchObject(REFUSED);
  });

  it(verifies('delegate-folder.foreign', 'no key yet, and nothing is made by looking'), async () => {
    using at = folderBench();
    await answered(await at.open(STRANGER));
    const made: string[] = [];
    const none = { read: () => undefined, make: () => Buffer.from(String(made.push('made'))) };
    const delegations = await at.open(none);
    expect(await delegations.list()).toEqual([]);
    await expect(delegations.find('last')).rejects.toMatchObject({ code: 'DELEGATION_UNKNOWN' });
    expect((await delegations.listAll()).map(({ isForeign }) => isForeign)).toEqual([true]);
    expect(made).toEqual([]);
  });

  it(verifies('delegate-folder.foreign', 'an own folder that was copied into another workspace'), async () => {
    using at = folderBench();
    using other = folderBench();
    const { id } = await answered(await at.open());
    cpSync(dirname(at.folder), dirname(other.folder), { recursive: true });
    await expect((await other.open()).find(id)).rejects.toMatchObject(REFUSED);
    expect((await (await at.open()).find(id)).isForeign).toBe(false);
    // In its place again it is what it was.
    rmSync(at.folder, { recursive: true });
    renameSync(other.folder, at.folder);
    expect((await (await at.open()).find(id)).isFinished).toBe(true);
  });

  it(verifies('delegate-folder.foreign', 'lines about an own delegation'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    const own = await asked(delegations);
    const stranger = await at.open(STRANGER);
    const { id, request } = own;
    await stranger.noteAsked(id, { model: 'o3', round: 1, runId: 'evil', taskId: 'evil', request });
    await stranger.addRequest(id, { round: 2, model: 'o3', after: 'gpt-4o', files: [], prompt: 'evil' });
    const result = resultOf({ id, request, answeredAt: ANSWERED_AT });
    const { json } = await stranger.keepResult(result, '');
    await stranger.noteApplied(id, { changeSet: 'c', model: 'gpt-4o', result: json, fixes: [1] });
    expect(await delegations.find(id)).toEqual(own);
    // A second beginning of the same name, before the own one or behind it.
    const [line = ''] = readFileSync(join(at.folder, LOG), 'utf8').split('\n');
    rmSync(join(at.folder, LOG));
    rmSync(join(at.folder, request));
    await stranger.begin(newDelegation({ issue: 'evil', terms: { budget: '1000' } }));
    appendFileSync(join(at.folder, LOG), `${line}\n`);
    expect(await delegations.find(id)).toMatchObject({ issue: own.issue, terms: own.terms });
  });

  it(verifies('delegate-folder.foreign', 'a changed line with a right sum'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    const { id } = await delegations.begin(newDelegation({ terms: { budget: '1' } }));
    await rewriteLog(at, (body) => body.replace('"budget":"1"', '"budget":"9"'));
    await expect(delegations.find(id)).rejects.toMatchObject(REFUSED);
    expect((await delegations.findAny(id)).terms).toEqual({ budget: '9' });
    expect(at.warnings).toEqual([]);
  });

  it(verifies('delegate-folder.foreign', 'what is applied of it here is known'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    const stranger = await at.open(STRANGER);
    const { id, results } = await answered(stranger);
    const set = { changeSet: '012345abcdef', model: 'gpt-4o', result: results[0]!.json, fixes: [1] };
    await stranger.noteApplied(id, { ...set, fixes: [2] });
    await delegations.noteOffered(id, set);
    await delegations.noteApplied(id, set);
    expect(await delegations.findAny(id)).toMatchObject({ isForeign: true, offered: [set], applied: [set] });
    expect((await delegations.readResult(id, results[0]!)).id).toBe(id);
  });
});

/** Anybody can make the sum of a line anew. */
async function rewriteLog(at: FolderBench, change: (body: string) => string): Promise<void> {
  const { createHash } = await import('node:crypto');
  const file = join(at.folder, LOG);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const anew = lines.map((line) => {
    const body = change(line.replace(/,"sum":"[0-9a-f]{16}"\}$/, ''));
    return `${body},"sum":"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"}\n`;
  });
  writeFileSync(file, anew.join(''));
}

describe('a planted result', () => {
  it(verifies('delegate-folder.only-announced'), async () => {
    using at = await flowBench();
    const { delegations } = at;
    const own = await asked(delegations);
    const { id, request } = own;
    const evil = resultOf({ id, request, runId: 'run', answeredAt: ANSWERED_AT, costMicros: 0 });
    const planted = 'OPENAI_DELEGATION_RESULT_20251128_133800.json';
    writeFileSync(join(at.folder, planted), JSON.stringify(evil));
    // Not even where a line of somebody else announces it.
    await (await at.open(STRANGER)).keepResult(evil, '# evil');
    expect(await delegations.recover(id, renderResult)).toEqual(own);
    const asker = at.asker();
    const end = await resumeDelegation(own, at.parts({ asker }));
    expect(asker.questions).toHaveLength(1);
    expect(end.results).toHaveLength(1);
    expect(end.results[0]!.kept.json).not.toBe(planted);
  });

  it(verifies('delegate-folder.checked-results', 'changed, and still a result'), async () => {
    using at = folderBench();
    const delegations = await at.open();
    const { id, results } = await answered(delegations);
    const [kept] = results;
    const { analysis, ...rest } = JSON.parse(at.read(kept!.json)) as ReturnType<typeof resultOf>;
    writeFileSync(join(at.folder, kept!.json), JSON.stringify({ ...rest, analysis, files: ['src/evil.ts'] }, null, 2));
    await expect(delegations.readResult(id, kept!)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('not what was written'),
    });
  });
});
