import type { Dice } from '../dice.ts';
import type { Language } from '../frame.ts';
import { camel, pascal, snake } from '../names.ts';
import { isReserved } from '../reserved.ts';
import { ACRONYMS } from '../words/abbreviations.ts';

/** How one file is written. */
export interface Habits {
  readonly language: Language;
  readonly tab: string;
  readonly quote: string;
  /** At the ends of statements. */
  readonly stop: string;
  /** Words that its names have in capitals. */
  readonly loud: ReadonlySet<string>;
  /** `'.name'` of fields of its own: `this.#name`, `self._name`. */
  readonly ownPrefix: string;
  /** `sha256` rather than `sha_256`. */
  readonly joinsDigits: boolean;
  /** `load_user` in TypeScript, `loadUser` in Python. */
  readonly swapsCase: boolean;
}

export function habits(dice: Dice, language: Language): Habits {
  const isPython = language === 'py';
  return {
    language,
    tab: isPython ? dice.pick(['    ', '    ', '    ', '  ']) : dice.pick(['  ', '  ', '  ', '    ', '\t']),
    quote: dice.pick(["'", "'", '"']),
    stop: isPython || dice.chance(0.12) ? '' : ';',
    loud: dice.chance(0.3) ? ACRONYMS : new Set(),
    joinsDigits: dice.chance(0.7),
    swapsCase: dice.chance(0.04),
    ownPrefix: isPython ? dice.pick(['', '_', '_', '']) : dice.pick(['', '', '#', '_']),
  };
}

/** Statements and expressions in the words of one language. */
export class Writing {
  readonly habits: Habits;
  readonly isPython: boolean;
  readonly #usesSnake: boolean;
  readonly self: string;
  readonly none: string;

  constructor(given: Habits) {
    this.habits = given;
    this.isPython = given.language === 'py';
    this.#usesSnake = this.isPython !== given.swapsCase;
    this.self = this.isPython ? 'self' : 'this';
    this.none = this.isPython ? 'None' : 'undefined';
  }

  name(words: readonly string[]): string {
    const name = this.joined(words);
    if (/^\d/.test(name)) return `_${name}`;
    if (isReserved(name)) return `${name}_`;
    return name;
  }

  member(words: readonly string[]): string {
    // The grammar reads `this.import` as something else.
    if (!this.isPython) return words.join() === 'import' ? 'imports' : this.joined(words);
    const name = this.joined(words);
    return isReserved(name) ? `${name}_` : name;
  }

  /** As the names of functions and variables are written in this file. */
  joined(words: readonly string[]): string {
    return this.#usesSnake ? this.snaked(words) : camel(words, this.habits.loud);
  }

  /** Digits stand alone or with the word before them. */
  snaked(words: readonly string[]): string {
    const name = snake(words);
    return this.habits.joinsDigits ? name.replaceAll(/_(\d)/g, '$1') : name;
  }

  type(words: readonly string[]): string {
    const name = pascal(words);
    return /^[A-Z]/.test(name) ? name : `T${name}`;
  }

  own(words: readonly string[]): string {
    return `${this.self}.${this.habits.ownPrefix}${this.member(words)}`;
  }

  text(content: string): string {
    return `${this.habits.quote}${content}${this.habits.quote}`;
  }

  line(code: string): string {
    return `${code}${this.habits.stop}`;
  }

  let(name: string, value: string, isFixed = true): string {
    return this.isPython ? `${name} = ${value}` : this.line(`${isFixed ? 'const' : 'let'} ${name} = ${value}`);
  }

  not(value: string): string {
    return this.isPython ? `not ${value}` : `!${value}`;
  }

  isNone(value: string): string {
    return this.isPython ? `${value} is None` : `${value} === undefined`;
  }

  same(one: string, other: string): string {
    return this.isPython ? `${one} == ${other}` : `${one} === ${other}`;
  }

  differs(one: string, other: string): string {
    return this.isPython ? `${one} != ${other}` : `${one} !== ${other}`;
  }

  and(one: string, other: string): string {
    return this.isPython ? `${one} and ${other}` : `${one} && ${other}`;
  }

  count(list: string): string {
    return this.isPython ? `len(${list})` : `${list}.length`;
  }

  isEmpty(list: string, dice: Dice): string {
    if (this.isPython) return dice.chance(0.7) ? `not ${list}` : `len(${list}) == 0`;
    return dice.chance(0.8) ? `${list}.length === 0` : `!${list}.length`;
  }

  make(type: string, args: string): string {
    return this.isPython ? `${type}(${args})` : `new ${type}(${args})`;
  }

  throws(type: string, args: string): string {
    return this.isPython ? `raise ${type}${args === '' ? '' : `(${args})`}` : this.line(`throw new ${type}(${args})`);
  }

  say(words: string): string {
    return this.isPython ? `# ${words}` : `// ${words}`;
  }

  block(head: string, body: readonly string[]): readonly string[] {
    const inner = body.map((line) => this.habits.tab + line);
    return this.isPython ? [`${head}:`, ...inner] : [`${head} {`, ...inner, '}'];
  }

  when(condition: string, body: readonly string[]): readonly string[] {
    if (this.isPython) return this.block(`if ${condition}`, body);
    const [only] = body;
    if (
      body.length === 1 &&
      only !== undefined &&
      only.length < 60 &&
      !/^(?:const|let) /.test(only) &&
      this.habits.quote === "'"
    )
      return [`if (${condition}) ${only}`];
    return this.block(`if (${condition})`, body);
  }

  each(item: string, list: string, body: readonly string[]): readonly string[] {
    return this.isPython
      ? this.block(`for ${item} in ${list}`, body)
      : this.block(`for (const ${item} of ${list})`, body);
  }

  truth(isTrue: boolean): string {
    if (this.isPython) return isTrue ? 'True' : 'False';
    return isTrue ? 'true' : 'false';
  }

  attempt(body: readonly string[], error: string, rescue: readonly string[]): readonly string[] {
    const inner = body.map((line) => this.habits.tab + line);
    const other = rescue.map((line) => this.habits.tab + line);
    return this.isPython
      ? ['try:', ...inner, `except ${error}:`, ...other]
      : ['try {', ...inner, '} catch (error) {', ...other, '}'];
  }
}
