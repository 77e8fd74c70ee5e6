import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import {
  type FileChange,
  failuresIn,
  newFailures,
  openWorkspace,
  testsRan,
  Trial,
  type TrialVerdict,
} from '../src/index.ts';

const fresh = (before: string, after: string): readonly string[] =>
  newFailures(failuresIn({ output: before }, '/copy'), failuresIn({ output: after }, '/copy'));

describe('what commands say of failures', () => {
  it.each<[string, string, string]>([
    ['a linter', 'src/a.ts:3:1: Unused name b\n', 'src/a.ts:9:1: Unused name b\n'],
    [
      'tsc',
      "src/a.ts(3,5): error TS2322: Type 'x'.\nFound 1 error.",
      "src/a.ts(7,5): error TS2322: Type 'x'.\nFound 1 error.",
    ],
    [
      'vitest',
      ' FAIL  test/a1.test.ts > adds 12ms\n Tests  1 failed | 3 passed (4)\n Duration 1.2s',
      ' FAIL  test/a1.test.ts > adds 904ms\n Tests  1 failed | 9 passed (10)\n Duration 7s',
    ],
    [
      'pytest',
      'FAILED tests/test_a1.py::test_x - assert 1 == 2\n1 failed, 3 passed in 0.10s',
      'FAILED tests/test_a1.py::test_x - assert 1 == 2\n1 failed, 4 passed in 1.9s',
    ],
    ['go', '--- FAIL: TestAdd1 (0.00s)\nFAIL\tx/y\t0.01s', '--- FAIL: TestAdd1 (0.13s)\nFAIL\tx/y\t0.41s'],
    [
      'cargo',
      'test tests::add1 ... FAILED\ntest result: FAILED. 3 passed; 1 failed; 0 ignored',
      'test tests::add1 ... FAILED\ntest result: FAILED. 4 passed; 1 failed; 0 ignored',
    ],
    ['TAP', 'not ok 3 - adds\n# fail 1', 'not ok 7 - adds\n# fail 1'],
    [
      'ESLint',
      '\n/copy/src/a.ts\n  3:61  error  No x  no-x\n\n✖ 1 problem (1 error, 0 warnings)\n',
      '\n/copy/src/a.ts\n  88:2  error  No x  no-x\n\n✖ 1 problem (1 error, 0 warnings)\n',
    ],
    ['values of pytest', 'FAILED t/test_a.py::t - assert 3 == 5', 'FAILED t/test_a.py::t - assert 4 == 5'],
    ['numbers in names', '  1) says 2 errors\n1 failing', '  1) says 2 errors\n1 failing'],
    ['addresses', 'Error: at 0x7ffe12 in pid 4711', 'Error: at 0x1230ab in pid 99'],
  ])(verifies('guardrails.degraded', 'lines, times and addresses of %s are no failures'), (_, before, after) => {
    expect(fresh(before, after)).toEqual([]);
  });

  it.each<[string, string, string, RegExp]>([
    [
      'a linter',
      'src/a.ts:3:1: Unused b\n',
      'src/a.ts:4:1: Unused b\nsrc/a.ts:5:1: Unused b\n',
      /^src\/a\.ts: Unused b$/,
    ],
    [
      'tsc',
      'src/a.ts(3,5): error TS2322: x\n',
      'src/a.ts(3,5): error TS2322: x\n/copy/src/b.ts(1,1): error TS1: y',
      /^src\/b\.ts: error TS1: y$/,
    ],
    ['vitest', ' FAIL  a.test.ts > adds\n', ' FAIL  a.test.ts > adds\n FAIL  a.test.ts > takes away\n', /takes away/],
    ['pytest', 'FAILED tests/test_a.py::test_1 - x\n', 'FAILED tests/test_a.py::test_2 - x\n', /test_2/],
    [
      'unittest',
      'test_a (t.T) ... FAIL\nFAILED (failures=1)',
      'test_a (t.T) ... FAIL\ntest_b (t.T) ... ERROR\nFAILED (failures=1, errors=1)',
      /test_b/,
    ],
    [
      'ESLint',
      '\n/copy/src/a.ts\n  3:61  error  No x  no-x\n\n✖ 1 problem (1 error, 0 warnings)\n',
      '\n/copy/src/a.ts\n  3:61  error  No x  no-x\n  4:1  error  No y  no-y\n\n✖ 2 problems (2 errors, 0 warnings)\n',
      /^\/?(copy\/)?src\/a\.ts: error No y no-y$/,
    ],
    [
      'rustc',
      'error[E0308]: mismatched\n  --> src/a.rs:3:5\n',
      'error[E0308]: mismatched\n  --> src/a.rs:3:5\nerror[E0308]: mismatched\n  --> src/b.rs:3:5\n',
      /^src\/b\.rs: error\[E0308\]: mismatched$/,
    ],
    ['tsc --pretty', '', 'src/a.ts:3:5 - error TS1: x\n\nFound 1 error.', /^src\/a\.ts: error TS1: x$/],
    ['jest', '  ● shop › adds\n', '  ● shop › adds\n\n  ● shop › takes 2 errors\n', /● shop › takes 2 errors$/],
    ['mocha', '  1 failing\n  1) adds\n', '  2 failing\n  1) adds\n  2) takes 3 errors\n', /takes 3 errors$/],
    ['nothing but a sum', '2 failed, 3 passed', '3 failed, 2 passed', /^3 failures, and 2 before$/],
  ])(verifies('guardrails.degraded', 'new ones of %s are seen'), (_, before, after, expected) => {
    expect(fresh(before, after)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('how many tests ran', () => {
  it.each<[string, string, number | undefined]>([
    ['vitest', ' Test Files  2 passed (2)\n      Tests  1 failed | 3 passed | 4 skipped (8)\n', 4],
    ['jest', 'Test Suites: 1 passed, 1 total\nTests:       1 failed, 3 passed, 4 total\n', 4],
    ['pytest', '===== 1 failed, 3 passed, 2 skipped in 0.10s =====\n', 4],
    ['pytest -q', '3 passed, 1 error in 0.01s\n', 3],
    ['mocha', '  12 passing (34ms)\n  1 pending\n  2 failing\n', 14],
    ['TAP', '# tests 3\n# pass 2\n# fail 1\n', 3],
    ['cargo', 'test result: ok. 3 passed; 0 failed; 1 ignored\n\ntest result: ok. 1 passed; 0 failed; 0 ignored\n', 4],
    ['go', 'ok  \tx/y\t0.01s\n?   \tx/v\t[no test files]\nok  \tx/z\t(cached)\nFAIL\tx/w\t0.1s\nFAIL\n', 3],
    ['unittest', 'Ran 3 tests in 0.001s\n\nOK\n', 3],
    ['one that does not say', 'all is well\n', undefined],
  ])(verifies('guardrails.tests-run', 'as said by %s'), (_, output, count) => {
    expect(testsRan({ output })).toBe(count);
  });

  /** Says what stands in `a.txt`, and fails for `FAIL` in it; `flood` is more than is kept. */
  const SAYS = `const said = require('fs').readFileSync('a.txt', 'utf8');
console.log(said); if (said.includes('flood')) for (let at = 0; at < 40; at += 1) console.log('x'.repeat(30000));
process.exitCode = said.includes('FAIL') ? 1 : 0;`;
  it.each<[string, string, string, object]>([
    ['fewer', '12 passing', '11 passing', { kind: 'failed', reason: expect.stringContaining('ran 11 tests, and 12') }],
    ['an early end', '12 passing', 'x', { kind: 'failed', reason: expect.stringContaining('does not say any more') }],
    ['as many', '12 passing', '13 passing', { kind: 'passed' }],
    ['cut', '12 passing', '12 passing flood', { kind: 'unjudged' }],
    ['cut, and failing', 'FAIL a.test\n1 failing', 'FAIL a.test\nflood', { kind: 'unjudged' }],
    ['no sum any more', 'FAIL a.test\n1 failing', 'FAIL a.test', { kind: 'failed' }],
    ['a sum alone', '1 failed FAIL', '1 failed FAIL ', { kind: 'unjudged' }],
    ['a skipped one', 'FAIL a.test\n9 passing\n1 failing', 'FAIL a.test\n8 passing\n1 failing', { kind: 'failed' }],
  ])(verifies('guardrails.tests-run', '%s'), async (_, before, after, verdict) => {
    await using tests = await scene(before, true, SAYS);
    expect(await tests.judge(after)).toMatchObject(verdict);
  });
});

interface Scene extends AsyncDisposable {
  readonly counter: string;
  judge(after: string): Promise<TrialVerdict>;
}

/** A project whose tests fail for each word of `a.txt` that begins with `bad`, and once for `flaky`. */
async function scene(before: string, compares = true, said?: string): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'hanzo-failures-'));
  const workspace = join(folder, 'work');
  await mkdir(workspace);
  await writeFile(join(workspace, 'a.txt'), before);
  const counter = join(folder, 'counter');
  const usual = `const fs = require('fs'); const words = fs.readFileSync('a.txt', 'utf8').split(/\\s+/);
const seen = fs.existsSync(${JSON.stringify(counter)}); if (words.includes('flaky')) fs.writeFileSync(${JSON.stringify(counter)}, '');
const bad = words.filter((word) => word.startsWith('bad') || (word === 'flaky' && !seen));
for (const word of bad) console.log('FAIL ' + word + ' ' + Math.random().toFixed(3) + ' ms');
if (words.includes('silent')) process.exit(3); process.exit(bad.length > 0 ? 1 : 0);`;
  const code = said ?? usual;
  const { root } = await openWorkspace(workspace);
  const { signal } = new AbortController();
  const trial = new Trial({ root, commands: { tests: [process.execPath, '-e', code] }, signal, compares });
  return {
    counter,
    judge: async (after) => {
      const change: FileChange = { path: 'a.txt', before, after };
      return await trial.judge('tests', [change], signal);
    },
    async [Symbol.asyncDispose]() {
      await trial[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

describe('a command that fails before any change', () => {
  it(verifies('guardrails.degraded'), async () => {
    await using tests = await scene('bad-one bad-two');
    expect(await tests.judge('bad-one bad-two fine')).toMatchObject({
      kind: 'passed',
      although: 'failed before as well, and has no new failure',
    });
    expect(await tests.judge('bad-one')).toMatchObject({ kind: 'passed' });
    expect(await tests.judge('bad-one bad-three')).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(
        /fails without these edits, too, but not so: .* It said: FAIL bad-three <duration>$/,
      ),
    });
    expect(await tests.judge('silent')).toMatchObject({ kind: 'failed' });
    await using plain = await scene('bad-one', false);
    expect(await plain.judge('bad-one bad-three')).toMatchObject({ kind: 'unjudged' });
    await using silent = await scene('silent');
    expect(await silent.judge('bad-one')).toMatchObject({
      kind: 'unjudged',
      reason: expect.stringContaining('does not say what fails'),
    });
  });

  it(verifies('guardrails.flaky'), async () => {
    await using fine = await scene('fine');
    expect(await fine.judge('fine flaky')).toMatchObject({ kind: 'passed', although: expect.stringContaining('once') });
    expect(await fine.judge('fine bad')).toMatchObject({ kind: 'failed' });
    await using failing = await scene('bad');
    expect(await failing.judge('bad flaky')).toMatchObject({ kind: 'passed' });
    await using plain = await scene('fine', false);
    expect(await plain.judge('fine flaky')).toMatchObject({ kind: 'failed' });
  });
});
