import { type CommandRun, isCut, lastLines } from './run-command.ts';

/** Lines in which runners say how many tests there were; the numbers of each are added. What was skipped has not run. */
const SUMS: readonly (readonly [line: RegExp, numbers: RegExp])[] = [
  // vitest and jest
  [/^\s*Tests:?\s+\d+ .*$/gm, /(\d+) (?:passed|failed)\b/g],
  // pytest; an error of a test's end is no further test
  [
    /^=*\s*(?:\d+ \w+, )*\d+ (?:passed|failed|xfailed|xpassed)\b.* in [\d.:]+.*$/gm,
    /(\d+) (?:passed|failed|xfailed|xpassed)\b/g,
  ],
  // mocha
  [/^\s*\d+ (?:passing|failing)\b.*$/gm, /(\d+) (?:passing|failing)/g],
  // TAP, node:test
  [/^\s*(?:#|ℹ) (?:pass|fail)\s+\d+\s*$/gm, /(\d+)/g],
  // bun
  [/^\s*\d+ (?:pass|fail)\s*$/gm, /(\d+)/g],
  // cargo, once for each program
  [/^test result: .*$/gm, /(\d+) (?:passed|failed)\b/g],
  // go: packages, for it says no more
  [/^(?:ok|FAIL)\s+\S+\s+(?:\(cached\)|[\d.]+s)(?!.*\[no tests).*$/gm, /^(?:ok|FAIL)\b()/g],
  // unittest, ava, rspec, minitest, PHPUnit, Maven
  [/^Ran \d+ tests?\b.*$/gm, /Ran (\d+)/g],
  [/^\s*\d+ tests? (?:passed|failed)\s*$/gm, /(\d+)/g],
  [/^\d+ examples?, \d+ failures?.*$/gm, /(\d+) examples?/g],
  [/^\d+ (?:runs|tests), \d+ assertions.*$/gm, /(\d+) (?:runs|tests)/g],
  [/^(?:OK \(\d+ tests?|Tests: \d+, Assertions).*$/gm, /(?:\(|Tests: )(\d+)/g],
  [/^(?:\[\w+\]\s*)?Tests run: \d+, Failures: \d+, Errors: \d+, Skipped: \d+\s*$/gm, /Tests run: (\d+)/g],
];

/** How many tests a run says have run, whether they passed or not. Undefined: it does not say, or not all of it is known. */
export function testsRan(run: Pick<CommandRun, 'output'>): number | undefined {
  if (isCut(run)) return undefined;
  const text = lastLines(run.output, Infinity, Infinity);
  for (const [line, numbers] of SUMS) {
    const counts = Array.from(text.matchAll(line), ([found]) => found).flatMap((found) =>
      Array.from(found.matchAll(numbers), ([, count = '']) => (count === '' ? 1 : Number(count))),
    );
    if (counts.length > 0) return counts.reduce((sum, count) => sum + count, 0);
  }
  return undefined;
}

/** Why a run did not try all that the one before it did, as the end of a sentence; undefined: nothing says so. */
export function fewerTests(before: Pick<CommandRun, 'output'>, after: Pick<CommandRun, 'output'>): string | undefined {
  const [old, now] = [testsRan(before), testsRan(after)];
  if (old === undefined) return undefined;
  if (now === undefined) return `does not say any more how many tests it ran: ${old} without these edits`;
  return now < old ? `ran ${now} tests, and ${old} without these edits` : undefined;
}
