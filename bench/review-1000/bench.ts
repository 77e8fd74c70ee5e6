/**
 * Question: what memory and what time does a review of 1,000 files take besides the models, from the plan to the report? The
 * engine answers at once, so that all that is measured is ours. Each row is a process of its own with the built code
 * (`npm run build` first). `--files N` (default 1000), `--answer-seconds S` (default 2): what a model needs for one answer;
 * a model on a laptop needs more, a fast API not less.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../lib/homes.ts';
import { printTable } from '../table.ts';
import { makeProject } from './project.ts';
import type { Review, ReviewWishes } from './review-process.ts';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '1000' }, 'answer-seconds': { type: 'string', default: '2' } },
});
const FILES = Number(values.files);
const ANSWER_SECONDS = Number(values['answer-seconds']);
const CLI = join(import.meta.dirname, '../../packages/cli/bin/hanzo.js');
/** What `hanzo dev` does first: program/dev.ts. As an option of Node it has no effect. */
const AS_COMMAND = `import{setFlagsFromString}from'node:v8';setFlagsFromString('--semi-space-growth-factor=1')`;
const PLAIN: ReviewWishes = { instances: 1, diagrams: false, hasCache: false };

using folder = temporaryFolder();
const root = join(folder.path, 'project');
mkdirSync(root);
const bytes = makeProject(root, FILES);

async function reviewOf(name: string, wishes: ReviewWishes): Promise<Review> {
  const home = join(folder.path, name);
  mkdirSync(home, { recursive: true });
  const execArgv = ['--disable-warning=ExperimentalWarning', `--import=data:text/javascript,${AS_COMMAND}`];
  const child = fork(new URL('review-process.ts', import.meta.url), [home, root, JSON.stringify(wishes)], { execArgv });
  const [review] = (await once(child, 'message')) as [Review];
  return review;
}

/** Peak memory and CPU seconds of the built command; it says them itself at its end. */
function commandFigures(...words: readonly string[]): {
  readonly rssMiB: number;
  readonly cpuSeconds: number;
  readonly lines: number;
} {
  const tell = `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error('FIGURES ' + JSON.stringify([process.resourceUsage().maxRSS / 1024, (user + system) / 1e6])); });`;
  const preload = `--import=data:text/javascript,${encodeURIComponent(tell)}`;
  const home = join(folder.path, 'command');
  const result = spawnSync(
    process.execPath,
    [
      preload,
      CLI,
      'dev',
      'Review the code for bugs.',
      '-w',
      root,
      '--home',
      home,
      '--local-only',
      '--max-tasks',
      '1000',
      ...words,
    ],
    { encoding: 'utf8', maxBuffer: 1e9 },
  );
  const figures = result.stderr.split('\n').filter((line) => line.startsWith('FIGURES '));
  const all = figures.map((line) => JSON.parse(line.slice('FIGURES '.length)) as [number, number]);
  return {
    rssMiB: Math.max(0, ...all.map(([rss]) => rss)),
    cpuSeconds: all.reduce((sum, [, cpu]) => sum + cpu, 0),
    lines: result.stdout.split('\n').length,
  };
}

const rows: (readonly [string, Review])[] = [
  ['review', await reviewOf('plain', PLAIN)],
  ['with the cache, first time', await reviewOf('cache', { ...PLAIN, hasCache: true })],
  ['with --generate-diagrams', await reviewOf('diagrams', { ...PLAIN, diagrams: true })],
  ['with --instances 2', await reviewOf('instances', { ...PLAIN, instances: 2 })],
];
console.log(
  `${FILES} files, ${(bytes / 1e6).toFixed(1)} MB, half TypeScript and half Python; ${ANSWER_SECONDS} s of a model for each answer are assumed\n`,
);
printTable(
  [
    'run',
    'tasks',
    'complete',
    'findings',
    'report KiB',
    'prompt tokens',
    'seconds',
    'CPU seconds',
    'CPU ms per task',
    'of model time',
    'peak RSS MiB',
  ],
  rows.map(([what, { tasks, complete, findings, reportKiB, promptTokens, seconds, cpuSeconds, rssMiB }]) => [
    what,
    String(tasks),
    complete ? 'yes' : 'no',
    String(findings),
    reportKiB.toFixed(0),
    String(promptTokens),
    seconds.toFixed(1),
    cpuSeconds.toFixed(1),
    ((cpuSeconds * 1_000) / tasks).toFixed(1),
    `${((cpuSeconds * 100) / tasks / ANSWER_SECONDS).toFixed(2)} %`,
    rssMiB.toFixed(0),
  ]),
);
console.log('');
const commands = [['--dry-run'], ['--dry-run', '--generate-diagrams']];
printTable(
  ['built command', 'lines', 'CPU seconds', 'peak RSS MiB'],
  commands.map((words) => {
    const { lines, cpuSeconds, rssMiB } = commandFigures(...words);
    return [`hanzo dev ${words.join(' ')}`, String(lines), cpuSeconds.toFixed(1), rssMiB.toFixed(0)];
  }),
);
