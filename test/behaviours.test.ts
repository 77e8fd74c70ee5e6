import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBehaviours } from '../scripts/lib/behaviours/check-behaviours.ts';
import { readTests } from '../scripts/lib/behaviours/read-tests.ts';
import { BEHAVIOURS } from './behaviours.ts';

describe('behaviours', () => {
  const coverage = checkBehaviours(BEHAVIOURS, readTests(dirname(import.meta.dirname)));

  it('are each proved by a test', () => {
    expect(coverage.uncited).toEqual([]);
  });

  it('are not cited where there are none', () => {
    expect(coverage.unknown).toEqual([]);
  });
});

describe('the check of behaviours', () => {
  const promised = { wire: { 'round-trip': 'Comes over unchanged.' }, mesh: { fence: 'Keeps strangers out.' } };

  it('finds what no test cites and what nobody promised', () => {
    const tests = new Map([
      ['a.test.ts', "it(verifies('wire.round-trip'), run); it(verifies(\n  \"wire.rond-trip\", '%s'), run);"],
    ]);
    expect(checkBehaviours(promised, tests)).toEqual({
      total: 2,
      uncited: ['mesh.fence: Keeps strangers out.'],
      unknown: ['a.test.ts: wire.rond-trip'],
    });
  });

  it('is content when all are cited', () => {
    const tests = new Map([
      ['a.test.ts', "it(verifies('wire.round-trip'), run)"],
      ['b.test.ts', "it(verifies('mesh.fence'), run)"],
    ]);
    expect(checkBehaviours(promised, tests)).toEqual({ total: 2, uncited: [], unknown: [] });
  });
});
