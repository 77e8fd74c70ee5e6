import { fnv } from './hash.ts';
import type { RoutedText } from './routed-text.ts';
import { isDigit, isSpace, type FeatureSink } from './text-features.ts';

/** Counts over a piece of text, in UTF-16 units. */
interface Counts {
  readonly units: number;
  readonly digits: number;
  readonly numbers: number;
  readonly signs: number;
  readonly capitals: number;
  readonly words: number;
  readonly lines: number;
}

const MATHS = new Set(Array.from('=+-*/^<>()[]{}\\$%|', (sign) => sign.charCodeAt(0)));

/** How long a task is, what it is made of, and what is known of it besides its text: one feature per trait and step. */
export function addShape(routed: RoutedText, start: string, sink: FeatureSink): void {
  const words = counts(start);
  const { text, code = '', kind, tier, paths = [] } = routed;
  addTrait('length', steps(text.length), sink);
  addTrait('digits', share(words.digits, words.units), sink);
  addTrait('numbers', steps(words.numbers), sink);
  addTrait('maths', share(words.signs, words.units), sink);
  addTrait('capitals', share(words.capitals, words.units), sink);
  addTrait('word length', String(Math.round((words.units * 2) / Math.max(1, words.words))), sink);
  addTrait('lines', steps(words.lines), sink);
  if (code !== '') addTrait('code length', steps(code.length), sink);
  if (kind !== undefined) addTrait('kind', kind, sink);
  if (tier !== undefined) addTrait('tier', tier, sink);
  if (paths.length > 0) addTrait('files', steps(paths.length), sink);
  for (const extension of new Set(paths.map(extensionOf))) addTrait('language', extension, sink);
}

function addTrait(name: string, value: string, sink: FeatureSink): void {
  const label = `${name} ${value}`;
  sink.add('shape', fnv(label), label, 0, label.length);
}

/** Half powers of two: "64" holds 64 up to 90. */
function steps(value: number): string {
  return String(Math.round(2 ** (Math.floor(Math.log2(value + 1) * 2) / 2)));
}

/** Of the whole, in steps that are finer where it is small. */
function share(part: number, whole: number): string {
  const percent = (100 * part) / Math.max(1, whole);
  return percent === 0 ? '0 %' : `${steps(percent * 4)}/4 %`;
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : name.toLowerCase();
}

function counts(text: string): Counts {
  let [digits, numbers, signs, capitals, words, lines] = [0, 0, 0, 0, 0, 1];
  let wasSpace = true;
  let wasDigit = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const isNumber = isDigit(unit);
    if (isNumber) digits++;
    if (isNumber && !wasDigit) numbers++;
    if (MATHS.has(unit)) signs++;
    if (unit >= 65 && unit <= 90) capitals++;
    if (unit === 10) lines++;
    const isGap = isSpace(unit);
    if (wasSpace && !isGap) words++;
    wasSpace = isGap;
    wasDigit = isNumber;
  }
  return { units: text.length, digits, numbers, signs, capitals, words, lines };
}
