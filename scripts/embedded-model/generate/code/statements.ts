import type { BodyContext } from './body-context.ts';

type Lines = readonly string[];

/** One statement of the kind that stands in any body: it throws nothing, gives nothing back and changes no field. */
function plainStatement(context: BodyContext, depth = 0): Lines {
  const { dice, w } = context;
  return dice.weighted<() => Lines>([
    [30, () => [w.let(context.local(), context.waited(context.expression()))]],
    [16, () => [w.line(context.waited(context.call()))]],
    [depth > 1 ? 0 : 8, () => w.when(context.condition(), plainLines(context, 1 + dice.below(2), depth + 1))],
    [depth > 1 ? 0 : 8, () => loop(context, depth)],
    [4, () => [w.say(remark(context))]],
    [depth > 0 ? 0 : 4, () => tried(context)],
    [5, () => accumulated(context)],
    [3, () => [w.line(`${w.isPython ? 'logger' : dice.pick(['console', 'logger', 'log'])}.${dice.pick(['info', 'debug', 'warn', 'error'])}(${w.text(remark(context))})`)]],
    [depth > 1 ? 0 : 2, () => (w.isPython ? w.block(`with ${context.call()} as ${context.local()}`, plainLines(context, 1, depth + 1)) : w.block(`while (${context.condition()})`, plainLines(context, 1, depth + 1)))],
  ])(); // prettier-ignore
}

export function plainLines(context: BodyContext, count: number, depth = 0): Lines {
  const lines: string[] = [];
  for (let left = count; left > 0; left -= 1) lines.push(...plainStatement(context, depth));
  const isOnlyRemark = lines.every((line) => line.startsWith('#') || line.startsWith('//'));
  return isOnlyRemark ? [...lines, context.w.line(context.call())] : lines;
}

const REMARKS = [
  'the order matters here',
  'see the issue about this',
  'fast path',
  'nothing to do',
  'keep the old one',
  'not needed any more',
  'slow, but rarely used',
  'this is safe',
  'first try the cache',
  'clean up',
  'works for most cases',
  'done',
  'TODO make this faster',
  'careful with empty ones',
];

function remark(context: BodyContext): string {
  const { dice } = context;
  return dice.chance(0.6)
    ? dice.pick(REMARKS)
    : `${dice.pick(['the', 'no', 'every', 'another', 'a'])} ${context.noun()} ${dice.pick(['is needed', 'comes first', 'may be missing', 'was found', 'of the', 'for each'])} ${context.noun()}`;
}

function loop(context: BodyContext, depth: number): Lines {
  const list = context.thing();
  const item = context.local([context.noun()]);
  return context.w.each(item, list, plainLines(context, 1 + context.dice.below(2), depth + 1));
}

function tried(context: BodyContext): Lines {
  const { w, dice } = context;
  const rescue = w.isPython ? ['pass'] : [w.line(`${dice.pick(['console', 'logger'])}.warn(error)`)];
  return w.attempt(
    plainLines(context, 1, 2),
    dice.pick(['Exception', 'KeyError', 'ValueError', 'OSError']),
    dice.chance(0.6) ? rescue : [w.line(context.call())],
  );
}

function accumulated(context: BodyContext): Lines {
  const { w, dice } = context;
  const total = context.local([dice.pick(['total', 'count', 'sum', 'result', 'out', 'seen', 'found'])]);
  const item = context.local([context.noun()]);
  const list = context.thing();
  if (dice.chance(0.5)) {
    const add = dice.pick([
      `${total} += ${item}.${w.member([context.noun()])}`,
      `${total} += 1`,
      `${total} += ${item}`,
    ]);
    return [w.let(total, '0', false), ...w.each(item, list, [w.line(add)])];
  }
  return [w.let(total, '[]'), ...w.each(item, list, [w.line(`${total}.${w.isPython ? 'append' : 'push'}(${item})`)])];
}
