import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { HanzoError } from '@hanzo/contracts';
import { parseRow, type OutcomeRow } from './outcome-row.ts';

/** A published set of outcomes. */
export interface OutcomeSet {
  /** The file's name without its endings. */
  readonly name: string;
  readonly rows: readonly OutcomeRow[];
  /** What of the files is not used, and why. */
  readonly leftOut: readonly string[];
}

const DATA_FILE = /\.jsonl(\.gz)?$/;

/**
 * Reads files and folders of outcomes. Answers that stand in a file of their own belong to the tasks of the same ids.
 *
 * @throws HanzoError USAGE with the file, the line and the field
 */
export function readSets(paths: readonly string[]): readonly OutcomeSet[] {
  const files = paths
    .flatMap(filesOf)
    .map((file) => ({ name: basename(file).replace(DATA_FILE, ''), rows: readRows(file) }));
  const isScored = ({ rows }: { readonly rows: readonly OutcomeRow[] }): boolean =>
    rows.some(({ score }) => score.size > 0);
  const answers = files.filter((file) => !isScored(file));
  const used = new Set<string>();
  const sets = files.filter(isScored).map(({ name, rows }) => {
    const own = answers.filter((file) => sharesTasks(file.rows, rows));
    for (const file of own) used.add(file.name);
    const leftOut = own.map((file) => `answers of ${file.name} are used for the tasks of the same ids`);
    return { name, rows: own.reduce((merged, file) => withAnswers(merged, file.rows), rows), leftOut };
  });
  const unused = answers.filter(({ name }) => !used.has(name));
  return [...sets, ...unused.map(({ name }) => withoutScores(name))];
}

function withoutScores(name: string): OutcomeSet {
  return { name, rows: [], leftOut: ['it has answers and no scores, and no file with scores has its ids'] };
}

function filesOf(path: string): readonly string[] {
  if (!existsSync(path))
    throw new HanzoError('USAGE', `${path} does not exist.`, {
      mend: 'Name a file or a folder of *.jsonl or *.jsonl.gz.',
    });
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path)
    .filter((name) => DATA_FILE.test(name))
    .toSorted();
  if (names.length === 0) throw new HanzoError('USAGE', `The folder ${path} has no *.jsonl or *.jsonl.gz.`);
  return names.map((name) => join(path, name));
}

function readRows(file: string): readonly OutcomeRow[] {
  const seen = new Map<string, number>();
  return textOf(file)
    .split('\n')
    .flatMap((text, at) => {
      if (text.trim() === '') return [];
      const line = at + 1;
      const row = parseRow(text, { file: basename(file), line });
      const before = seen.get(row.id);
      if (before !== undefined)
        throw new HanzoError(
          'USAGE',
          `${basename(file)}, line ${line}: id "${row.id}" stands in line ${before} already.`,
        );
      seen.set(row.id, line);
      return [row];
    });
}

function textOf(file: string): string {
  const bytes = readFileSync(file);
  try {
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (cause) {
    throw new HanzoError('USAGE', `${basename(file)} is no whole gzip file.`, { cause });
  }
}

function sharesTasks(some: readonly OutcomeRow[], others: readonly OutcomeRow[]): boolean {
  const ids = new Set(others.map(({ id }) => id));
  return some.some(({ id }) => ids.has(id));
}

function withAnswers(rows: readonly OutcomeRow[], more: readonly OutcomeRow[]): readonly OutcomeRow[] {
  const byId = new Map(more.map((row) => [row.id, row.answers]));
  return rows.map((row) => ({ ...row, answers: new Map([...row.answers, ...(byId.get(row.id) ?? [])]) }));
}
