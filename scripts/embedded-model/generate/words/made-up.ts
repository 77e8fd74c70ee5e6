import type { Dice } from '../dice.ts';

const STARTS =
  'b bl br c ch cl cr d dr dw f fl fr g gl gn gr h j k kl kn kr l m mn n p pf ph pl pr qu r s sc sch sh sk sl sm sn sp spl spr st str sw t th tr tw v vr w wh wr x y z zh zl'.split(
    ' ',
  );
const VOWELS = 'a e i o u a e i o u ai au ea ee ie oa oo ou ui y io eo'.split(' ');
const ENDS = 'b ck d f g k l ll m n nd ng nk nt p r rb rd rf rg rk rl rm rn rp rt sh sk sp ss st t th x z zz'.split(
  ' ',
);
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A word that no language has, mostly one that can be said aloud. */
export function madeUpWord(dice: Dice): string {
  const way = dice.below(20);
  if (way < 12) return pronounceable(dice, 1 + dice.below(2));
  if (way < 16) return pronounceable(dice, 2 + dice.below(3));
  return letters(dice, 2 + dice.below(way < 18 ? 3 : 6));
}

function pronounceable(dice: Dice, syllables: number): string {
  let word = '';
  for (let left = syllables; left > 0; left -= 1) word += dice.pick(STARTS) + dice.pick(VOWELS);
  return dice.chance(0.7) ? word + dice.pick(ENDS) : word;
}

function letters(dice: Dice, length: number): string {
  let word = '';
  for (let left = length; left > 0; left -= 1) word += LETTERS[dice.below(26)];
  return word;
}
