import type { Dice } from '../dice.ts';
import type { FrameParameter } from '../frame.ts';
import type { Writing } from './writing.ts';

/** Required ones first, as languages want it. */
export function inOrder(parameters: readonly FrameParameter[]): readonly FrameParameter[] {
  const rank = ({ rest, isOptional }: FrameParameter): number =>
    rest === undefined ? (isOptional === true ? 1 : 0) : rest === '**' ? 3 : 2;
  return parameters.toSorted((one, other) => rank(one) - rank(other));
}

const PATTERNS = [
  '{ id, name }',
  '{ items, onSelect }',
  '{ children }',
  '{ user, onClose }',
  '{ value, onChange }',
  '{ limit = 10, offset = 0 }',
  '{ data }',
  '{ title, children, ...rest }',
  '[first, second]',
  '{ signal }',
  '{ key, value }',
];

/** A parameter without a name: its parts are taken out of it at once. */
export function patternCode(w: Writing, dice: Dice, type: string): string {
  const pattern = dice.pick(PATTERNS);
  if (w.habits.language !== 'ts') return pattern;
  return `${pattern}: ${pattern.startsWith('[') ? '[string, number]' : type}`;
}

export function parameterCode(w: Writing, dice: Dice, parameter: FrameParameter): string {
  const { type, isOptional, rest } = parameter;
  const name = w.name(parameter.words);
  if (rest !== undefined) return `${rest}${name}${type === undefined ? '' : `: ${type}`}`;
  if (w.isPython) {
    const typed = type === undefined ? name : `${name}: ${type}`;
    if (isOptional !== true) return typed;
    return type === undefined
      ? `${typed}=${defaultValue(w, dice, parameter)}`
      : `${typed} = ${defaultValue(w, dice, parameter)}`;
  }
  if (isOptional !== true) return type === undefined ? name : `${name}: ${type}`;
  if (type === undefined) return `${name} = ${defaultValue(w, dice, parameter)}`;
  return dice.chance(0.6) ? `${name}?: ${type}` : `${name}: ${type} = ${defaultValue(w, dice, parameter)}`;
}

function defaultValue(w: Writing, dice: Dice, { shape, type }: FrameParameter): string {
  if (shape === 'flag') return w.truth(dice.chance(0.3));
  if (shape === 'number') return dice.pick(['0', '1', '10', '100', '1000', '5', '3', '30', '60']);
  if (shape === 'text')
    return dice.pick([w.text(''), w.text('utf-8'), w.text('default'), w.isPython ? 'None' : w.text('a')]);
  if (w.isPython) return 'None';
  if (shape === 'list') return '[]';
  return type === undefined ? dice.pick(['{}', 'null', 'undefined', '{}']) : '{}';
}

/** `(a, b)`, over several lines where it is long. */
export function parameterList(w: Writing, dice: Dice, parameters: readonly string[], width: number): string {
  const flat = `(${parameters.join(', ')})`;
  if (flat.length + width < 96 && !(parameters.length > 4 && dice.chance(0.5))) return flat;
  return `(\n${parameters.map((parameter) => `${w.habits.tab}${parameter},\n`).join('')})`;
}
