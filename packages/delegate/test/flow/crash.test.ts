import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import {
  delegateIssue,
  openDelegations,
  resumeDelegation,
  type Delegation,
  type Delegations,
  type FlowParts,
} from '../../src/index.ts';
import { keyOf } from '../folder/folder-bench.ts';
import { flowBench, strongerRound, type FlowBench } from './flow-bench.ts';
import { issueOf } from './issue.ts';
import { analysisText, answerOf, sure, type Reply } from './journal-asker.ts';

/** A process that dies after so many steps: nothing works any more from then on. */
class Life {
  steps = 0;
  readonly #last: number;

  constructor(last: number = Infinity) {
    this.#last = last;
  }

  readonly step = (): void => {
    this.steps += 1;
    if (this.steps >= this.#last) throw new Error('The process is dead.');
  };
}

/** It may die before and after whatever is written; by way of the clock also between the files of a result and the log. */
async function mortal(at: FlowBench, { step }: Life): Promise<FlowParts> {
  const clock = {
    now: () => {
      step();
      return at.clock.now();
    },
  };
  const real = await openDelegations(at.folder, { clock, key: keyOf(), workspace: at.workspace });
  const around =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      step();
      const result = await call(...args);
      step();
      return result;
    };
  const delegations: Delegations = {
    folder: real.folder,
    begin: around((...args) => real.begin(...args)),
    addRequest: around((...args) => real.addRequest(...args)),
    noteAsked: around((...args) => real.noteAsked(...args)),
    keepResult: around((...args) => real.keepResult(...args)),
    keepComparison: around((...args) => real.keepComparison(...args)),
    recover: around((...args) => real.recover(...args)),
    hold: (id) => real.hold(id),
    noteOffered: around((...args) => real.noteOffered(...args)),
    noteApplied: around((...args) => real.noteApplied(...args)),
    list: around((...args) => real.list(...args)),
    listAll: around((...args) => real.listAll(...args)),
    findAny: around((...args) => real.findAny(...args)),
    find: around((...args) => real.find(...args)),
    readRequest: around((...args) => real.readRequest(...args)),
    readResult: around((...args) => real.readResult(...args)),
  };
  const reply: Reply = ({ model }) => (model === 'gpt-4o' ? answerOf(analysisText('low')) : sure());
  return at.parts({ delegations, clock, asker: at.asker(reply, step), retries: 1, nextRound: strongerRound });
}

/** As a person would: what began is resumed, else it begins. True when the process lived to its end. */
async function live(at: FlowBench, life: Life): Promise<boolean> {
  const [known] = await at.delegations.list();
  const parts = await mortal(at, life);
  try {
    if (known === undefined) await delegateIssue(issueOf({ models: ['gpt-4o', 'claude'] }), parts);
    else await resumeDelegation(known, parts);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message === 'The process is dead.') return false;
    throw error;
  }
}

/** A result per model and round, each answer paid once, and no file that nobody knows. */
async function expectWhole(at: FlowBench, lost: readonly string[]): Promise<Delegation> {
  const delegations = await at.delegations.list();
  expect(delegations).toHaveLength(1);
  const delegation = delegations[0]!;
  expect(delegation).toMatchObject({ isFinished: true, open: [] });
  expect(delegation.comparison).toBeDefined();
  const results = delegation.results.map(({ round, model, state }) => `${round} ${model} ${state}`);
  expect(results.toSorted()).toEqual(['1 claude answered', '1 gpt-4o answered', '2 o3 answered']);
  const paid = at.asker().paid.map(({ model }) => model);
  expect(paid.toSorted()).toEqual(['claude', 'gpt-4o', 'o3']);
  for (const kept of delegation.results) await at.delegations.readResult(delegation.id, kept);
  const named = delegation.results.flatMap(({ markdown, json }) => [markdown, json]);
  const requests = [delegation.request, ...delegation.further.map(({ request }) => request)];
  const comparison = at.names().filter((name) => name.includes('COMPARISON'));
  const all = ['.gitignore', 'delegations.jsonl', ...named, ...requests, ...comparison];
  expect(at.names()).toEqual(all.toSorted());
  expect(lost).toEqual([]);
  return delegation;
}

describe('a process that dies', () => {
  it(verifies('delegate-folder.crash', 'at every step'), async () => {
    const whole = new Life();
    {
      using at = await flowBench();
      expect(await live(at, whole)).toBe(true);
      await expectWhole(at, []);
    }
    expect(whole.steps).toBeGreaterThan(30);
    for (let last = 1; last <= whole.steps; last += 1) {
      using at = await flowBench();
      expect(await live(at, new Life(last)), `step ${last}`).toBe(false);
      const before = existsSync(at.folder) ? at.names() : [];
      expect(await live(at, new Life()), `after step ${last}`).toBe(true);
      await expectWhole(
        at,
        before.filter((name) => !at.names().includes(name)),
      );
    }
  });

  it(verifies('delegate-folder.crash', 'again and again'), async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 45 }), { minLength: 2, maxLength: 6 }), async (deaths) => {
        using at = await flowBench();
        for (const last of deaths) await live(at, new Life(last));
        await live(at, new Life());
        await expectWhole(at, []);
      }),
      { numRuns: 12 },
    );
  });

  it(verifies('delegate-folder.crash', 'between the two files of a result'), async () => {
    using at = await flowBench();
    await live(at, new Life());
    const whole = await expectWhole(at, []);
    const [first] = whole.results;
    const log = join(at.folder, 'delegations.jsonl');
    const lines = readFileSync(log, 'utf8').split('\n');
    writeFileSync(log, lines.filter((line) => !line.includes(first!.json)).join('\n'));
    const markdown = at.read(first!.markdown);
    rmSync(join(at.folder, first!.markdown));
    // A copy that somebody made of another one is no further result.
    const copy = join(at.folder, 'OPENAI_DELEGATION_RESULT_20200101_000000.json');
    copyFileSync(join(at.folder, whole.results[1]!.json), copy);
    const asker = at.asker();
    const end = await resumeDelegation(whole, at.parts({ asker }));
    expect(asker.questions).toEqual([]);
    const names = end.delegation.results.map(({ json }) => json);
    expect(names.toSorted()).toEqual(whole.results.map(({ json }) => json).toSorted());
    expect(at.read(first!.markdown)).toBe(markdown);
  });
});
