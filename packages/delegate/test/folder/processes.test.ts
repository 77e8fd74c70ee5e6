import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { resumeDelegation, type Delegation } from '../../src/index.ts';
import { flowBench } from '../flow/flow-bench.ts';
import { JournalAsker } from '../flow/journal-asker.ts';
import { folderBench } from './folder-bench.ts';
import { STAMP } from './new-delegation.ts';

function start(program: string, ...args: string[]): ChildProcess {
  const file = join(import.meta.dirname, '../processes', program);
  return spawn(process.execPath, ['--conditions=@hanzo/source', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Processes of their own start: on a busy machine that alone takes seconds. */
const PATIENCE_MS = 60_000;

describe('several processes', { timeout: PATIENCE_MS }, () => {
  it(verifies('delegate-folder.one-name-each', 'two processes'), async () => {
    using at = folderBench();
    const both = ['a', 'b'].map((name) => start('beginning.ts', at.folder, name, '100'));
    expect(await Promise.all(both.map((child) => once(child, 'exit')))).toEqual([
      [0, null],
      [0, null],
    ]);
    const delegations = await at.open();
    const all = await delegations.list();
    expect(all.map(({ id }) => id).toSorted()).toEqual(
      Array.from({ length: 200 }, (_, n) => (n === 0 ? STAMP : `${STAMP}_${n + 1}`)).toSorted(),
    );
    const prompts = await Promise.all(all.map(({ id, request }) => delegations.readRequest(id, request)));
    expect(new Set(prompts).size).toBe(200);
    expect(at.warnings).toEqual([]);
    expect(at.names().filter((name) => name.startsWith('.'))).toEqual(['.gitignore']);
  });

  it(verifies('delegate-folder.crash', 'killed in the middle of 20 delegations'), async () => {
    using at = await flowBench();
    const journal = join(at.workspace, 'journal');
    const child = start('delegating.ts', at.folder, journal, '20');
    const ended = once(child, 'exit');
    for (let done = 0; done < 25;) done += ((await once(child.stdout!, 'data')) as [Buffer])[0].length;
    await setTimeout(Math.random() * 60);
    // Alive, it keeps others from what it works on.
    const underWay = (await at.delegations.list()).find(({ open }) => open.length > 0);
    if (underWay !== undefined && !(await isEnded(at.delegations, underWay)))
      expect(() => at.delegations.hold(underWay.id)).toThrow(/works on the delegation/);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    const left = (await at.delegations.list()).filter(({ isFinished }) => !isFinished);
    expect(left.length).toBeGreaterThan(0);
    const asker = new JournalAsker(journal);
    const before = asker.paid.length;
    const wasPaid = left.filter(({ open }) => open.some(({ runId }) => asker.paid.some((one) => one.runId === runId)));
    const files = at.names().filter(isLasting);
    for (const delegation of left) await resumeDelegation(delegation, at.parts({ asker }));
    const all = await at.delegations.list();
    for (const { results, isFinished } of all) expect([results.length, isFinished]).toEqual([1, true]);
    // What was answered before the kill is not paid again, and nothing is paid that has no result.
    expect(asker.paid.length).toBe(all.length);
    expect(asker.paid.length - before).toBeLessThanOrEqual(left.length - wasPaid.length);
    expect(files.filter((name) => !at.names().includes(name))).toEqual([]);
    expect(at.warnings).toEqual([]);
    const results = all.flatMap((one) => one.results.flatMap(({ markdown, json }) => [markdown, json]));
    expect(at.names().filter((name) => name.includes('RESULT'))).toEqual(results.toSorted());
  });
});

async function isEnded(delegations: { find(id: string): Promise<Delegation> }, { id }: Delegation): Promise<boolean> {
  return (await delegations.find(id)).isFinished;
}

function isLasting(name: string): boolean {
  return !name.startsWith('.');
}
