import type { ServiceTier } from '@hanzo/contracts';
import type { Hold } from '@hanzo/ledger';
import { forgetRunFile, RunFile } from '../run-file.ts';

/** An answer that a provider works on, or keeps until it is told to forget it. */
export interface AnswerRecord {
  /** The provider's name for it. */
  readonly answerId: string;
  readonly endpoint: string;
  readonly model: string;
  readonly serviceTier: ServiceTier;
  /** Of the request, so that another one never gets its answer. Hex. */
  readonly requestHash: string;
  /** What it is paid from. */
  readonly hold: Hold;
  /** Milliseconds since the epoch. */
  readonly begunAt: number;
  /** @default it is waited for */
  readonly end?: AnswerMark;
}

/**
 * `answered`: what it costs is in the ledger, and the same answer can be had once more. `failed`: what it costs is in the ledger.
 * `unwanted`: something else was asked instead.
 */
export type AnswerMark = 'answered' | 'failed' | 'unwanted';

/**
 * Which answers a run waits for: whoever takes the run up again waits for them too, and pays nothing twice. Answers stay in it until
 * what came of their tasks is on disk.
 */
export interface AnswerBook {
  list(): readonly AnswerRecord[];
  add(record: AnswerRecord): void;
  mark(answerId: string, end: AnswerMark): void;
  forget(answerId: string): void;
}

/** Nobody waits for the run's answers any more; what they cost stays as the ledger has it. */
export function forgetAnswers(folder: string, runId: string): void {
  forgetRunFile(folder, runId);
}

/** The run's answers that are still to be had: whoever takes it up again waits for them, and asks nothing anew. */
export function awaitedAnswers(folder: string, runId: string): readonly AnswerRecord[] {
  return new AnswerFile(folder, runId).list().filter(isAwaited);
}

export function isAwaited({ end }: AnswerRecord): boolean {
  return end === undefined || end === 'answered';
}

/** A file per run, on disk before anybody asks for an answer. */
export class AnswerFile implements AnswerBook {
  readonly #file: RunFile<AnswerRecord>;

  /** @param runId a UUID, or another name that a file can have */
  constructor(folder: string, runId: string) {
    this.#file = new RunFile(folder, runId, 'answers');
  }

  list(): readonly AnswerRecord[] {
    return this.#file.records;
  }

  add(record: AnswerRecord): void {
    this.#file.write([...this.list(), record]);
  }

  mark(answerId: string, end: AnswerMark): void {
    this.#file.write(this.list().map((record) => (record.answerId === answerId ? { ...record, end } : record)));
  }

  forget(answerId: string): void {
    this.#file.write(this.list().filter((record) => record.answerId !== answerId));
  }
}
