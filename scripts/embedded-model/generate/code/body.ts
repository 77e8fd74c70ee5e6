import type { Frame } from '../frame.ts';
import type { BodyContext } from './body-context.ts';
import { type Guard, guard } from './guards.ts';
import { plainLines } from './statements.ts';

export interface Body {
  readonly lines: readonly string[];
  readonly guards: readonly Guard[];
}

/** Statements that do what the frame says, or look like it. */
export function body(context: BodyContext): Body {
  const { dice, frame } = context;
  const guards = guardsFor(context);
  if (mayBeAbstract(context) && dice.chance(0.03))
    return {
      lines: [dice.pick(['raise NotImplementedError', 'raise NotImplementedError()', 'pass', '...'])],
      guards: [],
    };
  const size = sizeOf(context);
  const changes = changesOf(context);
  const work = [...guards.flatMap((one) => one.lines), ...(size === 0 ? [] : plainLines(context, size)), ...changes];
  const lines = [...work, ...ending(context, work)];
  if (!lines.every((line) => /^\s*(?:#|\/\/)/.test(line))) return { lines, guards };
  return { lines: [...lines, ...(frame.givesValue ? returned(context) : plainCall(context))], guards };
}

/** Without a value it gives none; with one its type must say so. */
function mayBeAbstract({ w, frame }: BodyContext): boolean {
  if (!w.isPython || frame.kind !== 'method' || frame.isGenerator) return false;
  return !frame.givesValue || (frame.resultType !== undefined && !frame.mayBeAbsent);
}

function sizeOf({ dice, frame }: BodyContext): number {
  if (frame.body === 'accessor' || frame.kind === 'setter') return dice.weighted([[70, 0], [20, 1], [6, 2]]); // prettier-ignore
  return dice.weighted([[30, 0], [26, 1], [18, 2], [12, 3], [8, 5], [4, 8], [2, 14], [1, 26]]); // prettier-ignore
}

function changesOf(context: BodyContext): readonly string[] {
  const { dice, frame } = context;
  if (frame.body === 'construct') return keepLines(context);
  return frame.mayChange && dice.chance(frame.body === 'set' ? 0.9 : 0.3) ? changeLines(context) : [];
}

function plainCall(context: BodyContext): readonly string[] {
  return [context.w.line(context.waited(context.call()))];
}

function guardsFor(context: BodyContext): readonly Guard[] {
  const { dice, frame } = context;
  const count = dice.weighted([[frame.body === 'check' ? 30 : frame.body === 'accessor' ? 400 : 76, 0], [20, 1], [4, 2]]); // prettier-ignore
  const found: Guard[] = [];
  for (let left = count; left > 0; left -= 1) {
    const one = guard(context);
    if (!found.some(({ type }) => type === one.type)) found.push(one);
  }
  return found;
}

function changeLines(context: BodyContext): readonly string[] {
  const { dice, w, frame } = context;
  const count = dice.weighted([[8, 1], [3, 2], [1, 3]]); // prettier-ignore
  const lines: string[] = [];
  for (let left = count; left > 0; left -= 1) {
    const words = frame.body === 'set' && dice.chance(0.8) ? frame.subject : context.fieldWords();
    const way = dice.below(5);
    lines.push(
      w.line(
        way === 0
          ? `${w.own(words)} += 1`
          : `${w.own(words)} = ${dice.chance(0.6) ? context.value() : context.expression()}`,
      ),
    );
  }
  return lines;
}

/** A constructor keeps what it is given. */
function keepLines(context: BodyContext): readonly string[] {
  const { dice, w, known } = context;
  const lines = known
    .filter(() => dice.chance(0.85))
    .map(({ name, words }) =>
      w.line(
        `${w.own(words)} = ${dice.chance(0.85) ? name : `${name}${w.isPython ? ' or ' : ' ?? '}${context.literal()}`}`,
      ),
    );
  for (let left = dice.below(3); left > 0; left -= 1)
    lines.push(w.line(`${w.own(context.fieldWords())} = ${dice.chance(0.6) ? context.literal() : context.call()}`));
  return w.isPython && dice.chance(0.2) ? ['super().__init__()', ...lines] : lines;
}

/** What it gives back, after what it has done. */
function ending(context: BodyContext, work: readonly string[]): readonly string[] {
  const { frame, dice, w } = context;
  if (frame.body === 'yield') return yielded(context);
  if (!frame.givesValue) {
    if (work.length > 0 && dice.chance(0.5)) return [];
    return dice.chance(0.25)
      ? [...w.when(context.condition(), [w.line('return')]), ...plainCall(context)]
      : plainCall(context);
  }
  return frame.mayBeAbsent ? [...maybe(context)] : returned(context);
}

function yielded(context: BodyContext): readonly string[] {
  const { w } = context;
  const item = context.local([context.noun()]);
  const inner = context.dice.chance(0.3)
    ? w.when(context.condition(), [w.line(`yield ${item}`)])
    : [w.line(`yield ${item}`)];
  return w.each(item, context.thing(), inner);
}

function maybe(context: BodyContext): readonly string[] {
  const { w, dice } = context;
  const isTyped = context.frame.resultType !== undefined;
  const way = dice.below(isTyped ? 4 : 2);
  if (way === 0) {
    const item = context.local([context.noun()]);
    return [
      ...w.each(
        item,
        context.thing(),
        w.when(w.same(`${item}.${w.member([context.noun()])}`, context.value()), [w.line(`return ${item}`)]),
      ),
      w.line(`return ${w.none}`),
    ];
  }
  if (way === 1) return [...w.when(context.condition(), [w.line(`return ${w.none}`)]), ...returned(context)];
  if (way === 2 && !w.isPython)
    return [
      w.line(`return ${context.thing()}.find((one) => one.${w.member([context.noun()])} === ${context.value()})`),
    ];
  return [w.line(`return ${context.waited(`${context.thing()}.get(${context.value()})`)}`)];
}

function returned(context: BodyContext): readonly string[] {
  const { dice, w, frame } = context;
  if (frame.body === 'accessor' && frame.resultShape !== 'flag' && dice.chance(0.7))
    return [w.line(`return ${w.own(dice.chance(0.7) ? frame.subject : context.fieldWords())}`)];
  if (frame.body === 'show') return elements(context);
  if (frame.resultShape === 'flag')
    return dice.chance(0.4)
      ? [...w.when(context.condition(), [w.line(`return ${w.truth(false)}`)]), w.line(`return ${w.truth(true)}`)]
      : [w.line(`return ${flagExpression(context, frame)}`)];
  if (frame.returns.startsWith('Itself')) return [w.line(`return ${w.self}`)];
  if (frame.body === 'make' && dice.chance(0.5))
    return [w.line(`return ${w.make(w.type(frame.subject.slice(-2)), context.args())}`)];
  if (dice.chance(0.15))
    return [
      ...w.when(context.condition(), [w.line(`return ${context.value()}`)]),
      w.line(`return ${context.waited(context.expression())}`),
    ];
  if (dice.chance(0.4)) {
    const name = context.local(frame.subject);
    return [w.let(name, context.waited(context.expression())), w.line(`return ${name}`)];
  }
  return [w.line(`return ${context.waited(context.expression())}`)];
}

/** What a component shows. */
function elements(context: BodyContext): readonly string[] {
  const { dice, w } = context;
  const tag = dice.pick(['div', 'section', 'ul', 'main', 'article', 'span', 'Box', 'Stack']);
  const inner = `{${context.thing()}.${w.member([context.noun()])}}`;
  if (dice.chance(0.4)) return [w.line(`return <${tag} className="${context.noun()}">${inner}</${tag}>`)];
  const { tab } = w.habits;
  return [
    'return (',
    `${tab}<${tag}>`,
    `${tab}${tab}<h2>${inner}</h2>`,
    `${tab}${tab}<${dice.pick(['Button', 'Item', 'Icon', 'Row'])} onClick={() => ${context.callee()}(${context.noun()})} />`,
    `${tab}</${tag}>`,
    w.line(')'),
  ];
}

function flagExpression(context: BodyContext, frame: Frame): string {
  const { w } = context;
  return frame.body === 'tell' ? context.condition() : w.truth(true);
}
