/**
 * Writes heldout/met-names.json: which functions of the held-out set share the words of their name with a function of the training
 * text. Takes a minute. `node --conditions=@hanzo/source bench/embedded-model/make-met-names.ts`
 */
import { writeFileSync } from 'node:fs';
import { madeExamples } from '../../scripts/embedded-model/generate/examples.ts';
import { TRAINING_TEXT } from '../../scripts/embedded-model/training-text.ts';
import { heldOutNames } from './sets/committed.ts';
import { heldOutSets } from './sets/function-set.ts';
import { MET_NAMES, wordsToSay } from './sets/met-names.ts';

const sets = await heldOutSets(Number.POSITIVE_INFINITY);
const wanted = new Set(sets.flatMap((set) => set.wanted.map(({ facts }) => wordsToSay(facts))));
const met = new Set<string>();
for (const { written } of madeExamples({ ...TRAINING_TEXT, without: heldOutNames() })) {
  const words = wordsToSay(written.facts);
  if (wanted.has(words)) met.add(words);
}
writeFileSync(MET_NAMES, `${JSON.stringify([...met].toSorted(), undefined, 1)}\n`);
console.log(`${met.size} of ${wanted.size} names`);
