import type { Dice } from '../dice.ts';
import { nameIn } from './reserved-names.ts';
import { parameterCode, parameterList, patternCode } from './signature.ts';
import { functionName, type Wrapped, type WritingParts } from './write-function.ts';

/** A function of TypeScript or JavaScript around a body. */
export function scriptFunction(parts: WritingParts): Wrapped {
  const { frame } = parts;
  const wrapped = frame.owner === undefined ? freeFunction(parts) : member(parts);
  return { ...wrapped, body: wrapped.body };
}

function signature(parts: WritingParts, before: number): string {
  const { w, dice, parameters, frame } = parts;
  const isComponent = frame.body === 'show' && parameters.length === 0;
  const mayTake = frame.kind === 'function' || frame.kind === 'method' || frame.kind === 'constructor';
  const pattern = dice.chance(isComponent ? 0.7 : mayTake ? 0.04 : 0)
    ? [patternCode(w, dice, `${w.type(frame.subject.slice(-2))}Props`)]
    : [];
  const isKept = frame.kind === 'constructor' && w.habits.language === 'ts' && dice.chance(0.35);
  const codes = parameters.map(
    (one) =>
      `${isKept && one.rest === undefined ? dice.pick(['private readonly ', 'private ', 'readonly ', 'public ']) : ''}${parameterCode(w, dice, one)}`,
  );
  return parameterList(w, dice, [...pattern, ...codes], before);
}

function result({ frame }: WritingParts): string {
  return frame.resultType === undefined ? '' : `: ${frame.resultType}`;
}

function around(head: string, lines: readonly string[], tab: string, end: string): readonly string[] {
  return [...head.split('\n'), ...lines.map((line) => (line === '' ? line : tab + line)), end];
}

function freeFunction(parts: WritingParts): Wrapped {
  const { frame, w, dice, body } = parts;
  const name = nameIn(functionName(parts), w.isPython);
  const exported = dice.weighted([[6, 'export '], [4, ''], [1, 'export default ']]); // prettier-ignore
  const generic = w.habits.language === 'ts' && frame.body !== 'show' && dice.chance(0.07) ? '<T>' : '';
  if (!frame.isGenerator && dice.chance(0.25)) return arrow(parts, name, { exported, generic });
  const head = `${exported}${asyncWord(parts)}function${frame.isGenerator ? '*' : ''} ${name}${generic}`;
  const lines = around(`${head}${signature(parts, head.length)}${result(parts)} {`, body, w.habits.tab, '}');
  return { lines, body, name, returns: given(parts) };
}

function asyncWord({ frame }: WritingParts): string {
  return frame.isAsync ? 'async ' : '';
}

function given({ frame }: WritingParts): 'value' | 'nothing' {
  return frame.givesValue ? 'value' : 'nothing';
}

function arrow(
  parts: WritingParts,
  name: string,
  { exported, generic }: { exported: string; generic: string },
): Wrapped {
  const { frame, w, dice, body } = parts;
  const { stop, tab } = w.habits;
  const how = `${exported === 'export ' ? 'export ' : ''}const ${name} = ${asyncWord(parts)}${generic}`;
  const head = `${how}${signature(parts, 40)}${result(parts)} =>`;
  const [only = ''] = body;
  if (body.length !== 1 || !/^return [^{]/.test(only) || only.length >= 90 || !dice.chance(0.6))
    return { lines: around(`${head} {`, body, tab, `}${stop}`), body, name, returns: given(parts) };
  const expression = only.replace(/^return /, '').replace(/;$/, '');
  const isUnknown = frame.resultType === undefined && isCallLike(expression);
  const lines = `${head} ${expression}${stop}`.split('\n');
  return { lines, body: [expression], name, returns: isUnknown ? 'unknown' : given(parts) };
}

/** As the reader of syntax sees it: what a call gives is not known. */
function isCallLike(expression: string): boolean {
  if (expression.startsWith('await ')) return true;
  if (!expression.endsWith(')') || expression.startsWith('new ') || /^[[{!]/.test(expression)) return false;
  return !/ (?:\?\?|\|\||&&|[-+*/%<>]|[!=]==?) /.test(withoutBrackets(expression));
}

function withoutBrackets(text: string): string {
  let before = '';
  let after = text;
  while (before !== after) {
    before = after;
    after = after.replaceAll(/\([^()]*\)/g, '_');
  }
  return after;
}

function member(parts: WritingParts): Wrapped {
  const { frame, w, dice } = parts;
  const isTyped = w.habits.language === 'ts';
  const plain = functionName(parts);
  if (frame.kind === 'constructor')
    return inClass(
      parts,
      'constructor',
      `${isTyped && dice.chance(0.1) ? 'public ' : ''}constructor${signature(parts, 12)} {`,
    );
  const isPrivate = dice.chance(0.12);
  const name = isPrivate && dice.chance(0.5) && frame.kind === 'method' ? dice.pick([`#${plain}`, `_${plain}`]) : plain;
  const access = isTyped && !name.startsWith('#') ? accessWord(dice, isPrivate) : '';
  if (frame.kind === 'getter') return inClass(parts, name, `${access}get ${name}()${result(parts)} {`);
  if (frame.kind === 'setter') return inClass(parts, name, `${access}set ${name}${signature(parts, 12)} {`);
  return method(parts, name, access);
}

function accessWord(dice: Dice, isPrivate: boolean): string {
  return isPrivate ? 'private ' : dice.weighted([[10, ''], [2, 'public '], [1, 'protected ']]); // prettier-ignore
}

function inClass(parts: WritingParts, name: string, head: string, end = '}'): Wrapped {
  const { frame, w, body } = parts;
  return {
    lines: around(head, body, w.habits.tab, end),
    body,
    name,
    returns: frame.kind === 'getter' ? 'value' : given(parts),
  };
}

const DECORATORS = ['@Get()', '@Memoize()', '@HostListener()', '@override', '@action', "@Post('/')"];

function method(parts: WritingParts, name: string, access: string): Wrapped {
  const { frame, w, dice } = parts;
  const isTyped = w.habits.language === 'ts';
  const isHidden = name.startsWith('#');
  const isStatic = dice.chance(0.07) && !isHidden;
  const how = `${access}${isStatic ? 'static ' : ''}`;
  if (!frame.isGenerator && dice.chance(0.08) && !isHidden && frame.fixedName === undefined) {
    const head = `${how}${isTyped && dice.chance(0.4) ? 'readonly ' : ''}${name} = ${asyncWord(parts)}`;
    return inClass(parts, name, `${head}${signature(parts, head.length)}${result(parts)} => {`, '};');
  }
  const decorator = isTyped && dice.chance(0.04) && !isStatic ? [dice.pick(DECORATORS)] : [];
  const head = `${how}${asyncWord(parts)}${frame.isGenerator ? '*' : ''}${name}`;
  const wrapped = inClass(parts, name, `${head}${signature(parts, head.length)}${result(parts)} {`);
  return { ...wrapped, lines: [...decorator, ...wrapped.lines] };
}
