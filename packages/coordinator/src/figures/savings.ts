import type { DatabaseSync } from 'node:sqlite';
import { savedMicros } from '@hanzo/contracts';
import type { FiguresQuery } from './query.ts';

/** What runs of one orchestrator cost, beside an estimate of what they would have cost on one model alone. Micro-dollars. */
export interface Saving {
  readonly orchestrator: string;
  /** The model that stands for "everything on the orchestrator"; undefined when none has a price. Then nothing is estimated. */
  readonly comparedWith: string | undefined;
  /** Tasks with an accepted answer, tools' ones included. */
  readonly resolved: number;
  readonly spentMicros: number;
  /** Plans, and accepted answers at the price of `comparedWith`. Undefined without one. */
  readonly otherwiseMicros: number | undefined;
  /** Negative when more was spent. */
  readonly savedMicros: number | undefined;
}

/**
 * By orchestrator, those of most tasks first. Calls whose runs the journal does not have are left out: nobody knows what
 * became of them. A plan whose cost is uncertain counts as spent only.
 */
export function savingsOf(db: DatabaseSync, { yardstick }: FiguresQuery): Saving[] {
  const rows = db
    .prepare(
      `SELECT orchestrator, sum(accepted) AS resolved, sum(spent_micros) AS spent, sum(elsewhere_micros) AS elsewhere,
         sum(iif(role = 'plan' AND state = 'settled', spent_micros, 0)) AS plan
       FROM facts WHERE orchestrator <> '' GROUP BY 1 ORDER BY resolved DESC, orchestrator`,
    )
    .all();
  return rows.map((row) => {
    const orchestrator = String(row['orchestrator']);
    const spentMicros = Number(row['spent']);
    const answersMicros = Number(row['elsewhere']);
    const planMicros = Number(row['plan']);
    const model = yardstick?.(orchestrator)?.model;
    const isKnown = model !== undefined;
    return {
      orchestrator,
      comparedWith: model,
      resolved: Number(row['resolved']),
      spentMicros,
      otherwiseMicros: isKnown ? planMicros + answersMicros : undefined,
      savedMicros: isKnown ? savedMicros({ planMicros, answersMicros, spentMicros }) : undefined,
    };
  });
}
