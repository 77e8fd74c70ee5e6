import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { builtInTools, swapFiles, SwapRefused, type FileWrite } from '@hanzo/tools';
import { HanzoError, type Tool } from '@hanzo/contracts';

/** Stands in every file of the neighbour, and in the name of one. */
const CANARY = 'only-of-the-neighbour';
const INSIDE = 'text of the workspace';

/** What was tried of one kind, and how it ended. */
export interface RaceCount {
  tries: number;
  /** Done within the workspace. */
  through: number;
  /** Not done, and said so. */
  refused: number;
  /** Told something of the neighbour's, or changed something there. */
  escapes: number;
}

export interface LinkRace {
  readonly kinds: ReadonlyMap<string, RaceCount>;
  readonly tries: number;
  readonly escapes: number;
  /** How often the folder was a link meanwhile. */
  readonly swaps: number;
}

/** Something that is tried again and again. Resolves to what it told; rejects, or undefined: refused. */
export type Racer = (
  at: { readonly root: string; readonly tools: readonly Tool[] },
  round: number,
) => Promise<string | undefined>;

const RACERS: Readonly<Record<string, Racer>> = {
  read_file: async ({ tools }) => await told(tools, 'read_file', { path: 'src/a.txt' }),
  list_files: async ({ tools }) => await told(tools, 'list_files', { path: 'src' }),
  write_file: async ({ tools }, round) =>
    await told(tools, 'write_file', { path: 'src/w.txt', content: `round ${round}` }),
  edit_file: async ({ tools }, round) => {
    const [old, now] = round % 2 === 0 ? ['even', 'odd'] : ['odd', 'even'];
    return await told(tools, 'edit_file', { path: 'src/e.txt', old_text: old, new_text: now });
  },
  move_file: async ({ tools }, round) => {
    const [from, to] = round % 2 === 0 ? ['src/m.txt', 'kept/m.txt'] : ['kept/m.txt', 'src/m.txt'];
    return await told(tools, 'move_file', { from, to });
  },
};
/** They start programs: once in so many rounds. */
const SLOW: Readonly<Record<string, Racer>> = {
  search_code: async ({ tools }) => await told(tools, 'search_code', { pattern: `${INSIDE}|${CANARY}` }),
  git_diff: async ({ tools }) => await told(tools, 'git_diff', {}),
};
const SLOW_EVERY = 40;

/**
 * Lets tools read and write in a folder while a thread puts a link to a neighbour in its place, again and again.
 *
 * @param more besides those of hanzo
 */
export async function raceLinks(ms: number, more: Readonly<Record<string, Racer>> = {}): Promise<LinkRace> {
  using ground = makeGround();
  const { root, outside } = ground;
  const tools = builtInTools({ root, writes: { write: async (_, writes) => await write(root, writes) } });
  const before = textsBelow(outside);
  const state = new Int32Array(new SharedArrayBuffer(8));
  const swapper = new Worker(SWAP, { eval: true, workerData: { root, outside, state } });
  const gone = new Promise((resolve) => swapper.once('exit', resolve));
  await new Promise((resolve) => swapper.once('message', resolve));
  const kinds = new Map<string, RaceCount>();
  const end = Date.now() + ms;
  for (let round = 0; Date.now() < end; round += 1) {
    const racers = { ...RACERS, ...more, ...(round % SLOW_EVERY === 0 && SLOW) };
    for (const [kind, racer] of Object.entries(racers)) {
      const count = kinds.get(kind) ?? { tries: 0, through: 0, refused: 0, escapes: 0 };
      kinds.set(kind, count);
      note(count, await tried(racer, { root, tools }, round).catch(() => undefined));
      if (textsBelow(outside) === before) continue;
      count.escapes += 1;
      ground.mend();
    }
  }
  Atomics.store(state, 0, 1);
  await gone;
  const counts = [...kinds.values()];
  return {
    kinds,
    tries: counts.reduce((sum, { tries }) => sum + tries, 0),
    escapes: counts.reduce((sum, { escapes }) => sum + escapes, 0),
    swaps: Atomics.load(state, 1),
  };
}

