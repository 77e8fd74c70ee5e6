import type { Delegation } from '@hanzo/delegate';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { followingUp } from '../../src/commands/delegate/issue/following-up.ts';
import { sayLeaving } from '../../src/commands/delegate/show/say-leaving.ts';
import { sayWhatIsMissing } from '../../src/commands/delegate/show/progress.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';
import { namesFiles, wishesIn } from '../../src/commands/delegate/issue/names-files.ts';

const BEFORE = {
  id: '20260101_000000',
  models: ['gpt-4o'],
  terms: {
    wishes: [
      { pattern: 'src/a.ts', isExcluded: false },
      { pattern: 'src/x/b.ts', isExcluded: true },
    ],
    gathered: ['src/@types/x.d.ts'],
  },
} as unknown as Delegation;

describe('files of a question about an earlier delegation', () => {
  it(verifies('delegate.follow-up-files'), () => {
    const same = followingUp(BEFORE, {});
    expect(same.gather).toBe(false);
    expect(same.wishes?.map(({ pattern }) => pattern)).toEqual(['src/a.ts', 'src/x/b.ts', 'src/@types/x.d.ts']);
    expect(followingUp(BEFORE, { files: ['!src/c.ts'] })).toEqual(same);
    expect(followingUp(BEFORE, { files: ['!src/c.ts'], gather: true }).gather).toBe(true);
    const other = followingUp(BEFORE, { files: ['src/c.ts'] });
    expect(other).toEqual({ parent: BEFORE.id, parentModels: ['gpt-4o'], wishes: [BEFORE_EXCLUDED] });
    expect(followingUp(BEFORE, { files: ['b.ts'], within: 'src/x' }).wishes).toEqual([]);
    expect([undefined, [], ['!a'], ['!a', 'b']].map(namesFiles)).toEqual([false, false, false, true]);
    expect(wishesIn('app/[id]', ['page.ts:1-2,!x'])).toEqual([
      { pattern: String.raw`app/\[id\]/page.ts`, lines: { first: 1, last: 2 }, isExcluded: false },
      { pattern: String.raw`app/\[id\]/x`, isExcluded: true },
    ]);
  });
});

describe('what is said of a delegation', () => {
  it(verifies('delegate.resume-others', 'one that only local models were to see says that it leaves'), () => {
    const { terminal, lines } = listeningTerminal();
    const [api, local] = [
      { name: 'gpt-4o', kind: 'api' },
      { name: 'local:a', kind: 'local' },
    ] as const;
    sayLeaving({ models: ['local:a'] }, [local], terminal);
    sayLeaving({ models: ['local:a', 'gpt-5'] }, [api], terminal);
    expect(lines).toEqual([]);
    sayLeaving({ models: ['local:a'] }, [local, api], terminal);
    expect(lines).toEqual([expect.stringMatching(/models of this machine alone; now gpt-4o gets/)]);
  });

  it(verifies('delegate.named-files', 'also where it was written with backslashes'), () => {
    const { terminal, lines } = listeningTerminal();
    const leftOut = [{ path: 'src/a.ts', reason: 'there is no such file' }];
    sayWhatIsMissing({ leftOut, redactions: [], earlier: [] }, [String.raw`src\a.ts`], terminal);
    expect(lines).toEqual([expect.stringContaining('not sent: src/a.ts: there is no such file')]);
  });
});

const BEFORE_EXCLUDED = { pattern: 'src/x/b.ts', isExcluded: true };
