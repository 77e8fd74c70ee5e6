import { lintLines } from '../checks/lint-lines.ts';
import { lastLines, type CommandRun } from './run-command.ts';
import { unixLines } from './unix-lines.ts';

/** What a command that failed says has failed, so that two runs can be compared. */
export interface Failures {
  /** How often each one is said, without what differs from run to run: times, lines, addresses. */
  readonly named: ReadonlyMap<string, number>;
  /** What it says itself in a sum, as of `3 failed`. Undefined: it gives none. */
  readonly total: number | undefined;
}

/** How test runners mark what failed: TAP, pytest, go, cargo, vitest, jest, mocha, unittest. */
const MARKED =
  /^\s*(?:not ok\b|FAIL(?:ED|URE|URES)?\b|ERROR\b|--- FAIL|✗|✘|✖|×|✕|❌|● (?!Console\b)|panic\b|fatal\b|error(?:\[\w+\]|\s+TS\d+)?:|\d+\)\s)|\b(?:Error|Exception|error\[\w+\]):|\.{3}\s*(?:FAILED|FAIL|ERROR)\b/;
/** A sum: `Tests  3 failed | 5 passed`, `3 failing`, `FAILED (failures=3)`, `# fail 3`. */
const SUM =
  /\b(\d+)\s+(?:tests?\s+)?(?:failed|failing|failures?|errors?|problems?)\b|^\W*(?:fail|failed|failures)\s*[=:]?\s+(\d+)\s*$|\b(?:failures|errors)=(\d+)/gi;
/** Kept apart from single failures: it changes with any of them. */
const IS_SUM =
  /\b\d+\s+(?:tests?\s+)?(?:passed|passing|failed|failing|failures?|errors?|problems?)\b|\b(?:failures|errors)=\d+|^\W*(?:fail|failed|failures)\s*[=:]?\s+\d+\s*$|\btest result:/i;

/** It names a test or a place, whatever numbers stand in the name: no sum. */
const NAMES =
  /^\s*(?:\d+:\d+\b|\d+\)\s|(?:not )?ok \d+\b|[●✓✔√✗✘×✕❌]\s|✖ (?!\d+ problems?)|--- FAIL|(?:FAIL(?:ED|URE)?|ERROR)\s+(?![(\d])\S|\S+:\d+(?::\d+)?:\s)/;

/** What differs although nothing has changed, and what is put there. */
const NOISE: readonly (readonly [pattern: RegExp, instead: string])[] = [
  // pytest: values that are compared may change, and the test is the same
  [/^((?:FAILED|ERROR) \S+::.*?) - .*$/, '$1'],
  [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?Z?\b/g, '<time>'],
  [/\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?\b/g, '<time>'],
  [/\b\d+(?:[.,]\d+)?\s?(?:ns|µs|us|ms|s|sec|secs|seconds|min|minutes?)\b/g, '<duration>'],
  [/\b0x[0-9a-f]+\b/gi, '<address>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/(?:\/[\w.-]+)*\/(?:tmp|T)\/[\w./-]+/g, '<temp>'],
  [/:\d+(?::\d+)?\b/g, ''],
  [/\((\d+)(?:,\d+)?\)/g, ''],
  [/\bline \d+/gi, 'line'],
  [/\b(?:pid|port|goroutine)\s*[=:]?\s*\d+/gi, '<number>'],
  [/\bnot ok \d+/g, 'not ok'],
  [/^\s*\d+\)\s/g, ''],
];

/** Reads what a run of a command says of failures. */
export function failuresIn({ output }: Pick<CommandRun, 'output'>, root: string): Failures {
  const text = lastLines(output, Infinity, Infinity).replaceAll(`${root}/`, '').replaceAll('\r', '');
  const unix = unixLines(text);
  const inFiles = lintLines(unix, root).map(({ path, message }) => `${path}: ${plain(message)}`);
  const lines = unix.split('\n').filter((line) => MARKED.test(line) && !isSum(line));
  const others = lines.filter((line) => lintLines(line, root).length === 0).map(plain);
  const named = new Map<string, number>();
  for (const one of [...inFiles, ...others]) named.set(one, (named.get(one) ?? 0) + 1);
  return { named, total: sumOf(unix) };
}

/** Failures of `after` that `before` has not, or has less often; a sentence part for each, as it is said, without noise. */
export function newFailures(before: Failures, after: Failures): readonly string[] {
  const fresh = [...after.named].filter(([name, count]) => count > (before.named.get(name) ?? 0)).map(([name]) => name);
  if (fresh.length > 0) return fresh;
  const [old, now] = [before.total, after.total];
  return old !== undefined && now !== undefined && now > old ? [`${now} failures, and ${old} before`] : [];
}

/** True where nothing says what failed: then nothing can be compared. */
export function isSilent({ named, total }: Failures): boolean {
  return named.size === 0 && total === undefined;
}

function isSum(line: string): boolean {
  return IS_SUM.test(line) && !NAMES.test(line);
}

function plain(line: string): string {
  let text = line;
  for (const [pattern, instead] of NOISE) text = text.replace(pattern, instead);
  return text.replace(/\s+/g, ' ').trim();
}

/** The largest: files, suites and tests may each have one. */
function sumOf(text: string): number | undefined {
  const sums = text
    .split('\n')
    .filter(isSum)
    .flatMap((line) => Array.from(line.matchAll(SUM), ([, a, b, c]) => Number(a ?? b ?? c)));
  return sums.length === 0 ? undefined : Math.max(...sums);
}
