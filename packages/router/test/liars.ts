/** A mesh with liars in it, as far as trust can see it: for tests of trust. */
import { AuditSchedule, drawWitness, type Opinion, settle, TrustBook } from '../src/index.ts';
import { seeded } from './seeded.ts';

/** `chorus`: all liars say the same. A number: so large a share of the answers is a lie. */
export type Kind = 'honest' | 'noise' | 'empty' | 'chorus' | 'turncoat' | number;

export interface LiarsInit {
  readonly workers: number;
  readonly liars: number;
  readonly kind: Kind;
  /** Share of the answers of honest workers that others do not confirm. */
  readonly honestFails: number;
  /** Own tasks of each worker, on average. */
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

/** What is right, and what all liars say that say the same. */
const RIGHT = 'right';
const CHORUS = 'fine';
/** As many as the coordinator asks. */
const MOST_WITNESSES = 4;

interface Said extends Opinion {
  readonly worker: number;
}

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
      const worker = this.#another(bannedAfter);
      if (worker === undefined) break;
      this.#done[worker] = (this.#done[worker] ?? 0) + 1;
      const said = { worker, text: this.#say(worker), isWitness: false };
      const id = this.#ids[worker] ?? '';
      if (!this.#schedule.due(id, this.#book.stateOf(id, this.#now))) continue;
      const half = task < total / 2 ? 0 : 1;
      checks[half] = (checks[half] ?? 0) + 1;
      this.#judge(this.#check(said, bannedAfter), bannedAfter);
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

  #check(said: Said, banned: ReadonlyMap<number, number>): readonly (readonly [number, boolean])[] {
    const opinions = [said];
    while (opinions.length <= MOST_WITNESSES) {
      const worker = this.#witness(
        opinions.map((one) => one.worker),
        banned,
      );
      if (worker === undefined) return [];
      opinions.push({ worker, text: this.#say(worker), isWitness: true });
      const settled = settle(opinions);
      if (settled === undefined) continue;
      return opinions.map((one) => [one.worker, settled.agreed.includes(one)]);
    }
    return [];
  }

  #another(banned: ReadonlyMap<number, number>): number | undefined {
    const there = this.#ids.map((_, at) => at).filter((at) => !banned.has(at));
    return there[Math.floor(this.#random() * there.length)];
  }

  #witness(heard: readonly number[], banned: ReadonlyMap<number, number>): number | undefined {
    const candidates = this.#ids.flatMap((id, at) => {
      const { isNew, isSuspected } = this.#book.stateOf(id, this.#now);
      if (isSuspected || banned.has(at) || heard.includes(at)) return [];
      return [{ id, at, member: id, isKnown: !isNew }];
    });
    return drawWitness(candidates, new Set(), this.#random)?.at;
  }

  #say(worker: number): string {
    const { liars, kind, honestFails } = this.#init;
    const isGood = this.#random() >= honestFails;
    const other = (): string => `other${(this.#unique += 1)}`;
    const good = isGood ? RIGHT : other();
    if (worker >= liars) return good;
    if (typeof kind === 'number') return this.#random() < kind ? other() : good;
    switch (kind) {
      case 'honest':
        return good;
      case 'noise':
        return other();
      case 'empty':
        return '';
      case 'chorus':
        return CHORUS;
      case 'turncoat':
        return (this.#done[worker] ?? 0) <= TURNS_AFTER ? good : other();
    }
  }
}
