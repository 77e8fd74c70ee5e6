import { bootstrap, type Interval } from '@hanzo/router';
import type { Bar } from '../bars/bars.ts';
import type { Expected } from '../strategies/strategy.ts';

/** What a line of the table says, each with the interval that holds it in 95 of 100 cases; undefined: not stored. */
export interface Figures {
  readonly name: string;
  readonly quality: Interval;
  /** Quality as a share of the strong model's. */
  readonly ofStrong: Interval;
  /** Micro-dollars for all tasks, by a task. */
  readonly costMicros?: Interval;
  /** Part of the strong model's cost that is not spent. */
  readonly saved?: Interval;
  readonly strong?: Interval;
  /** Micro-dollars. */
  readonly costPerResolved?: Interval;
}

interface Beside {
  readonly own: Expected;
  readonly reference: Expected;
}

export interface Sampling {
  readonly seed: number;
  readonly rounds: number;
}

/** @param reference what the strong model by itself comes to on the same tasks, in the same order */
export function figuresOf({ name, results }: Bar, reference: readonly Expected[], sampling: Sampling): Figures {
  const items = results.map((own, at): Beside => ({ own, reference: reference[at] ?? own }));
  const interval = (statistic: (items: readonly Beside[]) => number): Interval => bootstrap(items, statistic, sampling);
  const hasCosts = Number.isFinite(total(items, ({ own, reference: { costMicros } }) => own.costMicros + costMicros));
  const hasCalls = Number.isFinite(total(items, ({ own }) => own.strong));
  const quality = ({ own }: Beside): number => own.quality;
  const cost = ({ own }: Beside): number => own.costMicros;
  return {
    name,
    quality: interval((drawn) => total(drawn, quality) / drawn.length),
    ofStrong: interval((drawn) => total(drawn, quality) / total(drawn, (item) => item.reference.quality)),
    ...(hasCosts && {
      costMicros: interval((drawn) => total(drawn, cost) / drawn.length),
      saved: interval((drawn) => 1 - total(drawn, cost) / total(drawn, (item) => item.reference.costMicros)),
      costPerResolved: interval((drawn) => total(drawn, cost) / total(drawn, quality)),
    }),
    ...(hasCalls && { strong: interval((drawn) => total(drawn, ({ own }) => own.strong) / drawn.length) }),
  };
}

function total(items: readonly Beside[], of: (item: Beside) => number): number {
  let sum = 0;
  for (const item of items) sum += of(item);
  return sum;
}
