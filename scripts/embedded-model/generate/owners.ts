import type { Dice } from './dice.ts';
import { phrase } from './phrases.ts';
import { NOUNS } from './words/nouns.ts';
import { madeUpWord } from './words/made-up.ts';

const HEADS = 'store service manager client repository cache queue controller handler parser builder factory registry pool worker view form model list table map tree graph engine router provider session connection stream reader writer loader tracker monitor scheduler dispatcher validator converter printer collector counter timer server agent editor player game cart shop book account order report document page window widget panel node item record event message task job buffer index'.split(' '); // prettier-ignore

/** The words of a class's name. */
export function ownerWords(dice: Dice): readonly string[] {
  const head = dice.chance(0.12) ? madeUpWord(dice) : dice.chance(0.6) ? dice.pick(HEADS) : dice.pick(NOUNS);
  if (dice.chance(0.3)) return [head];
  const before = phrase(dice, { pluralChance: 0 })
    .words.slice(-2)
    .filter((word) => !/^\d/.test(word));
  return [...new Set([...(dice.chance(0.7) ? before.slice(-1) : before), head])];
}
