import { countOf, type Who } from '@hanzo/contracts';
import type { AnswerFigures } from '../receipt-answers.ts';

/** The table of the receipt has all of them. */
const MOST_NAMED = 4;

/**
 * `41 of 48 answers passed the gate; 7 escalation candidates, no API key: left undone. By engine: desk 20 of 24, studio
 * 21 of 24.` Empty when no answer of a model was judged.
 */
export function answersInWords(
  { passed, judged, engines, candidates }: AnswerFigures,
  nameOf: (who: Who) => string,
): string {
  if (judged === 0) return '';
  const left = candidates.map(
    ({ tasks, why }) => `; ${countOf(tasks, 'escalation candidate')}${why === '' ? '' : `, ${why}`}: left undone`,
  );
  const head = `${passed} of ${countOf(judged, 'answer')} passed the gate${left.join('')}.`;
  if (engines.length < 2 || engines.length > MOST_NAMED) return head;
  const each = engines.map((one) => `${nameOf(one.who)} ${one.passed} of ${one.judged}`);
  return `${head} By engine: ${each.join(', ')}.`;
}
