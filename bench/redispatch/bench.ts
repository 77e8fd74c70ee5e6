/**
 * Question: a worker hangs (SIGSTOP) or dies (SIGKILL) in the middle of an answer: how long until the task is under way
 * elsewhere, and is any token lost or doubled? Real processes on loopback. `--rounds N` for each (default 8).
 */
import type { ChildProcess } from 'node:child_process';
import { parseArgs } from 'node:util';
import { silentLogger, systemClock, type Who } from '@hanzo/contracts';
import { Dispatcher, MeshRung } from '@hanzo/coordinator';
import { foundMesh, temporaryFolder } from '../lib/homes.ts';
import { startNode } from '../lib/start-node.ts';
import { startTimedWorker } from '../lib/timed-worker.ts';
import { zeroTask } from '../lib/zero-work.ts';
import { median, printTable } from '../table.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '8' } } });
const ROUNDS = Number(values.rounds);
const TOKENS = 150;
const TOKEN_MS = 20;
const WHOLE = Array.from({ length: TOKENS }, (_, at) => `${at + 1} `).join('');

using folder = temporaryFolder();
const home = folder.path;
foundMesh(home)[Symbol.dispose]();
using dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger });
await using _node = await startNode({ home, name: 'c', role: 'coordinator', events: dispatcher.events });
const rung = new MeshRung(dispatcher, systemClock, { countTokens: () => 1 });
const setup = { home, slots: 1, tokenMs: TOKEN_MS, tokens: 'count' } as const;
const workers = new Map<string, ChildProcess>();
for (const name of ['a', 'b']) workers.set(name, await startTimedWorker({ ...setup, name }));
const allThere = async (): Promise<void> => {
  while (dispatcher.workers().filter(({ suspect, hasRoom }) => !suspect && hasRoom).length < 2)
    await systemClock.sleep(10);
};

interface Round {
  readonly elsewhereMs: number;
  readonly nextTokenMs: number;
  /** Tokens that the second worker did not have to write again. */
  readonly kept: number;
  readonly isWhole: boolean;
}

async function round(signal: 'SIGSTOP' | 'SIGKILL'): Promise<Round> {
  await allThere();
  let hitAt = 0;
  let elsewhereAt = 0;
  let nextAt = 0;
  let kept = 0;
  let shown = '';
  let victim: ChildProcess | undefined;
  let victimName = '';
  const onStart = (who: Who): void => {
    shown = '';
    if (hitAt > 0) elsewhereAt = performance.now();
    else if (who.kind === 'worker') {
      victimName = who.node;
      victim = workers.get(who.node);
    }
  };
  const onText = (text: string): void => {
    shown += text;
    if (elsewhereAt > 0 && kept === 0) kept = text.trim().split(' ').length;
    else if (elsewhereAt > 0 && nextAt === 0) nextAt = performance.now();
    if (hitAt > 0 || shown.length < WHOLE.length / 4) return;
    hitAt = performance.now();
    victim?.kill(signal);
  };
  const context = { signal: new AbortController().signal, onStart, onText, onLost: () => undefined };
  const answer = await rung.attempt({ ...zeroTask, maxOutputTokens: TOKENS, timeoutMs: 60_000 }, context);
  if (signal === 'SIGSTOP') victim?.kill('SIGCONT');
  else workers.set(victimName, await startTimedWorker({ ...setup, name: victimName }));
  return {
    elsewhereMs: elsewhereAt - hitAt,
    nextTokenMs: nextAt - hitAt,
    kept,
    isWhole: answer.text === WHOLE && shown === WHOLE,
  };
}

const rows: string[][] = [];
for (const signal of ['SIGSTOP', 'SIGKILL'] as const) {
  const rounds: Round[] = [];
  for (let at = 0; at < ROUNDS; at++) rounds.push(await round(signal));
  const elsewhere = rounds.map(({ elsewhereMs }) => elsewhereMs);
  const next = rounds.map(({ nextTokenMs }) => nextTokenMs);
  rows.push([
    signal,
    median(elsewhere).toFixed(0),
    Math.max(...elsewhere).toFixed(0),
    median(next).toFixed(0),
    median(rounds.map(({ kept }) => kept)).toFixed(0),
    `${rounds.filter(({ isWhole }) => !isWhole).length} of ${ROUNDS}`,
  ]);
}
printTable(
  [
    'in the middle of 150 tokens',
    'elsewhere after ms, median',
    'most',
    'next token after ms, median',
    'tokens kept',
    'answers with lost or doubled tokens',
  ],
  rows,
);
for (const child of workers.values()) child.kill('SIGKILL');
process.exit(0);
