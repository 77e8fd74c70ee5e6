import type { Delegation, KeptResult } from '../folder/delegation.ts';
import { CONFIDENCE_LEVELS } from '../words.ts';

/**
 * What counts of the answers of each model that was wanted: the last one, or that of whoever followed an unsure one and has answered.
 * The surest first, of equals that of the later round.
 */
export function standingAnswers({
  models,
  further,
  results,
}: Pick<Delegation, 'models' | 'further' | 'results'>): readonly KeptResult[] {
  const answered = results.filter(({ state }) => state === 'answered');
  // A person may have had others asked the same later on.
  const wanted = new Set([...models, ...answered.filter(({ round }) => round === 1).map(({ model }) => model)]);
  const standing = new Set([...wanted].flatMap((model) => lastOfChain(model, further, answered) ?? []));
  return [...standing].toSorted((a, b) => doubt(a) - doubt(b) || b.round - a.round);
}

function lastOfChain(
  wanted: string,
  further: Delegation['further'],
  answered: readonly KeptResult[],
): KeptResult | undefined {
  let last = lastAnswerOf(wanted, answered);
  let [model, round] = [wanted, 1];
  for (;;) {
    const next = further.find((one) => one.after === model && one.round === round + 1);
    if (next === undefined) return last;
    ({ model, round } = next);
    last = lastAnswerOf(model, answered) ?? last;
  }
}

/** Of one round the one that came last counts. */
export function lastAnswerOf(model: string, results: readonly KeptResult[]): KeptResult | undefined {
  const own = results.filter((one) => one.model === model && one.state === 'answered');
  return own.reduce<KeptResult | undefined>(
    (last, one) => (last === undefined || one.round >= last.round ? one : last),
    undefined,
  );
}

function doubt({ confidence }: KeptResult): number {
  return confidence === undefined ? CONFIDENCE_LEVELS.length : CONFIDENCE_LEVELS.indexOf(confidence);
}
