import type { GateVerdict } from '@hanzo/contracts';
import { type FileChange, testsRan, type Trial, type TrialCommandName, type TrialRun } from '@hanzo/tools';
import { PASSED, reject } from './verdict.ts';

/** Told what a gate did not judge, as a sentence. */
export type Unjudged = (sentence: string) => void;

export interface CommandOptions {
  readonly signal: AbortSignal;
  readonly unjudged: Unjudged;
  /** Told when it was run and has nothing against the edits; with a sentence where not all is well all the same. */
  readonly judged?: (although: string | undefined) => void;
}

/** The project's own command ends well with the edits, where it did without them; with guardrails, not worse than without. */
export async function commandPasses(
  name: TrialCommandName,
  files: readonly FileChange[],
  trial: Trial | undefined,
  { signal, unjudged, judged }: CommandOptions,
): Promise<GateVerdict> {
  if (files.length === 0) {
    unjudged(`${name}: an answer that changes nothing is not judged by it.`);
    return PASSED;
  }
  if (trial?.has(name) !== true) {
    unjudged(
      `${name}: the project has no trusted command for it, so edits are not judged by it. Set commands.${name} in .hanzo/config.json, then run \`hanzo config trust\`.`,
    );
    return PASSED;
  }
  const verdict = await trial.judge(name, files, signal);
  switch (verdict.kind) {
    case 'passed':
      if (name === 'tests') sayOwnTests(files, unjudged);
      if (name === 'tests' && testsRan(verdict.run) === undefined)
        unjudged(`tests: "${trial.inWords(name)}" does not say how many tests ran: those left out are not noticed.`);
      judged?.(verdict.although && `"${trial.inWords(name)}" ${verdict.although}.`);
      return name === 'format'
        ? formatted(files, verdict.run, await unformattedBefore(files, trial), unjudged)
        : PASSED;
    case 'failed':
      return reject(name, verdict.reason);
    case 'unjudged':
      unjudged(`${name}: ${verdict.reason}`);
      return PASSED;
  }
}

/** By the names that test runners look for. */
const TEST_FILE = /(^|\/)(tests?|__tests__|spec)\/|(^|\/)(test_[^/]*|conftest)\.py$|[._-](test|spec)\.[^./]+$/i;

/** Tests that the edits change were right before, and are what says now that the edits are. */
function sayOwnTests(files: readonly FileChange[], unjudged: Unjudged): void {
  const own = files.filter(({ path, before }) => before !== undefined && TEST_FILE.test(path));
  const [first] = own;
  if (first === undefined) return;
  const others = own.length === 1 ? '' : ` and ${own.length - 1} more`;
  unjudged(
    `tests: the edits change tests that they are judged by (${first.path}${others}): that these pass proves little.`,
  );
}

/** Edited files that the formatter would have written otherwise before, too. */
async function unformattedBefore(files: readonly FileChange[], trial: Trial): Promise<ReadonlySet<string>> {
  const there = files.filter(({ before }) => before !== undefined).map(({ path }) => path);
  if (there.length === 0) return new Set();
  const { written } = await trial.baseline('format', there);
  return new Set(there.filter((path) => written.has(path)));
}

/** The formatter leaves the edited files as they are. One that it would have changed before may stay so: nobody asked for that. */
function formatted(
  files: readonly FileChange[],
  { written }: TrialRun,
  before: ReadonlySet<string>,
  unjudged: Unjudged,
): GateVerdict {
  const [old] = before;
  if (old !== undefined)
    unjudged(
      `format: ${old}${before.size > 1 ? ` and ${before.size - 1} more` : ''} was not formatted before the edits.`,
    );
  const unlike = files.filter(({ path }) => written.has(path) && !before.has(path));
  const [first] = unlike;
  if (first === undefined) return PASSED;
  const after = written.get(first.path)?.after ?? '';
  const line = firstDifference(first.after, after);
  return reject(
    'format',
    `${unlike.length} of ${files.length} edited files are not as the project's formatter writes them, e.g. ${first.path} at line ${line}.`,
  );
}

/** From 1. */
function firstDifference(a: string, b: string): number {
  const lines = b.split('\n');
  const at = a.split('\n').findIndex((line, index) => line !== lines[index]);
  return at < 0 ? lines.length : at + 1;
}
