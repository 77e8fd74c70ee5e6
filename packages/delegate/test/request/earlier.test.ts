import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { earlierDelegations, type ChangeStateReader } from '../../src/earlier/earlier-delegations.ts';
import type { Delegation } from '../../src/folder/delegation.ts';
import type { EarlierDelegation } from '../../src/words.ts';
import { APPLIED, delegationOf, keptDelegations, keptResult } from './delegations.ts';
import { SIGNAL } from './folder.ts';

/** Of projects that have nothing to do with each other but that they are debugged. */
const ISSUES: Readonly<Record<string, readonly string[]>> = {
  '500 error on /runs/start endpoint with no traceback': ['src/autopack/main.py', 'src/autopack/schemas.py'],
  'Database deadlock during concurrent phase execution': ['src/autopack/database.py'],
  'Memory leak in long-running autonomous builds': ['src/autopack/builder.py', 'src/autopack/llm_service.py'],
  'Uvicorn crashes after 1000 requests': ['src/autopack/main.py'],
  'Complex database migration fails': ['src/autopack/migrations/001.py'],
  'TypeError: Cannot read properties of undefined (reading "map") in CartList': ['web/cart-list.tsx'],
  'parse_config drops comments when the file has Windows line endings': ['lib/config.c'],
  'flaky test in test_scheduler: expected 3 got 2': ['tests/test_scheduler.py'],
  'Login redirects in a loop behind the proxy': ['web/session.ts'],
  'npm install fails on ARM with node-gyp error': ['package.json'],
};

async function foundFor(
  issue: string,
  files: readonly string[],
  more: {
    readonly all?: readonly Delegation[];
    readonly parent?: string;
    readonly changeState?: ChangeStateReader;
  } = {},
): Promise<readonly EarlierDelegation[]> {
  const all =
    more.all ?? Object.entries(ISSUES).map(([text, own], at) => delegationOf({ id: `${at}`, issue: text, files: own }));
  const { parent, changeState } = more;
  return await earlierDelegations(keptDelegations(all), { issue, files, parent, changeState, signal: SIGNAL });
}

describe('earlier delegations', () => {
  it.each([
    ['500 Internal Server Error on /runs/start: still no traceback in the logs', ['src/autopack/main.py'], ['0']],
    ['deadlock in the database when phases run concurrently (phase execution)', [], ['1']],
    ['CartList: cannot read map of undefined, TypeError', ['web/cart-list.tsx'], ['5']],
    ['parseConfig loses comments with Windows line endings', [], ['6']],
    ['Complex database migration fails', ['src/autopack/migrations/001.py'], ['4']],
  ])(verifies('delegate-request.alike', '%s'), async (issue, files, ids) => {
    expect((await foundFor(issue, files)).map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['The build fails with an error after the last change', []],
    ['Sound stutters when the laptop wakes up', ['audio/mixer.c']],
    ['500 error', []],
    ['', []],
    ['Dark theme has the wrong contrast', ['src/autopack/main.py']],
    ['Uploads of large files time out behind the proxy', ['web/upload.ts']],
    ['test_importer fails: expected 12 rows', ['tests/test_importer.py']],
  ])(verifies('delegate-request.alike', 'and not for %j'), async (issue, files) => {
    expect(await foundFor(issue, files)).toEqual([]);
  });

  it(verifies('delegate-request.alike', 'three at most, the most alike first'), async () => {
    const issue = 'parse_config drops comments of Windows files';
    const all = ['', ' and blanks', ' in settings', ' on startup', ' at night'].map((end, at) =>
      delegationOf({ id: `${at}`, issue: `${issue}${end}` }),
    );
    const found = await foundFor(issue, [], { all });
    expect(found.map(({ id }) => id)[0]).toBe('0');
    expect(found).toHaveLength(3);
    // A further round of the same one is told of others only.
    const own = await earlierDelegations(keptDelegations(all), { issue, files: [], own: '0', signal: SIGNAL });
    expect(own.map(({ id }) => id)).not.toContain('0');
    // The only one of a folder may be another matter.
    expect(await foundFor('The cache is never emptied', [], { all: all.slice(0, 1) })).toEqual([]);
    expect(await foundFor(issue, [], { all: all.slice(1, 2) })).toHaveLength(1);
    // One word is too little, even where both have no other.
    expect(await foundFor('Timeout', [], { all: [delegationOf({ id: '0', issue: 'timeout' })] })).toEqual([]);
  });

  it(verifies('delegate-request.followed'), async () => {
    const first = delegationOf({ id: 'a', issue: 'first', attemptedFixes: ['restarted it'], applied: [APPLIED] });
    const second = delegationOf({
      id: 'b',
      issue: 'second',
      parent: 'a',
      models: ['gpt-4o', 'o3'],
      results: [
        keptResult('gpt-4o', 'medium'),
        keptResult('o3', 'high'),
        { ...keptResult('x', 'high'), state: 'invalid' },
      ],
    });
    const all = [
      ...Array.from({ length: 9 }, (_, at) => delegationOf({ id: `${at}`, issue: `third ${at}` })),
      second,
      first,
    ];
    const found = await foundFor('why', [], { all, parent: 'b' });
    expect(found).toMatchObject([
      { id: 'b', isParent: true, rootCause: 'cause of b', confidence: 'high' },
      {
        id: 'a',
        isParent: true,
        attemptedFixes: ['restarted it'],
        fixes: [
          { title: 'first', became: 'unknown' },
          { title: 'second', became: 'applied' },
        ],
      },
    ]);
    // Whoever knows the sets of changes knows better than the log.
    for (const [state, became] of [
      ['undone', 'undone'],
      ['made', 'unknown'],
      [undefined, 'applied'],
    ] as const) {
      const told = await foundFor('why', [], { all, parent: 'b', changeState: () => state });
      expect(told[1]?.fixes).toMatchObject([{ became: 'unknown' }, { became }]);
    }
    // A log that leads in a circle, a parent that is gone, and one without an answer.
    const circle = [
      delegationOf({ id: 'a', issue: 'x', parent: 'b' }),
      delegationOf({ id: 'b', issue: 'y', parent: 'a' }),
    ];
    expect((await foundFor('why', [], { all: circle, parent: 'b' })).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(await foundFor('why', [], { all, parent: 'gone' })).toEqual([]);
    const unanswered = [delegationOf({ id: 'a', issue: 'x', results: [] })];
    expect(await foundFor('why', [], { all: unanswered, parent: 'a' })).toEqual([]);
    const long = Array.from({ length: 30 }, (_, at) => delegationOf({ id: `${at}`, issue: 'x', parent: `${at + 1}` }));
    expect(await foundFor('why', [], { all: long, parent: '0' })).toHaveLength(4);
    // A result that cannot be read any more hides no other.
    const broken = { ...keptDelegations(all), readResult: async () => await Promise.reject(new Error('gone')) };
    expect(await earlierDelegations(broken, { issue: 'why', files: [], parent: 'b', signal: SIGNAL })).toEqual([]);
  });
});
