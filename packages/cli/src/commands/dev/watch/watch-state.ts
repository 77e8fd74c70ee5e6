import type { TaskRun } from '@hanzo/contracts';
import { countRun, isAboveTheLine, worstFirst, type RunFinding, type RunResult } from '@hanzo/orchestrator';
import { carryOver, leftOf, TextSubjects } from './carry-over.ts';
import { sumReceipts } from './sum-receipts.ts';

/** What a round changed. */
export interface RoundNews {
  /** Findings above the line that were not there before. */
  readonly added: readonly RunFinding[];
  /** Those that are not there any more: mended, or their file is gone. */
  readonly gone: readonly RunFinding[];
  /** All as it stands now, as one result. */
  readonly whole: RunResult;
}

/** What is known of a workspace that is looked at again and again: each round replaces what was known of its files. */
export class WatchState {
  #whole: RunResult | undefined;
  readonly #owed = new Set<string>();
  readonly #subjects = new TextSubjects();

  /** Undefined before the first round that came to a result. */
  get whole(): RunResult | undefined {
    return this.#whole;
  }

  /** Files that were to be looked at and were not, or not wholly. */
  get owed(): ReadonlySet<string> {
    return this.#owed;
  }

  /** A round over these files failed: they are looked at next time. */
  owe(files: Iterable<string>): void {
    for (const file of files) this.#owed.add(file);
  }

  /** Takes a round's result in. @param files it looked at these */
  take(result: RunResult, files: ReadonlySet<string>): RoundNews {
    for (const file of files) this.#owed.delete(file);
    const undone = undoneFiles(result, files);
    this.owe(undone);
    const before = this.#whole;
    const holds = this.#subjects.without(new Set([...files].filter((file) => !undone.has(file))));
    this.#subjects.add(result.outcomes);
    if (before === undefined) {
      this.#whole = { ...result, complete: result.complete && this.#owed.size === 0 };
      return { added: result.findings, gone: [], whole: this.#whole };
    }
    const known = [...result.findings, ...result.below].map(({ fingerprint }) => fingerprint);
    const seen = new Set(known);
    // Of a file that was not wholly looked at, what is not found again may still be there.
    const stays = ({ path, fingerprint }: RunFinding): boolean =>
      !seen.has(fingerprint) && (!files.has(path) || undone.has(path));
    const findings = [...before.findings, ...before.below].filter(stays).concat(result.findings, result.below);
    const outcomes = [...before.outcomes.filter(isOutside(files)), ...result.outcomes];
    const receipt = sumReceipts(before.receipt, result.receipt);
    const after = { ...result, ...carryOver(before, result, holds), outcomes, receipt };
    return this.#change(before, after, findings);
  }

  /** Files are gone, and what was found in them. Undefined before the first round. */
  drop(files: ReadonlySet<string>): RoundNews | undefined {
    for (const file of files) this.#owed.delete(file);
    const before = this.#whole;
    if (before === undefined) return undefined;
    const findings = [...before.findings, ...before.below].filter(({ path }) => !files.has(path));
    const left = leftOf(before, files, this.#subjects.without(files));
    return this.#change(before, { ...before, ...left, outcomes: before.outcomes.filter(isOutside(files)) }, findings);
  }

  #change(before: RunResult, after: RunResult, all: readonly RunFinding[]): RoundNews {
    const findings = all.filter(isAboveTheLine).toSorted(worstFirst);
    const below = all.filter((finding) => !isAboveTheLine(finding)).toSorted(worstFirst);
    const counts = countRun(after.outcomes, all, after.counts, after.counts.unmade);
    const done = counts.done === counts.tasks;
    // What a baseline lacks was reckoned over a part of the files.
    const { baseline: _, ...rest } = after;
    const { startedAt } = before;
    const whole = { ...rest, startedAt, findings, below, counts, complete: done && this.#owed.size === 0 };
    this.#whole = whole;
    const had = new Set(before.findings.map(({ fingerprint }) => fingerprint));
    const has = new Set(findings.map(({ fingerprint }) => fingerprint));
    return {
      added: findings.filter(({ fingerprint }) => !had.has(fingerprint)),
      gone: before.findings.filter(({ fingerprint }) => !has.has(fingerprint)),
      whole,
    };
  }
}

/** Tasks that are about none of the files. */
function isOutside(files: ReadonlySet<string>): (run: TaskRun) => boolean {
  return ({ task }) => !task.sources.some(({ path }) => files.has(path));
}

function undoneFiles({ outcomes, counts }: RunResult, files: ReadonlySet<string>): ReadonlySet<string> {
  // Nobody knows whose tasks could not be made.
  if (counts.unmade > 0) return files;
  const undone = outcomes.filter(({ outcome }) => outcome.state !== 'done');
  return new Set(undone.flatMap(({ task }) => task.sources.map(({ path }) => path)));
}
