/**
 * Question: what does a worker's model do through the whole mesh path, next to llama.cpp's own server on the same file?
 * `--llama-server PATH` (without it, only ours), `--model PATH` (default: a random-weight model with the dimensions of
 * Llama-3.2-1B, made in the temp folder), `--quant q4_0|q8_0`, `--rounds N`, `--threads N`, `--widths 1,2,4,8`,
 * `--parts throughput,prefix,abort`.
 */
import { existsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeModel } from '../../scripts/make-model.ts';
import { median, printTable, type Cells } from '../table.ts';
import { textOf, type Contender, type Reply } from './contender.ts';
import { startLlamaServer } from './llama-server.ts';
import { startMeshPath, type MeshPath } from './mesh-path.ts';
import { residentMiB, untilIdle } from './process-facts.ts';

const { values } = parseArgs({
  options: {
    'llama-server': { type: 'string' },
    model: { type: 'string' },
    quant: { type: 'string', default: 'q4_0' },
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(availableParallelism()) },
    widths: { type: 'string', default: '1,2,4,8' },
    parts: { type: 'string', default: 'throughput,prefix,abort' },
  },
});
const ROUNDS = Number(values.rounds);
const THREADS = Number(values.threads);
const WIDTHS = values.widths.split(',').map(Number);
const GENERATED = 48;
const PROMPT = 256;
const PREFIX = 1_000;
const TAIL = 40;
const ABORTS = 5;

/** Characters per token of the model's tokenizer, found by asking. */
let charactersPerToken = 4;
let seed = 0;

const prompt = (tokens: number): string => textOf(tokens * charactersPerToken, ++seed);

async function calibrate(contender: Contender): Promise<void> {
  const text = textOf(800, ++seed);
  const { inputTokens } = await contender.ask({ prompt: text, tokens: 1 });
  charactersPerToken = text.length / inputTokens;
}

/** Tokens per second of all together. */
async function rate(
  contender: Contender,
  width: number,
  question: () => { prompt: string; tokens: number },
  count: (reply: Reply) => number,
): Promise<number> {
  const questions = Array.from({ length: width }, question);
  const startedAt = performance.now();
  const replies = await Promise.all(questions.map((one) => contender.ask(one)));
  const seconds = (performance.now() - startedAt) / 1000;
  return replies.reduce((sum, reply) => sum + count(reply), 0) / seconds;
}

const generation = (contender: Contender, width: number): Promise<number> =>
  rate(
    contender,
    width,
    () => ({ prompt: prompt(8), tokens: GENERATED }),
    ({ outputTokens }) => outputTokens,
  );

const reading = (contender: Contender, width: number): Promise<number> =>
  rate(
    contender,
    width,
    () => ({ prompt: prompt(PROMPT), tokens: 1 }),
    (reply) => reply.inputTokens - reply.cachedTokens,
  );

/** Calls it for each contender in turn, so that whatever else the machine does meets all of them. One list for each. */
async function inTurn<T>(contenders: readonly Contender[], measure: (one: Contender) => Promise<T>): Promise<T[][]> {
  const results = contenders.map((): T[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, contender] of contenders.entries()) results[index]?.push(await measure(contender));
  }
  return results;
}

async function throughput(contenders: readonly Contender[]): Promise<void> {
  for (const [what, measure] of [
    ['generation', generation],
    ['prompt', reading],
  ] as const) {
    const rows: Cells[] = [];
    for (const width of WIDTHS) {
      const speeds = await inTurn(contenders, (one) => measure(one, width));
      const medians = speeds.map(median);
      const ratio = medians.length > 1 ? [((medians[0] ?? 0) / (medians[1] ?? 1)).toFixed(2)] : [];
      rows.push([String(width), ...medians.map((speed) => speed.toFixed(1)), ...ratio]);
    }
    console.log(`\n${what}, tokens/s of all together, medians of ${ROUNDS} rounds in turn:\n`);
    printTable(['at once', ...contenders.map(({ name }) => name), ...(contenders.length > 1 ? ['ratio'] : [])], rows);
  }
}

async function timed(contender: Contender, text: string): Promise<{ ms: number; cached: number }> {
  const startedAt = performance.now();
  const { cachedTokens } = await contender.ask({ prompt: text, tokens: 1 });
  return { ms: performance.now() - startedAt, cached: cachedTokens };
}

