import { countOf, HanzoError } from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import { hash } from 'node:crypto';
import { collapse } from '../findings/anchor.ts';
import type { Plan } from '../plan/plan.ts';
import { readTexts } from '../run/read-texts.ts';
import type { FoundFinding } from '../run/run-finding.ts';

/** A finding of an earlier run that is mended now, without anybody looking for it again. */
export type GivenFinding = Pick<
  FoundFinding,
  'path' | 'line' | 'quote' | 'severity' | 'category' | 'confidence' | 'message' | 'rationale' | 'fix' | 'kind'
> &
  Partial<Pick<FoundFinding, 'lineKey'>>;

/**
 * The plan of a run that only mends: no tasks, and the findings at the lines where they stand now. Those whose line is gone are
 * warned of.
 *
 * @throws HanzoError USAGE when none of them is left
 */
export async function planOfGiven(
  given: readonly GivenFinding[],
  { workspace, signal, at }: { readonly workspace: Workspace; readonly signal: AbortSignal; readonly at: number },
): Promise<Plan> {
  const { texts } = await readTexts(workspace, [...new Set(given.map(({ path }) => path))], signal);
  const placed = given.map((one) => ({ one, line: lineNow(one, texts.get(one.path)) }));
  const gone = placed.filter(({ line }) => line === undefined).map(({ one }) => goneInWords(one));
  const found = placed.flatMap(({ one, line }): FoundFinding[] => {
    if (line === undefined) return [];
    return [{ ...one, line, taskId: 'given', who: { kind: 'cache', engine: 'an earlier run', answeredAt: at } }];
  });
  if (found.length === 0)
    throw new HanzoError('USAGE', `There is nothing to mend: ${gone.join('; ')}.`, {
      mend: 'Ask for a new review: the files have changed.',
    });
  const because = `${countOf(found.length, 'finding')} of before ${found.length === 1 ? 'is' : 'are'} mended.`;
  return {
    origin: { kind: 'deterministic', because },
    tasks: [],
    warnings: gone.map((words) => `Not mended: ${words}.`),
    notCovered: [],
    calls: [],
    given: found,
  };
}

/** The nearest line that is what was quoted; undefined: there is none. */
function lineNow({ line, quote, lineKey }: GivenFinding, text: string | undefined): number | undefined {
  const wanted = collapse(quote);
  const isIt = (one: string): boolean =>
    lineKey === undefined ? collapse(one) === wanted : hash('sha256', collapse(one)) === lineKey;
  const same = (text ?? '').split('\n').flatMap((one, index) => (isIt(one) ? [index + 1] : []));
  return same.toSorted((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
}

function goneInWords({ path, line, message }: GivenFinding): string {
  return `${path}:${line} ${message.replace(/[.\s]+$/, '')} (its line is not in the file any more)`;
}
