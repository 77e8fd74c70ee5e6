/** Somebody who could be asked what he says to a question. */
export interface Candidate {
  readonly id: string;
  /** Whose worker it is. */
  readonly member: string;
  /** Enough of its answers were right so far. */
  readonly isKnown: boolean;
}

/**
 * Draws the next witness by lot: nobody can offer himself, however fast he says he is. Members that were not heard come
 * before others, known workers before new ones; each member has one lot, however many workers it has.
 *
 * @param heard members that have said something already
 * @param random in [0, 1); not to be foreseen by workers
 */
export function drawWitness<T extends Candidate>(
  candidates: readonly T[],
  heard: ReadonlySet<string>,
  random: () => number,
): T | undefined {
  const others = candidates.filter(({ member }) => !heard.has(member));
  const apart = others.length > 0 ? others : candidates;
  const known = apart.filter(({ isKnown }) => isKnown);
  const best = known.length > 0 ? known : apart;
  const member = oneOf([...new Set(best.map((one) => one.member))], random);
  const itsWorkers = best.filter((one) => one.member === member);
  return oneOf(itsWorkers, random);
}

function oneOf<T>(all: readonly T[], random: () => number): T | undefined {
  return all[Math.floor(random() * all.length)];
}
