/**
 * Question: what does reviewing a workspace again cost, when nothing of it has changed, or one function in some of its
 * files? Each round is a process of its own, as the command is. The engine takes no time: what is measured is ours.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../lib/homes.ts';
import { printTable } from '../table.ts';
import type { Round } from './round-process.ts';
import { editOne, makeWorkspace } from './workspace.ts';

const FILES = 1_000;
const EDITED = 10;

async function roundOf(home: string, root: string): Promise<Round> {
  const child = fork(new URL('round-process.ts', import.meta.url), [home, root], { execArgv: process.execArgv });
  const [round] = (await once(child, 'message')) as [Round];
  return round;
}

using folder = temporaryFolder();
const root = join(folder.path, 'workspace');
mkdirSync(root);
makeWorkspace(root, FILES);
const rounds: (readonly [string, Round])[] = [];
rounds.push(['first', await roundOf(folder.path, root)]);
rounds.push(['nothing changed', await roundOf(folder.path, root)]);
for (let file = 0; file < EDITED; file += 1) editOne(root, file * 7);
rounds.push([`one function in ${EDITED} files changed`, await roundOf(folder.path, root)]);
rounds.push(['nothing changed', await roundOf(folder.path, root)]);

console.log(`${FILES} files of about 60 lines\n`);
printTable(
  [
    'run',
    'model calls',
    'pieces shown',
    'known',
    'findings',
    'complete',
    'seconds',
    'with start of Node',
    'CPU seconds',
    'RSS MiB',
  ],
  rounds.map(([what, { calls, shown, pieces, known, findings, complete, seconds, sinceStart, cpuSeconds, rssMiB }]) => [
    what,
    String(calls),
    String(shown),
    `${known} of ${pieces}`,
    String(findings),
    complete ? 'yes' : 'no',
    seconds.toFixed(2),
    sinceStart.toFixed(2),
    cpuSeconds.toFixed(2),
    rssMiB.toFixed(0),
  ]),
);
