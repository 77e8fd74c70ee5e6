import { nameIn } from './reserved-names.ts';
import { parameterCode, parameterList } from './signature.ts';
import { functionName, type Wrapped, type WritingParts } from './write-function.ts';

const DECORATORS = [
  '@cache',
  '@lru_cache(maxsize=None)',
  '@retry(times=3)',
  '@login_required',
  '@app.route("/")',
  '@pytest.fixture',
  '@wraps(fn)',
  '@router.get("/items")',
  '@app.command()',
  '@torch.no_grad()',
  '@contextmanager',
  '@task',
  '@transaction.atomic',
  '@override',
];

/** A function of Python around a body. */
export function pythonFunction(parts: WritingParts): Wrapped {
  const { frame, w, dice } = parts;
  const plain = functionName(parts);
  const named =
    frame.fixedName === undefined && dice.chance(0.12)
      ? `${dice.pick(['_', '_', '_', '__'])}${plain}`
      : nameIn(plain, true);
  const isMethod = frame.owner !== undefined;
  const hasSelf = parts.body.some((line) => /\bself\b/.test(line));
  const way = frame.kind === 'method' && frame.fixedName === undefined ? dice.weighted([[88, 'self'], [hasSelf ? 0 : 6, 'static'], [6, 'cls']]) : 'self'; // prettier-ignore
  const body = way === 'cls' ? parts.body.map((line) => line.replaceAll(/\bself\b/g, 'cls')) : parts.body;
  const own = !isMethod || way === 'static' ? [] : [way === 'cls' ? 'cls' : 'self'];
  const codes = parameterCodes(parts);
  const head = `${frame.isAsync ? 'async ' : ''}def ${named}`;
  const list = parameterList(w, dice, [...own, ...codes], head.length + 8);
  const result = frame.resultType === undefined ? '' : ` -> ${frame.resultType}`;
  const lines = [
    ...decorators(parts, way, named),
    ...`${head}${list}${result}:`.split('\n'),
    ...body.map((line) => (line === '' ? line : w.habits.tab + line)),
  ];
  return { lines, body, name: named, returns: frame.givesValue ? 'value' : 'nothing' };
}

/** Sometimes with a star before those that may be left out. */
function parameterCodes({ w, dice, parameters }: WritingParts): readonly string[] {
  const codes = parameters.map((one) => parameterCode(w, dice, one));
  const first = parameters.findIndex(({ isOptional, rest }) => isOptional === true && rest === undefined);
  const mayHaveStar = first >= 0 && !parameters.some(({ rest }) => rest === '*');
  return mayHaveStar && dice.chance(0.12) ? [...codes.slice(0, first), '*', ...codes.slice(first)] : codes;
}

function decorators({ frame, dice }: WritingParts, way: string, name: string): readonly string[] {
  if (frame.kind === 'getter') return [dice.chance(0.85) ? '@property' : '@cached_property'];
  if (frame.kind === 'setter') return [`@${name}.setter`];
  if (way === 'static') return ['@staticmethod'];
  if (way === 'cls') return ['@classmethod'];
  return dice.chance(0.06) && frame.kind !== 'constructor' && frame.fixedName === undefined
    ? [dice.pick(DECORATORS)]
    : [];
}
