/** A mesh with liars in it, as far as trust can see it: for tests of trust. */
import { AuditSchedule, TrustBook } from '../src/index.ts';
import { seeded } from './seeded.ts';

export type Kind = 'honest' | 'noise' | 'empty' | 'lazy' | 'half-time' | 'turncoat';

export interface LiarsInit {
  readonly workers: number;
  readonly liars: number;
  readonly kind: Kind;
  /** Share of the answers of honest workers that others do not confirm. */
  readonly honestFails: number;
  /** On average, of each worker. */
  readonly tasksEach: number;
  readonly seed: number;
}

export interface LiarsOutcome {
  /** Own finished tasks of each liar when it was banned; undefined: it was not. */
  readonly bannedAfter: readonly (number | undefined)[];
  readonly honestBans: number;
  /** Of all tasks. */
  readonly checkedShare: number;
  /** Of the tasks of the second half of the time. */
  readonly checkedLater: number;
}

const MODEL = 'm';
const TURNS_AFTER = 100;
/** A task each minute. */
const STEP_MS = 60_000;

/** Answers that say the same are the same number; 0 is right, and nothing equals `undefined`. */
type Said = number | undefined;

export class LyingMesh {
  readonly #init: LiarsInit;
  readonly #random: () => number;
  readonly #book = new TrustBook();
  readonly #schedule: AuditSchedule;
  readonly #ids: readonly string[];
  readonly #done: number[];
  #unique = 1;
  #now = 0;

  constructor(init: LiarsInit) {
    this.#init = init;
    this.#random = seeded(init.seed);
    this.#schedule = new AuditSchedule(this.#random);
    this.#ids = Array.from({ length: init.workers }, (_, at) => `w${at}`);
    this.#done = this.#ids.map(() => 0);
  }

  run(): LiarsOutcome {
    const { workers, liars, tasksEach } = this.#init;
    const bannedAfter = new Map<number, number>();
    const total = workers * tasksEach;
    const checks = [0, 0];
    for (let task = 0; task < total; task += 1) {
      this.#now += STEP_MS;
      const worker = this.#another([], bannedAfter);
      if (worker === undefined) break;
      this.#done[worker] = (this.#done[worker] ?? 0) + 1;
      const said = this.#say(worker);
      const id = this.#ids[worker] ?? '';
      if (!this.#schedule.due(id, this.#book.stateOf(id, this.#now))) continue;
      const half = task < total / 2 ? 0 : 1;
      checks[half] = (checks[half] ?? 0) + 1;
      this.#judge(this.#check(worker, said, bannedAfter), bannedAfter);
    }
    const [first = 0, second = 0] = checks;
    return {
      bannedAfter: Array.from({ length: liars }, (_, worker) => bannedAfter.get(worker)),
      honestBans: [...bannedAfter.keys()].filter((worker) => worker >= liars).length,
      checkedShare: (first + second) / total,
      checkedLater: second / (total / 2),
    };
  }

  #judge(verdicts: readonly (readonly [number, boolean])[], bannedAfter: Map<number, number>): void {
    for (const [who, isPassed] of verdicts) {
      const row = this.#book.note(this.#ids[who] ?? '', MODEL, isPassed ? 'check-passed' : 'check-failed', this.#now);
      if (row.bannedUntil !== undefined && !bannedAfter.has(who)) bannedAfter.set(who, this.#done[who] ?? 0);
    }
  }

  /** Half of the checks have a known answer; for the others one more is asked, and a third where two differ. */
  #check(worker: number, said: Said, banned: ReadonlyMap<number, number>): readonly (readonly [number, boolean])[] {
    if (this.#random() < 0.5) return [[worker, this.#say(worker) === 0]];
    const second = this.#witness([worker], banned);
    if (second === undefined) return [];
    const saidSecond = this.#say(second);
    if (said !== undefined && said === saidSecond)
      return [
        [worker, true],
        [second, true],
      ];
    const third = this.#witness([worker, second], banned);
    if (third === undefined) return [];
    const saidThird = this.#say(third);
    const [withFirst, withSecond] = [said, saidSecond].map((one) => one !== undefined && one === saidThird);
    if (withFirst === withSecond) return [];
    return [
      [worker, withFirst === true],
      [second, withSecond === true],
      [third, true],
    ];
  }

  #another(not: readonly number[], banned: ReadonlyMap<number, number>): number | undefined {
    const there = this.#ids.map((_, at) => at).filter((at) => !banned.has(at) && !not.includes(at));
    return there[Math.floor(this.#random() * there.length)];
  }

  /** Who is under suspicion confirms nobody. */
  #witness(not: readonly number[], banned: ReadonlyMap<number, number>): number | undefined {
    const suspected = this.#ids.keys().filter((at) => this.#book.stateOf(this.#ids[at] ?? '', this.#now).isSuspected);
    return this.#another([...not, ...suspected], banned);
  }

  #say(worker: number): Said {
    const { liars, kind, honestFails } = this.#init;
    const isGood = this.#random() >= honestFails;
    const other = (): number => (this.#unique += 1);
    if (worker >= liars) return isGood ? 0 : other();
    switch (kind) {
      case 'honest':
        return isGood ? 0 : other();
      case 'noise':
        return other();
      case 'empty':
        return undefined;
      case 'lazy':
        return -1;
      case 'half-time':
        return isGood && this.#random() < 0.5 ? 0 : other();
      case 'turncoat':
        return isGood && (this.#done[worker] ?? 0) <= TURNS_AFTER ? 0 : other();
    }
  }
}
