/**
 * Questions: how much does `search_code` cost over ripgrep itself, in a tree of 10,000 files; and how soon is the first call of a
 * built-in tool done, in a process that has just loaded them?
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Tool } from '@hanzo/contracts';
import { builtInTools } from '@hanzo/tools';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { median, printTable, type Cells } from '../table.ts';

const run = promisify(execFile);
const FILES = 10_000;
const ROUNDS = 15;
const FIRST_ROUNDS = 9;

/** 100 folders of 100 files of about 4 KiB; every hundredth file has the needle, all have a common word. */
function makeTree(): { readonly root: string } & Disposable {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hanzo-search-')));
  writeFileSync(join(root, '.gitignore'), '*.log\n');
  for (let file = 0; file < FILES; file += 1) {
    const folder = join(root, `area-${Math.floor(file / 1_000)}`, `part-${Math.floor(file / 100) % 10}`);
    if (file % 100 === 0) mkdirSync(folder, { recursive: true });
    const lines = Array.from(
      { length: 90 },
      (_, line) => `export const value${file}_${line} = compute(${line * file});`,
    );
    if (file % 100 === 7) lines.push('// needle in a haystack');
    writeFileSync(join(folder, `file-${file}.ts`), `${lines.join('\n')}\n`);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

interface Contender {
  readonly name: string;
  readonly tell: () => Promise<string>;
}

/** Milliseconds of wall time and of CPU, programs that it started included. */
async function timed({ name, tell }: Contender): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const [start, cpu] = [performance.now(), cpuMs()];
  if ((await tell()) === '') throw new Error(`${name} found nothing`);
  return { ms: performance.now() - start, cpuMs: cpuMs() - cpu };
}

/** Of this process and of the programs it started that have ended, which Linux counts in hundredths of a second. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (user + system) / 1_000 + (Number(fields[13]) + Number(fields[14])) * 10;
}

function toolOf(root: string, name: string): Tool {
  const tool = builtInTools({ root }).find(({ spec }) => spec.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool;
}

async function searches(root: string): Promise<readonly Cells[]> {
  const { rgPath } = (await import(
    pathToFileURL(
      createRequire(join(import.meta.dirname, '../../packages/tools/package.json')).resolve('@vscode/ripgrep'),
    ).href
  )) as { readonly rgPath: string };
  const signal = new AbortController().signal;
  const ours = (name: string, input: Readonly<Record<string, unknown>>) => async (): Promise<string> =>
    (await toolOf(root, name).call(input, { signal, taskId: 'bench' })).text;
  const rg =
    (...args: string[]) =>
    async (): Promise<string> => {
      // It ends with 1 where it finds nothing.
      const ran = await run(rgPath, [...args, './'], { cwd: root, maxBuffer: 256 * 1024 ** 2 }).catch(() => undefined);
      return ran?.stdout ?? 'nothing';
    };
  const search = (pattern: string, most = 60): Contender => ({
    name: 'search_code',
    tell: ours('search_code', { pattern, max_matches: most }),
  });
  const pairs: readonly (readonly [string, Contender, Contender])[] = [
    ['no match', { name: 'rg', tell: rg('-n', '-H', '-e', 'nothing at all') }, search('nothing at all')],
    ['100 matches', { name: 'rg', tell: rg('-n', '-H', '-e', 'needle in') }, search('needle in', 100)],
    ['900,000 matches', { name: 'rg', tell: rg('-n', '-H', '-e', 'compute') }, search('compute')],
    [
      '1,000 files by name',
      { name: 'rg --files', tell: rg('--files', '-g', 'file-*7.ts') },
      { name: 'find_files', tell: ours('find_files', { glob: 'file-*7.ts' }) },
    ],
  ];
  const rows: Cells[] = [];
  for (const [what, first, second] of pairs) rows.push(await row(what, first, second));
  return rows;
}

async function row(what: string, first: Contender, second: Contender): Promise<Cells> {
  const [theirs, ours]: [Awaited<ReturnType<typeof timed>>[], Awaited<ReturnType<typeof timed>>[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const both = [await timed(first), await timed(second)] as const;
    // The first round warms the disk.
    if (round === 0) continue;
    theirs.push(both[0]);
    ours.push(both[1]);
  }
  const [a, b] = [theirs, ours].map((times) => median(times.map(({ ms }) => ms))) as [number, number];
  // Hundredths of a second are too coarse for a median.
  const cpu = [theirs, ours].map((times) => (times.reduce((sum, one) => sum + one.cpuMs, 0) / ROUNDS).toFixed(0));
  return [what, second.name, a.toFixed(0), b.toFixed(0), (b / a).toFixed(2), ...cpu];
}

const FIRST_CALLS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['read_file', { path: 'area-0/part-0/file-1.ts' }],
  ['list_files', { path: 'area-0' }],
  ['search_code', { pattern: 'value1_1 ', path: 'area-0/part-0' }],
];

/** A run has listed its files and offered its tools before a model can ask for one; a bare process has only loaded them. */
const FIRST_CALL = `
  const { builtInTools, openWorkspace } = await import('@hanzo/tools');
  const [root, name, input, isRun] = process.argv.slice(1);
  if (isRun === 'true') {
    await (await openWorkspace(root)).files();
    JSON.stringify(builtInTools({ root }).map(({ spec }) => spec));
  }
  const context = { signal: new AbortController().signal, taskId: 'bench' };
  const times = [];
  for (let call = 0; call < 2; call += 1) {
    const start = performance.now();
    const tool = builtInTools({ root }).find(({ spec }) => spec.name === name);
    await tool.call(JSON.parse(input), context);
    times.push(performance.now() - start);
  }
  console.log(JSON.stringify(times));`;

/** Milliseconds of the first and of the second call in a fresh process. */
function callTimes(root: string, name: string, input: unknown, isRun: boolean): readonly [number, number] {
  const node = ['--conditions=@hanzo/source', '--input-type=module', '-e', FIRST_CALL];
  const { stdout } = spawnSync(process.execPath, [...node, root, name, JSON.stringify(input), `${isRun}`], {
    cwd: join(import.meta.dirname, '../../packages/cli'),
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as [number, number];
}

function firstCalls(root: string): readonly Cells[] {
  return FIRST_CALLS.map(([name, input]) => {
    const rounds = Array.from({ length: FIRST_ROUNDS }, () => ({
      bare: callTimes(root, name, input, false),
      run: callTimes(root, name, input, true),
    }));
    const cells = [
      rounds.map(({ run }) => run[0]),
      rounds.map(({ run }) => run[1]),
      rounds.map(({ bare }) => bare[0]),
    ].map((times) => `${median(times).toFixed(1)} (${Math.min(...times).toFixed(1)})`);
    return [name, ...cells];
  });
}

using tree = makeTree();
printTable(['what', 'tool', 'rg ms', 'tool ms', 'ratio', 'rg CPU ms', 'tool CPU ms'], await searches(tree.root));
console.log();
printTable(
  ['median (least) ms', 'first call of a run', 'second call', 'first call of a bare process'],
  firstCalls(tree.root),
);
