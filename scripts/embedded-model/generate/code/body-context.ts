import type { Dice } from '../dice.ts';
import type { Frame, Shape } from '../frame.ts';
import { phrase } from '../phrases.ts';
import { VERBS, type VerbClass } from '../words/verbs.ts';
import { NOUNS } from '../words/nouns.ts';
import type { Writing } from './writing.ts';

const HELPER_CLASSES: readonly VerbClass[] = ['get', 'find', 'make', 'compute', 'convert', 'act', 'check', 'send'];
const LIBRARIES = {
  script:
    'Math.max Math.min Math.round Math.abs JSON.parse JSON.stringify Object.keys Object.entries Object.fromEntries Array.from Number String Boolean Date.now structuredClone encodeURIComponent parseInt Number.isFinite Array.isArray Promise.resolve performance.now crypto.randomUUID'.split(
      ' ',
    ),
  python:
    'len sorted sum max min list set dict tuple str int float abs round zip enumerate isinstance getattr json.loads json.dumps os.path.join os.path.exists time.time datetime.now re.sub re.match math.sqrt math.floor np.array np.mean np.zeros np.asarray random.choice copy.deepcopy Path'.split(
      ' ',
    ),
};

export interface Known {
  readonly name: string;
  readonly words: readonly string[];
  readonly shape: Shape;
}

/** What statements of one body are made with. */
export class BodyContext {
  readonly w: Writing;
  readonly dice: Dice;
  readonly frame: Frame;
  readonly known: readonly Known[];
  #fresh = 0;
  readonly #taken: Set<string>;

  constructor(w: Writing, dice: Dice, frame: Frame, known: readonly Known[]) {
    this.w = w;
    this.dice = dice;
    this.frame = frame;
    this.known = known;
    this.#taken = new Set(known.map(({ name }) => name));
  }

  get hasSelf(): boolean {
    return this.frame.owner !== undefined && !this.frame.nameWords.includes('static!');
  }

  noun(): string {
    return this.dice.pick(NOUNS);
  }

  /** A name that nothing has yet. */
  local(words: readonly string[] = phrase(this.dice, { pluralChance: 0.2 }).words): string {
    const name = this.w.name(words);
    if (!this.#taken.has(name)) {
      this.#taken.add(name);
      return name;
    }
    this.#fresh += 1;
    return this.w.name([...words, `${this.#fresh + 1}`]);
  }

  /** Something that is there: a parameter or a field. */
  value(): string {
    const { dice, known } = this;
    if (known.length > 0 && dice.chance(0.75)) return dice.pick(known).name;
    if (this.hasSelf && dice.chance(0.8)) return this.w.own(this.fieldWords());
    return dice.chance(0.5) ? `${dice.below(100)}` : this.w.text(this.noun());
  }

  /** Something that has members. */
  thing(): string {
    const { dice, known } = this;
    if (known.length > 0 && dice.chance(0.75)) return dice.pick(known).name;
    return this.hasSelf ? this.w.own(this.fieldWords()) : this.w.name([this.noun()]);
  }

  fieldWords(): readonly string[] {
    return this.dice.chance(0.7) ? [this.noun()] : phrase(this.dice).words;
  }

  /** A function somewhere else. */
  callee(): string {
    const { dice, w } = this;
    const helper = [
      dice.pick<string>(VERBS[dice.pick(HELPER_CLASSES)]),
      ...(dice.chance(0.8) ? phrase(dice).words.slice(-2) : []),
    ];
    const way = dice.below(10);
    if (way < 3) return w.name(helper);
    if (way < 5) return dice.pick(w.isPython ? LIBRARIES.python : LIBRARIES.script);
    if (way < 8 && this.hasSelf)
      return dice.chance(0.5) ? `${w.own(helper)}` : `${w.own([this.noun()])}.${w.member(helper)}`;
    return `${w.name([this.noun()])}.${w.member(helper)}`;
  }

  args(): string {
    const { dice } = this;
    const count = dice.weighted([[2, 0], [6, 1], [4, 2], [1, 3]]); // prettier-ignore
    return Array.from({ length: count }, () => this.value()).join(', ');
  }

  call(): string {
    return `${this.callee()}(${this.args()})`;
  }

  /** Waits where the function can. */
  waited(code: string): string {
    return this.frame.isAsync && this.dice.chance(0.7) ? `await ${code}` : code;
  }

  /** Something to compute with. */
  expression(): string {
    const { dice, w } = this;
    const way = dice.below(12);
    if (way < 4) return this.call();
    if (way < 6) return `${this.thing()}.${w.member([this.noun()])}`;
    if (way === 6) return `${this.value()} ${dice.pick(['+', '-', '*', '/', '%'])} ${dice.below(100)}`;
    if (way === 7) return `${this.thing()}[${this.value()}]`;
    if (way === 8) return this.mapped();
    if (way === 9) return w.isPython ? `${this.value()} or ${this.literal()}` : `${this.value()} ?? ${this.literal()}`;
    if (way === 10)
      return w.isPython
        ? `{${w.text(this.noun())}: ${this.value()}}`
        : `{ ${w.member([this.noun()])}: ${this.value()} }`;
    return this.value();
  }

  literal(): string {
    const { dice, w } = this;
    return dice.pick([`${dice.below(1000)}`, w.text(this.noun()), '[]', w.truth(true), '{}', '0', '1']);
  }

  mapped(): string {
    const { dice, w } = this;
    const item = dice.pick(['item', 'x', 'entry', 'one', 'part']);
    const list = this.thing();
    const field = w.member([this.noun()]);
    if (w.isPython)
      return dice.pick([
        `[${item}.${field} for ${item} in ${list}]`,
        `[${item} for ${item} in ${list} if ${item}.${field}]`,
        `{${item}.id: ${item} for ${item} in ${list}}`,
        `sorted(${list}, key=lambda ${item}: ${item}.${field})`,
      ]);
    return dice.pick([
      `${list}.map((${item}) => ${item}.${field})`,
      `${list}.filter((${item}) => ${item}.${field} !== ${this.literal()})`,
      `[...${list}].sort()`,
      `${list}.flatMap((${item}) => ${item}.${field} ?? [])`,
    ]);
  }

  condition(): string {
    const { dice, w } = this;
    const value = this.thing();
    const way = dice.below(7);
    if (way === 0) return w.not(value);
    if (way === 1) return w.isNone(value);
    if (way === 2) return `${value}.${w.member([this.noun()])} > ${dice.below(50)}`;
    if (way === 3) return w.same(`${value}.${w.member([this.noun()])}`, this.literal());
    if (way === 4) return `${this.callee()}(${value})`;
    if (way === 5) return w.and(value, w.not(this.value()));
    return w.differs(value, this.literal());
  }
}
