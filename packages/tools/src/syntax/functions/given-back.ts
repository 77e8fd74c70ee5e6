/** What callers get, as far as it is known. */
export interface GivenBack {
  readonly returns: 'value' | 'nothing' | 'unknown';
  /** `null`, `undefined` or `None` may stand in place of a value. */
  readonly isMaybeAbsent: boolean;
}

export const NOTHING: GivenBack = { returns: 'nothing', isMaybeAbsent: false };

const ABSENT: ReadonlySet<string> = new Set(['undefined', 'null', 'void', 'never', 'None', 'NoReturn', 'Never']);
/** A function that asserts gives nothing, whatever its type says of its parameters. */
const ASSERTS = /^asserts\s/;
/** Callers wait for what stands in it. */
const PROMISED = /^(?:Promise|PromiseLike)\s*<(.*)>$/s;
const OPTIONAL = /^(?:typing\.|t\.)?Optional\s*\[(.*)\]$/s;
const UNION = /^(?:typing\.|t\.)?Union\s*\[(.*)\]$/s;
/** Python lets a type be written as a text. */
const QUOTED = /^(["'])(.*)\1$/s;
const MOST_DEPTH = 6;

/** What the type says that a function is declared to give. */
export function givenByType(type: string): GivenBack {
  if (ASSERTS.test(type)) return NOTHING;
  const alternatives = alternativesOf(type, 0);
  const absent = alternatives.filter((one) => ABSENT.has(one.replace(/^(?:typing|t)\./, '')));
  if (absent.length === alternatives.length) return NOTHING;
  return { returns: 'value', isMaybeAbsent: absent.length > 0 };
}

function alternativesOf(type: string, depth: number): readonly string[] {
  const bare = type.trim();
  if (depth > MOST_DEPTH) return [bare];
  const parts = splitOutside(bare, '|');
  if (parts.length > 1) return parts.flatMap((part) => alternativesOf(part, depth + 1));
  const inner = PROMISED.exec(bare)?.[1] ?? QUOTED.exec(bare)?.[2];
  if (inner !== undefined) return alternativesOf(inner, depth + 1);
  const optional = OPTIONAL.exec(bare)?.[1];
  if (optional !== undefined) return [...alternativesOf(optional, depth + 1), 'None'];
  const union = UNION.exec(bare)?.[1];
  if (union !== undefined) return splitOutside(union, ',').flatMap((part) => alternativesOf(part, depth + 1));
  return [bare];
}

/** Cuts at a sign that stands in no bracket. What a type of a function gives is no alternative of that type. */
function splitOutside(type: string, sign: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < type.length; at += 1) {
    const char = type[at] ?? '';
    if (char === '=' && type[at + 1] === '>') {
      if (depth === 0) break;
      at += 1;
    } else if ('<([{'.includes(char)) depth += 1;
    else if ('>)]}'.includes(char)) depth -= 1;
    else if (char === sign && depth === 0) {
      parts.push(type.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, type.slice(start)].filter((part) => part.trim() !== '');
}
