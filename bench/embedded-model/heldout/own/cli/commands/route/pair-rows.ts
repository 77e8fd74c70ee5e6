import { createHash } from 'node:crypto';
import { HanzoError } from '@hanzo/contracts';
import type { PairRow } from '@hanzo/router';
import { linesOf, type DataLine } from './data-lines.ts';

export interface PairData {
  readonly rows: readonly PairRow[];
  readonly sha256: string;
  readonly unused: number;
}

const MOST_NAMES = 12;

export async function readPairRows(file: string, weak: string, strong: string): Promise<PairData> {
  const hash = createHash('sha256');
  const rows: PairRow[] = [];
  const names = new Set<string>();
  let unused = 0;
  for await (const line of linesOf(file, hash)) {
    if (line.text.trim() === '') continue;
    const { prompt, score } = parsedLine(file, line);
    for (const name of Object.keys(score)) names.add(name);
    const [low, high] = [score[weak], score[strong]];
    if (prompt === null || low === undefined || high === undefined) unused += 1;
    else rows.push({ text: prompt, weak: low, strong: high });
  }
  for (const name of [weak, strong]) if (!names.has(name)) throw noSuchModel(file, name, names);
  if (rows.length === 0) throw noRows(file, weak, strong);
  return { rows, sha256: hash.digest('hex'), unused };
}

interface Scored {
  readonly prompt: string | null;
  readonly score: Readonly<Record<string, number>>;
}

function parsedLine(file: string, line: DataLine): Scored {
  const value = parsedJson(file, line);
  if (!isRecord(value)) throw badLine(file, line, 'it is no JSON object');
  const { prompt = null, score } = value;
  if (prompt !== null && typeof prompt !== 'string') throw badLine(file, line, '"prompt" must be a text or null');
  if (!isRecord(score)) throw badLine(file, line, '"score" must be an object of models and their scores');
  for (const [name, number] of Object.entries(score))
    if (typeof number !== 'number' || !(number >= 0 && number <= 1))
      throw badLine(file, line, `the score of ${name} must be a number from 0 to 1`);
  return { prompt, score: score as Readonly<Record<string, number>> };
}

function parsedJson(file: string, line: DataLine): unknown {
  try {
    return JSON.parse(line.text);
  } catch (cause) {
    throw badLine(file, line, cause instanceof Error ? cause.message : 'it is no JSON');
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badLine(file: string, { number }: DataLine, what: string): HanzoError {
  return new HanzoError('USAGE', `Line ${number} of ${file} is not a scored task: ${what}.`, {
    details: { file, line: number },
    mend: 'Each line is a JSON object such as {"prompt": "…", "score": {"small": 0, "large": 1}}.',
  });
}

function noSuchModel(file: string, name: string, names: ReadonlySet<string>): HanzoError {
  const some = [...names].toSorted().slice(0, MOST_NAMES).join(', ');
  const more = names.size > MOST_NAMES ? ` and ${names.size - MOST_NAMES} more` : '';
  return new HanzoError('USAGE', `No line of ${file} has a score of ${name}.`, {
    details: { file, name },
    mend: names.size === 0 ? 'Give a file with scores.' : `It has: ${some}${more}.`,
  });
}

function noRows(file: string, weak: string, strong: string): HanzoError {
  return new HanzoError('USAGE', `No task of ${file} has a prompt and scores of both ${weak} and ${strong}.`, {
    details: { file },
    mend: 'Choose two models that were given the same tasks.',
  });
}
