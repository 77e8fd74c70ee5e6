/**
 * Question: how many doc comments of the embedded model pass the gates that any model's must pass, on functions whose names and types
 * its training never spelled, next to the same model with random weights and to two templates? And what does it cost to have it: size,
 * load time, tokens/s. `--model FILE` (default: the packaged one), `--count N` functions of each language, held out and (at most 300)
 * others', `--rounds N` of loading, `--at-once N` answers (default 1, as the times need it), `--show N` comments to read, `--json FILE`
 * for all answers and verdicts, a line each, `--quick`: 60 held-out functions of each language, of the model only.
 */
import { mkdtempDisposableSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { type Cells, printTable } from '../table.ts';
import { type Contender, modelContender, startEngine, TEMPLATE, TUNED_TEMPLATE } from './contender.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type Judged, judgedAnswers } from './judged.ts';
import { loadTimes } from './load-times.ts';
import { packagedModel } from './packaged-model.ts';
import { writeRandomTwin } from './random-twin.ts';
import { printRefusals, showComments } from './shown.ts';
import { shuffled } from './sets/chance.ts';
import { foreignSets, type FunctionSet, heldOutSets } from './sets/function-set.ts';
import { metNames, wordsToSay } from './sets/met-names.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    count: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '7' },
    'at-once': { type: 'string' },
    show: { type: 'string', default: '30' },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const QUICK_COUNT = 60;
const COUNT = values.quick ? QUICK_COUNT : Number(values.count);
const FOREIGN_COUNT = Math.min(COUNT, 300);
const AT_ONCE = Number(values['at-once'] ?? (values.quick ? 2 : 1));
/** Of each held-out set: what random weights write is as long as it may be, and none of it passes. */
const RANDOM_COUNT = 60;
const RANDOM_AT_ONCE = 2;
const SHOWN_SEED = 5;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const cells = ({ asked, passed, interval, wholeName, wordOfBody, plainGrammar }: Figures): Cells => [
  `${passed} of ${asked}`,
  percent(passed / asked),
  `${interval.map((end) => (100 * end).toFixed(1)).join(' to ')} %`,
  percent(wholeName),
  percent(wordOfBody),
  percent(plainGrammar),
];

/** By contender: of each set. */
type Answers = ReadonlyMap<string, readonly (readonly Judged[])[]>;

async function ask(
  path: string,
  name: string,
  sets: readonly FunctionSet[],
  atOnce: number,
): Promise<readonly (readonly Judged[])[]> {
  await using contender = modelContender(name, await startEngine(path, atOnce));
  return await answersOf(contender, sets, atOnce);
}

async function answersOf(
  contender: Contender,
  sets: readonly FunctionSet[],
  atOnce: number,
): Promise<readonly (readonly Judged[])[]> {
  const answers: (readonly Judged[])[] = [];
  for (const set of sets) answers.push(await judgedAnswers(set, contender, atOnce));
  return answers;
}

async function askRandomWeights(path: string): Promise<readonly (readonly Judged[])[]> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'hanzo-random-twin-'));
  const twin = join(folder.path, 'random.gguf');
  await writeRandomTwin(path, twin);
  const few = heldOut.map(({ name, wanted }) => ({ name, wanted: wanted.slice(0, RANDOM_COUNT) }));
  return await ask(twin, 'random weights', few, RANDOM_AT_ONCE);
}

/** What of a contender's answers belongs to a row of the table. */
interface Group {
  readonly name: string;
  readonly of: (answers: readonly (readonly Judged[])[]) => readonly Judged[];
}

function groupsOf(sets: readonly FunctionSet[]): readonly Group[] {
  const met = metNames();
  const isUnmet = ({ task: { comments } }: Judged): boolean => comments !== undefined && !met.has(wordsToSay(comments));
  const all: Group['of'] = (answers) => answers.slice(0, heldOut.length).flat();
  return [
    { name: 'all that were held out', of: all },
    { name: 'of these, name met in no spelling', of: (answers) => all(answers).filter(isUnmet) },
    ...sets.map(({ name }, at) => ({ name, of: (answers: readonly (readonly Judged[])[]) => answers[at] ?? [] })),
  ];
}

function printRates(sets: readonly FunctionSet[], all: Answers): void {
  const rows = groupsOf(sets).flatMap(({ name, of }) =>
    [...all].flatMap(([who, answers]) => {
      const judged = of(answers);
      return judged.length === 0 ? [] : [[name, who, ...cells(figuresOf(judged))]];
    }),
  );
  printTable(
    [
      'functions',
      'who',
      'passed all gates',
      'pass rate',
      '95 % interval',
      'and says every word of the name',
      'and a word of the code, of no name',
      'and plain grammar',
    ],
    rows,
  );
}

function printSpeed(answers: readonly Judged[]): void {
  const { medianMs, tokensPerSecond, medianTokens, medianPromptTokens } = figuresOf(answers);
  console.log(
    `\nAn answer, of those that were held out: ${medianMs.toFixed(0)} ms (p50), ${medianTokens} tokens after a prompt of ${medianPromptTokens} (medians); ` +
      `${tokensPerSecond.toFixed(0)} tokens/s while it writes, ${AT_ONCE} at once.`,
  );
}

async function printLoads(path: string): Promise<void> {
  const rounds = Number(values.rounds);
  const rows: Cells[] = [];
  for (const cold of [true, false]) {
    const { modelMs, loadMs, startMs, firstTokenMs } = await loadTimes(path, rounds, cold);
    rows.push([
      cold ? 'file not in memory' : 'file in memory',
      ...[modelMs, loadMs, startMs, firstTokenMs].map((ms) => ms.toFixed(0)),
    ]);
  }
  console.log(`\nLoading, medians of ${rounds} rounds:\n`);
  printTable(
    ['', 'model and context ms', 'with llama.cpp itself ms', 'with the start of its process ms', 'first token ms'],
    rows,
  );
}

function keep(file: string, of: Answers): void {
  const rows = [...of].flatMap(([who, answers]) =>
    answers.flat().map(({ task: { title, comments }, answer: { text, timings, usage }, verdict }) => ({
      who,
      title,
      facts: comments,
      text,
      verdict,
      ms: timings.totalMs,
      tokens: usage.outputTokens,
    })),
  );
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

const path = values.model ?? packagedModel();
const heldOut = await heldOutSets(COUNT);
const sets = [...heldOut, ...(values.quick ? [] : await foreignSets(FOREIGN_COUNT))];
console.log(`${path.split('/').at(-1)}, ${(statSync(path).size / 1e6).toFixed(2)} MB\n`);

const own = await ask(path, 'hanzo-embedded', sets, AT_ONCE);
const answers = new Map([['hanzo-embedded', own]]);
if (!values.quick) {
  answers.set(`random weights (${RANDOM_COUNT} of each set)`, await askRandomWeights(path));
  for (const template of [TEMPLATE, TUNED_TEMPLATE]) answers.set(template.name, await answersOf(template, sets, 1));
}
printRates(sets, answers);
printSpeed(own.slice(0, heldOut.length).flat());
printRefusals(answers);
if (!values.quick) await printLoads(path);
showComments(shuffled(own.flat(), SHOWN_SEED).slice(0, Number(values.show)));
if (values.json !== undefined) keep(values.json, answers);
