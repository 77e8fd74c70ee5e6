/**
 * Question: what do descriptions of tools cost each request, before and after they are chosen for it, and are those that a person
 * would reach for among the chosen ones? Tools are hanzo's own and those of MCP servers that are started for it: a browser, a
 * database, fetching, an API of 12 operations. No model is called. `--misses` lists what is missing.
 */
import { parseArgs } from 'node:util';
import { estimateTokens, Toolbox } from '@hanzo/tools';
import { printTable } from '../table.ts';
import { HELD_BACK_TEXTS, LABELLED_TEXTS, type LabelledText } from './labelled-texts.ts';
import { runningTools } from './running-tools.ts';

const { values } = parseArgs({ options: { misses: { type: 'boolean', default: false } } });
/** What loops give to descriptions at most, and a tenth of contexts of 40,000 and 25,000 tokens. */
const ROOMS = [8_000, 4_000, 2_500];
const ROUNDS = 200;

const tools = await runningTools();
const before = estimateTokens(JSON.stringify(tools.map(({ spec }) => spec)));
const began = performance.now();
const box = new Toolbox({ tools, rules: { read: 'allow', write: 'allow', network: 'allow' } });
// The first one reads all descriptions.
box.offer({ about: 'a page', roomTokens: 8_000 });
const firstMs = performance.now() - began;

function missingOf({ text, needs }: LabelledText, roomTokens: number): readonly string[] {
  const names = new Set(box.offer({ about: text, roomTokens }).specs.map(({ name }) => name));
  return needs.filter((need) => !names.has(need));
}

function tellMissing(labelled: LabelledText, room: number): void {
  const missing = missingOf(labelled, room);
  if (missing.length > 0) console.log(`room ${room}: "${labelled.text}" goes without ${missing.join(', ')}`);
}

/** For texts of one kind: tokens on average, and how many of the wanted tools are there. */
function row(name: string, texts: readonly LabelledText[]): string[] {
  const total = (of: (labelled: LabelledText) => number): number => texts.reduce((sum, each) => sum + of(each), 0);
  const needs = total((each) => each.needs.length);
  const cells = ROOMS.map((roomTokens) => {
    const tokens = total(({ text }) => box.offer({ about: text, roomTokens }).tokens);
    const missing = total((each) => missingOf(each, roomTokens).length);
    return `${Math.round(tokens / texts.length)} (${needs - missing} of ${needs})`;
  });
  return [name, String(texts.length), String(before), ...cells];
}

const all = [...LABELLED_TEXTS, ...HELD_BACK_TEXTS];
if (values.misses) for (const labelled of all) ROOMS.forEach((room) => tellMissing(labelled, room));
const kinds = Map.groupBy(all, ({ kind }) => kind);
const rows = [
  ...[...kinds].map(([kind, texts]) => row(kind, texts)),
  row('all that the way of choosing was settled on', LABELLED_TEXTS),
  row('all that were held back until then', HELD_BACK_TEXTS),
];
printTable(
  ['tokens (wanted tools that are there)', 'texts', 'all tools', ...ROOMS.map((room) => `room ${room}`)],
  rows,
);

const times = Float64Array.from({ length: ROUNDS }, (_, round) => {
  const text = all[round % all.length]?.text ?? '';
  const start = performance.now();
  box.offer({ about: text, roomTokens: 8_000 });
  return performance.now() - start;
}).toSorted();
console.log(
  `\n${tools.length} tools. Choosing takes ${(times[ROUNDS / 2] ?? 0).toFixed(2)} ms (median of ${ROUNDS}), the first time ${firstMs.toFixed(1)}.`,
);