/** The first token of a prompt whose beginning is new, known, and known to somebody else's request at the same time. */
async function prefixTimes(contender: Contender): Promise<number[]> {
  const beginning = prompt(PREFIX);
  const withTail = (): string => `${beginning}\n${prompt(TAIL)}`;
  const miss = await timed(contender, withTail());
  const hit = await timed(contender, withTail());
  const hits = await Promise.all(Array.from({ length: 4 }, () => timed(contender, withTail())));
  const fresh = prompt(PREFIX);
  const herd = await Promise.all(Array.from({ length: 4 }, () => timed(contender, `${fresh}\n${prompt(TAIL)}`)));
  const last = (times: readonly { ms: number }[]): number => Math.max(...times.map(({ ms }) => ms));
  return [miss.ms, hit.ms, hit.cached, last(hits), last(herd)];
}

async function prefixes(contenders: readonly Contender[]): Promise<void> {
  const rows: Cells[] = [];
  const all = await inTurn(contenders, prefixTimes);
  for (const [index, { name }] of contenders.entries()) {
    const column = (at: number): number => median((all[index] ?? []).map((times) => times[at] ?? Number.NaN));
    const [miss, hit, cached, hits, herd] = [0, 1, 2, 3, 4].map(column) as [number, number, number, number, number];
    const times = [miss, hit, hits, herd].map((ms) => ms.toFixed(0));
    rows.push([name, ...times, (hit / miss).toFixed(2), cached.toFixed(0)]);
  }
  console.log(`\ntime to the first token of ${PREFIX} + ${TAIL} tokens, ms, medians of ${ROUNDS} rounds in turn:\n`);
  printTable(
    ['', 'new beginning', 'known one', 'known one, last of 4', 'new one, last of 4', 'known/new', 'tokens reused'],
    rows,
  );
}

/** From the coordinator's cancelling to the rest of the process that computes. */
async function aborts(contender: Contender): Promise<void> {
  const rows: Cells[] = [];
  for (const [what, question, waitMs] of [
    ['while it reads a prompt', () => ({ prompt: prompt(PREFIX), tokens: 1 }), 1_500],
    ['while it generates', () => ({ prompt: prompt(8), tokens: 1_000 }), 2_500],
  ] as const) {
    const times: number[] = [];
    for (let round = 0; round < ABORTS; round++) {
      const stop = new AbortController();
      const asked = contender.ask({ ...question(), signal: stop.signal }).catch(() => undefined);
      await sleep(waitMs + Math.random() * 300);
      stop.abort(new Error('enough'));
      times.push(await untilIdle(contender.pid));
      await asked;
    }
    rows.push([what, Math.min(...times).toFixed(0), median(times).toFixed(0), Math.max(...times).toFixed(0)]);
  }
  console.log(`\n${contender.name}: from cancelling to an idle engine, ms (ticks of 10), ${ABORTS} times each:\n`);
  printTable(['cancelled', 'least', 'median', 'most'], rows);
}

async function modelPath(): Promise<string> {
  if (values.model !== undefined) return values.model;
  const quant = values.quant === 'q8_0' ? 'q8_0' : 'q4_0';
  const path = join(tmpdir(), `hanzo-bench-llama-1b-${quant}.gguf`);
  if (!existsSync(path)) await makeModel({ out: path, preset: 'llama-1b', quant });
  return path;
}

const model = await modelPath();
const slots = Math.max(4, ...WIDTHS);
const setup = { model, slots, threads: THREADS };
const path = values['llama-server'];
const server = (promptCache: boolean): Promise<Contender>[] =>
  path === undefined ? [] : [startLlamaServer({ ...setup, path, promptCache })];

await using ours: MeshPath = await startMeshPath(setup);
console.log(
  `${model.split('/').at(-1) ?? model}, ${slots} slots, ${THREADS} threads. The worker's node: ${residentMiB(ours.nodePid).toFixed(0)} MiB, ` +
    `its engine ${residentMiB(ours.pid).toFixed(0)} MiB.`,
);
await calibrate(ours);
const wants = (part: string): boolean => values.parts.split(',').includes(part);

if (wants('throughput')) {
  const others = await Promise.all(server(false));
  await throughput([ours, ...others]);
  for (const other of others) await other[Symbol.asyncDispose]();
}
if (wants('prefix')) {
  const others = await Promise.all(server(true));
  await prefixes([ours, ...others]);
  for (const other of others) await other[Symbol.asyncDispose]();
}
if (wants('abort')) await aborts(ours);
console.log(`\nThe worker's node after all this: ${residentMiB(ours.nodePid).toFixed(0)} MiB.`);
