import { HanzoError } from '@hanzo/contracts';

/** A whole file may be written by one call. */
const MOST_CHARS = 256 * 1024;

/** What nobody nests deeper; programs that go through it call themselves that often. */
const MOST_DEPTH = 64;

/**
 * What a model wrote as arguments, as a JSON object. Nothing written: an empty one.
 *
 * @throws HanzoError ANSWER_INVALID that says, for the model, what is wrong
 */
export function readArguments(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === '') return {};
  if (text.length > MOST_CHARS)
    throw wrong(`are longer than ${MOST_CHARS} characters`, 'Write less, in several calls.');
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong('are no JSON object', 'Write them as {"name": value}.');
  refuseOddities(value);
  return value as Readonly<Record<string, unknown>>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong('are no JSON', 'Write one JSON object, and nothing before or after it.');
  }
}

/** Not by a function that calls itself: how deep it goes is what must be found out. */
function refuseOddities(value: object): void {
  const open: { readonly value: object; readonly depth: number }[] = [{ value, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { depth } = next;
    if (depth > MOST_DEPTH) throw wrong(`are nested deeper than ${MOST_DEPTH} levels`, 'Write them flatter.');
    if (Object.hasOwn(next.value, '__proto__')) throw wrong('have a field named "__proto__"', 'Leave it out.');
    for (const inner of Object.values(next.value)) {
      if (typeof inner === 'object' && inner !== null) open.push({ value: inner, depth: depth + 1 });
    }
  }
}

function wrong(what: string, mend: string): HanzoError {
  return new HanzoError('ANSWER_INVALID', `The arguments ${what}.`, { mend });
}
