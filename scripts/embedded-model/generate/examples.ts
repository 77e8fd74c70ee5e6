import { docComment } from './answer.ts';
import { habits } from './code/writing.ts';
import { writeFunction, type WrittenFunction } from './code/write-function.ts';
import { Dice } from './dice.ts';
import type { Language } from './frame.ts';
import { anyFrame } from './frames/any-frame.ts';
import { commentPrompt, type DocComment, nameInWords } from './production.ts';
import { focus, instructions, path } from './where.ts';

export interface Example {
  readonly prompt: string;
  /** A doc comment in JSON, without spaces. */
  readonly answer: string;
}

/** An example with what it was made of, for tests. */
export interface MadeExample extends Example {
  readonly written: WrittenFunction;
  readonly comment: DocComment;
  readonly path: string;
}

interface ExampleOptions {
  readonly seed: number;
  readonly count: number;
  /** Names of functions and types that never occur. @default none */
  readonly without?: ReadonlySet<string>;
}

/** Texts to learn from: the same seed gives the same ones everywhere, and the first ones do not depend on the count. */
export function* examples(options: ExampleOptions): Generator<Example> {
  for (const { prompt, answer } of madeExamples(options)) yield { prompt, answer };
}

export function* madeExamples({ seed, count, without = new Set() }: ExampleOptions): Generator<MadeExample> {
  let made = 0;
  for (let stream = 0; made < count; stream += 1) {
    const example = makeExample(new Dice(seed, stream));
    if (example === undefined || hasExcluded(example.written, without)) continue;
    made += 1;
    yield example;
  }
}

function makeExample(dice: Dice): MadeExample | undefined {
  const language = dice.weighted<Language>([[45, 'ts'], [10, 'js'], [45, 'py']]); // prettier-ignore
  const isTyped = language === 'ts' || (language === 'py' && dice.chance(0.6));
  const frame = anyFrame({ dice, language, isTyped });
  const written = writeFunction(frame, habits(dice, language), dice);
  if (!isSound(written, frame.nameWords, frame.fixedName !== undefined)) return undefined;
  const comment = docComment(frame, written);
  if (comment === undefined) return undefined;
  const where = path(dice, language, frame.body === 'show');
  const prompt = commentPrompt({
    source: { path: where, firstLine: 1, text: written.text },
    comments: written.facts,
    instructions: instructions(dice),
    focus: focus(dice),
  });
  return { prompt, answer: JSON.stringify(comment), written, comment, path: where };
}

/** Its words can be read out of its names, and no name stands for two things. */
function isSound({ facts, parameters }: WrittenFunction, nameWords: readonly string[], isFixed: boolean): boolean {
  if (!isFixed && nameInWords(facts.name) !== nameWords.join(' ')) return false;
  if (facts.name.length > 60 || new Set(facts.parameters.map(({ name }) => name)).size < facts.parameters.length)
    return false;
  return facts.parameters.every(({ name }, index) => nameInWords(name) === parameters[index]?.words.join(' '));
}

function hasExcluded({ facts, text }: WrittenFunction, without: ReadonlySet<string>): boolean {
  if (without.size === 0) return false;
  const name = facts.name.replace(/^#/, '');
  if (without.has(name) || without.has(`#${name}`) || (facts.owner !== undefined && without.has(facts.owner)))
    return true;
  return [...text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)].some(([word]) => /[A-Z_]/.test(word) && without.has(word));
}
