import { HanzoError } from '@hanzo/contracts';

/** What several models made of one task: a line of a data file. */
export interface OutcomeRow {
  readonly id: string;
  /** Repository, subject or difficulty; empty when the file does not say. */
  readonly category: string;
  readonly prompt: string | undefined;
  /** Quality by model: 0 to 1. Between them it is the share of samples that passed. */
  readonly score: ReadonlyMap<string, number>;
  /** Micro-dollars by model. */
  readonly costMicros: ReadonlyMap<string, number>;
  /** Steps that an agent made, by model. */
  readonly calls: ReadonlyMap<string, number>;
  /** What was answered, by model; empty: nothing. */
  readonly answers: ReadonlyMap<string, string>;
}

/** Where a line stands, for errors. */
export interface Place {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads one line. Throws USAGE with the line and the field that is wrong. */
export function parseRow(text: string, place: Place): OutcomeRow {
  const row = objectOf(parseJson(text, place), 'the line', place);
  const { id, cat = null, prompt = null } = row;
  if (typeof id !== 'string' || id === '') throw fault(place, 'id', 'must be a text that is not empty');
  if (cat !== null && typeof cat !== 'string') throw fault(place, 'cat', 'must be a text or null');
  if (prompt !== null && typeof prompt !== 'string') throw fault(place, 'prompt', 'must be a text or null');
  const answers = answersOf(row, place);
  const score = numbersOf(row, 'score', place, 1);
  if (score.size === 0 && answers.size === 0) throw fault(place, 'score', 'is missing, and so are the answers');
  const costs = numbersOf(row, 'cost', place, Number.MAX_SAFE_INTEGER / 1e6);
  return {
    id,
    category: cat ?? '',
    prompt: prompt ?? undefined,
    score,
    costMicros: new Map([...costs].map(([model, dollars]) => [model, Math.round(dollars * 1e6)])),
    calls: numbersOf(row, 'calls', place, Number.MAX_SAFE_INTEGER),
    answers,
  };
}

function parseJson(text: string, place: Place): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw fault(place, 'the line', 'is no JSON', cause);
  }
}

/** A model whose value is null was not measured. */
function numbersOf(row: Fields, field: string, place: Place, most: number): Map<string, number> {
  const numbers = new Map<string, number>();
  if (row[field] === undefined || row[field] === null) return numbers;
  for (const [model, value] of Object.entries(objectOf(row[field], field, place))) {
    if (value === null) continue;
    if (typeof value !== 'number' || !(value >= 0 && value <= most))
      throw fault(place, `${field}["${model}"]`, `must be a number from 0 to ${most}`);
    numbers.set(model, value);
  }
  return numbers;
}

function answersOf(row: Fields, place: Place): Map<string, string> {
  const answers = new Map<string, string>();
  if (row['answers'] === undefined || row['answers'] === null) return answers;
  for (const [model, value] of Object.entries(objectOf(row['answers'], 'answers', place))) {
    if (value !== null && typeof value !== 'string')
      throw fault(place, `answers["${model}"]`, 'must be a text, or null for no answer');
    answers.set(model, value ?? '');
  }
  return answers;
}

function objectOf(value: unknown, field: string, place: Place): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fault(place, field, 'must be an object');
  return value as Fields;
}

function fault({ file, line }: Place, field: string, what: string, cause?: unknown): HanzoError {
  return new HanzoError('USAGE', `${file}, line ${line}: ${field} ${what}.`, {
    cause,
    details: { file, line, field },
    mend: 'One JSON object per line: {"id", "cat", "prompt", "score": {model: 0..1}, "cost"?, "calls"?, "answers"?}.',
  });
}
