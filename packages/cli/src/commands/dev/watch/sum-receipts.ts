import { addUp, answerFigures, type Receipt, type ReceiptRow, type RungTally } from '@hanzo/orchestrator';

/** What several runs came to together: a row for each engine. @param b came after `a` */
export function sumReceipts(a: Receipt, b: Receipt): Receipt {
  const rows = new Map<string, ReceiptRow>();
  for (const row of [...a.rows, ...b.rows]) {
    const key = JSON.stringify([row.role, row.lost ?? '', Object.entries(row.who).toSorted(byName)]);
    const known = rows.get(key);
    rows.set(key, known === undefined ? row : { ...known, ...addUp(known, row) });
  }
  const totals = addUp(a.totals, b.totals);
  const rungs = sumRungs([...a.rungs, ...b.rungs]);
  const resolved = rungs.reduce((sum, rung) => sum + rung.resolved, 0);
  const list = [...rows.values()];
  return {
    rows: list,
    totals,
    rungs,
    // What an earlier run left undone, the later one was asked to do as well.
    answers: answerFigures(list, b.answers.candidates),
    perResolvedMicros: resolved === 0 ? undefined : Math.round(totals.costMicros / resolved),
    savedMicros: sumOf(a.savedMicros, b.savedMicros),
  };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function sumRungs(tallies: readonly RungTally[]): readonly RungTally[] {
  const sums = new Map<string, RungTally>();
  for (const tally of tallies) {
    const before = sums.get(tally.rung) ?? { rung: tally.rung, resolved: 0, attempts: 0, costMicros: 0 };
    sums.set(tally.rung, {
      rung: tally.rung,
      resolved: before.resolved + tally.resolved,
      attempts: before.attempts + tally.attempts,
      costMicros: before.costMicros + tally.costMicros,
    });
  }
  return [...sums.values()];
}

/** What is not known stays so. */
function sumOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