/** What it throws at once is a refusal as well. */
async function tried(racer: Racer, ...given: Parameters<Racer>): Promise<string | undefined> {
  return await racer(...given);
}

function note(count: RaceCount, text: string | undefined): void {
  count.tries += 1;
  if (text === undefined) count.refused += 1;
  else if (text.includes(CANARY)) count.escapes += 1;
  else count.through += 1;
}

async function told(
  tools: readonly Tool[],
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const tool = tools.find(({ spec }) => spec.name === name);
  const output = await tool?.call(input, { signal: new AbortController().signal, taskId: 'race' });
  // What it says of a failure must not tell anything either.
  return output?.failed === true && !output.text.includes(CANARY) ? undefined : output?.text;
}

function write(root: string, writes: readonly FileWrite[]): Promise<string> {
  try {
    const swaps = writes.map(({ path, before, after }) => ({ path, from: before, to: after }));
    swapFiles(root, swaps, { tag: 'race' });
    return Promise.resolve('undo');
  } catch (error) {
    if (!(error instanceof SwapRefused)) throw error;
    return Promise.reject(new HanzoError('CHANGES_CONFLICT', error.message, { cause: error }));
  }
}

function makeGround(): { readonly root: string; readonly outside: string; mend(): void } & Disposable {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'hanzo-race-')));
  const [root, outside] = [join(parent, 'ws'), join(parent, 'outside')];
  for (const folder of [root, outside, join(root, 'src'), join(root, 'kept')]) mkdirSync(folder);
  for (const name of ['a.txt', 'e.txt', 'm.txt', 'w.txt']) writeFileSync(join(root, 'src', name), `${INSIDE}, even`);
  const git = (...args: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: root, stdio: 'ignore' });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  const mend = (): void => {
    rmSync(outside, { recursive: true, force: true });
    mkdirSync(outside, { recursive: true });
    for (const name of ['a.txt', 'e.txt', `${CANARY}.txt`]) writeFileSync(join(outside, name), `${CANARY}, even, odd`);
  };
  mend();
  return { root, outside, mend, [Symbol.dispose]: () => rmSync(parent, { recursive: true, force: true }) };
}

function textsBelow(folder: string): string {
  const names = readdirSync(folder).toSorted();
  return names.map((name) => `${name}: ${readFileSync(join(folder, name), 'utf8')}`).join('\n');
}

/** Puts a link to the neighbour in the place of the folder, and the folder back, until it is told to end. */
const SWAP = `
const { parentPort, workerData: { root, outside, state } } = require('node:worker_threads');
const fs = require('node:fs');
const [src, aside] = [root + '/src', root + '/aside'];
const isThere = (path) => fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
// A tool that writes makes the folder where there is none at the moment: what it put there stays.
const putBack = () => {
  if (!isThere(aside)) return;
  if (isThere(src)) {
    if (fs.lstatSync(src).isSymbolicLink()) fs.unlinkSync(src);
    else {
      for (const name of fs.readdirSync(src)) fs.renameSync(src + '/' + name, aside + '/' + name);
      fs.rmdirSync(src);
    }
  }
  fs.renameSync(aside, src);
};
parentPort.postMessage('ready');
while (Atomics.load(state, 0) === 0) {
  try {
    fs.renameSync(src, aside);
    fs.symlinkSync(outside, src);
    Atomics.add(state, 1, 1);
    for (let spin = (state[1] % 7) * 2000; spin > 0; spin -= 1);
    fs.unlinkSync(src);
  } catch {}
  try { putBack(); } catch {}
  for (let spin = (state[1] % 5) * 3000; spin > 0; spin -= 1);
}
try { putBack(); } catch {}
`;
