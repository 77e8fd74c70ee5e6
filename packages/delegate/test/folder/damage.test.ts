import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import type { Delegation, Delegations } from '../../src/index.ts';
import { resultOf } from '../results.ts';
import { writeLine } from '../../src/folder/log-line.ts';
import { LogSeal } from '../../src/folder/log-seal.ts';
import { folderBench, keyOf, type FolderBench } from './folder-bench.ts';
import { newDelegation } from './new-delegation.ts';

interface Bench extends FolderBench {
  readonly delegations: Delegations;
  readonly log: string;
  readonly bytes: Buffer;
  readonly before: readonly Delegation[];
  /** Which delegation the byte is of. */
  owner(at: number): string | undefined;
}

/** So many delegations, each asked and answered. */
async function filled(count = 3): Promise<Bench> {
  const at = folderBench();
  const delegations = await at.open();
  for (let n = 0; n < count; n += 1) {
    const { id, request } = await delegations.begin(newDelegation({ terms: { n, '{"v":1': 'odd' } }));
    await delegations.noteAsked(id, { model: 'gpt-4o', round: 1, runId: `run-${n}`, taskId: 'task', request });
    await delegations.keepResult(resultOf({ id, request }), '# Result\n');
  }
  const log = join(at.folder, 'delegations.jsonl');
  const bytes = readFileSync(log);
  const before = await delegations.list();
  const owner = (place: number): string | undefined => {
    const start = place === 0 ? 0 : bytes.lastIndexOf('\n', place - 1) + 1;
    return /"id":"([^"]+)"/.exec(bytes.subarray(start).toString().split('\n')[0] ?? '')?.[1];
  };
  return { ...at, [Symbol.dispose]: at[Symbol.dispose], delegations, log, bytes, before, owner };
}

const others = (all: readonly Delegation[], gone: readonly (string | undefined)[]): readonly Delegation[] =>
  all.filter(({ id }) => !gone.includes(id));

describe('a damaged log', () => {
  it(verifies('delegate-folder.damaged-log', 'a bit of any byte'), async () => {
    using at = await filled(2);
    // Every third one: each field of a line is many bytes long.
    for (let place = 0; place < at.bytes.length; place += 3) {
      const bytes = Buffer.from(at.bytes);
      bytes[place] = bytes[place]! ^ (1 << (place % 8));
      writeFileSync(at.log, bytes);
      // Two lines run into each other: both are whole, and nothing is lost.
      const gone = at.bytes[place] === 0x0a ? [] : [at.owner(place)];
      expect(others(await at.delegations.list(), gone), `byte ${place}`).toEqual(others(at.before, gone));
    }
  });

  it(verifies('delegate-folder.damaged-log', 'cut at any byte, and written on'), async () => {
    using at = await filled(2);
    for (let place = 0; place < at.bytes.length; place += 1) {
      writeFileSync(at.log, at.bytes.subarray(0, place));
      const whole = at.bytes.subarray(0, place).lastIndexOf('\n') + 1;
      const told = at.warnings.length;
      const known = await at.delegations.list();
      expect(at.warnings.length - told, `byte ${place}`).toBeLessThanOrEqual(1);
      const begun =
        at.bytes
          .subarray(0, whole)
          .toString()
          .match(/"kind":"begun"/g)?.length ?? 0;
      expect(known.length, `byte ${place}`).toBeGreaterThanOrEqual(begun);
      // Whoever writes next is not joined to what is torn.
      if (place % 89 !== 0) continue;
      const { id } = await at.delegations.begin(newDelegation());
      const ids = (await at.delegations.list()).map((one) => one.id);
      const last = at.read('delegations.jsonl').trimEnd().split('\n').at(-1) ?? '';
      expect(JSON.parse(last), `byte ${place}`).toMatchObject({ v: 1, id });
      expect(ids.toSorted(), `byte ${place}`).toEqual([id, ...known.map((one) => one.id)].toSorted());
    }
  });

  it(verifies('delegate-folder.damaged-log', 'told once, and where'), async () => {
    using at = await filled();
    const lines = at.bytes.toString().split('\n');
    lines[3] = 'something of an editor';
    lines[4] = '\u0000'.repeat(200);
    writeFileSync(at.log, `\n\n${lines.join('\r\n')}`);
    const left = await at.delegations.list();
    await at.delegations.list();
    expect(left.map(({ id }) => id)).toEqual(at.before.filter((_, n) => n !== 1).map(({ id }) => id));
    expect(at.warnings).toEqual([
      `Line 6 of ${at.log} is left out: it is damaged.`,
      `Line 7 of ${at.log} is left out: it is damaged.`,
    ]);
  });

  it(verifies('delegate-folder.damaged-log', 'a neighbour was torn in the middle of its line'), async () => {
    using at = await filled();
    const lines = at.bytes.toString().split('\n');
    writeFileSync(at.log, [...lines.slice(0, 4), `${lines[4]!.slice(0, 80)}${lines[8]!}`].join('\n'));
    expect((await at.delegations.list()).map(({ id }) => id)).toEqual([at.before[0]!.id, at.before[2]!.id]);
  });

  it(verifies('delegate-folder.newer'), async () => {
    using at = await filled();
    const seal = new LogSeal(keyOf(), at.folder);
    const [first = ''] = at.bytes.toString().split('\n');
    const { v: _, mac: ___, sum: __, ...line } = JSON.parse(first) as Record<string, unknown>;
    // What a newer hanzo adds to a line is left, and kinds that it adds are skipped.
    const added = writeLine({ ...line, id: '20300101_000000', at: Date.UTC(2030, 0, 1), mood: 'good' } as never, seal);
    const unknown = writeLine({ ...line, kind: 'forwarded' } as never, seal);
    writeFileSync(at.log, `${at.bytes.toString()}${added}${unknown}`);
    const [newest, ...rest] = await at.delegations.list();
    expect(newest).toMatchObject({ id: '20300101_000000', models: ['gpt-4o'] });
    expect(newest).not.toHaveProperty('mood');
    expect(rest).toEqual(at.before);
    expect(at.warnings).toEqual([`Line 14 of ${at.log} is left out: a newer hanzo wrote it.`]);
  });

  it(verifies('delegate-folder.damaged-log', 'names that lead out of the folder'), async () => {
    using at = await filled();
    const seal = new LogSeal(keyOf(), at.folder);
    const [first = ''] = at.bytes.toString().split('\n');
    const { v: _, mac: ___, sum: __, ...line } = JSON.parse(first) as Record<string, unknown>;
    writeFileSync(at.log, writeLine({ ...line, request: '../../../secret' } as never, seal));
    expect(await at.delegations.list()).toEqual([]);
  });
});
