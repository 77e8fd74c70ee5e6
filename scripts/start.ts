/**
 * `npm start`: a private mesh on this machine, seen at work. Two worker processes and a coordinator process, real libp2p, real
 * inference with the model that comes with hanzo: it writes the doc comments that the sample project lacks, as a patch. Costs
 * nothing and needs no key and no internet.
 *
 * Everything is kept in `.hanzo/start`; your own `~/.hanzo` and the sample are not touched. Arguments go to `hanzo dev`, e.g.
 * `npm start -- --orchestrator gpt-5` to plan and escalate with an API model (that costs money); its exit code is that of
 * `hanzo dev` then. Without arguments it is 0 as well where at least half of the answers passed.
 */
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { howToGetIt } from '../packages/cli/src/embedded-package.ts';
import { shellWord } from '../packages/cli/src/terminal/shell-word.ts';
import { devArguments, names } from './lib/start/dev-arguments.ts';
import { halfPassed } from './lib/start/half-passed.ts';
import { exampleOf, howToGoOn, NEXT } from './lib/start/last-words.ts';
import { onlyOne } from './lib/start/only-one.ts';
import { exitOf, prefixLines, say, startHanzo, stopWorker, untilReady } from './lib/start/processes.ts';
import { fromHere, ROOT } from './lib/start/where.ts';

const HOME = join('.hanzo', 'start');
const SAMPLE = join('examples', 'corner-shop');
const LEFT = {
  patch: join(HOME, 'comments.diff'),
  report: join(HOME, 'report.md'),
  figures: join(HOME, 'report.json'),
};
const MODEL = 'hanzo-embedded';
const PACKAGE = '@hanzo/embedded-model';
const WORKERS = ['worker-1', 'worker-2'];
const INSTRUCTIONS = 'Write doc comments for every function that has none.';
/** A worker that Ctrl-C has reached finishes what it has; a signal before that would cut it short. */
const DRAIN_WITHIN_MS = 5_000;

/** The package is optional: whoever left it out hears of it before anything is started. */
function requireModel(): void {
  try {
    createRequire(import.meta.url).resolve(PACKAGE);
  } catch {
    throw new Error(`${MODEL} is not here: its package was left out.\n  mend: ${howToGetIt()}`);
  }
}

function startWorker(name: string): ChildProcess {
  const place = ['--home', fromHere(HOME), '--name', name, '--listen', '/ip4/127.0.0.1/tcp/0'];
  const worker = startHanzo(['net', 'up', ...place, '--model', MODEL, '--threads', '1', '--json'], 'pipe');
  prefixLines(worker.stderr, name);
  return worker;
}

/** Runs `hanzo dev` in a process of its own, with its output as a person sees it. */
async function runDev(extra: readonly string[]): Promise<number> {
  // Of an earlier run they would be taken for this one's.
  for (const file of Object.values(LEFT)) rmSync(join(ROOT, file), { force: true });
  const places = {
    home: fromHere(HOME),
    workspace: fromHere(SAMPLE) || '.',
    reports: [fromHere(LEFT.report), fromHere(LEFT.figures)],
    patch: fromHere(LEFT.patch),
  };
  const args = devArguments({ ...places, model: MODEL, instructions: INSTRUCTIONS }, extra);
  say(`coordinator: ${['hanzo', ...args].map(shellWord).join(' ')}`);
  dev = startHanzo(args, 'inherit');
  return await exitOf(dev);
}

function isStopped(): boolean {
  return interrupted || terminated.signal.aborted;
}

async function main(extra: readonly string[]): Promise<number> {
  requireModel();
  lock = onlyOne(join(ROOT, HOME));
  say(`starting a mesh of three processes: ${WORKERS.join(', ')}, and a coordinator that gives them work`);
  await Promise.all(
    WORKERS.map((name) => {
      const worker = startWorker(name);
      // Before it is ready: one that fails must not leave the others behind.
      workers.push(worker);
      return untilReady(worker, name, terminated.signal);
    }),
  );
  if (isStopped()) return 130;
  const code = await runDev(extra);
  if (interrupted) say(howToGoOn(fromHere(HOME)));
  if (code > 1 || isStopped()) return code;
  for (const line of exampleOf(join(ROOT, LEFT.patch))) say(line);
  if (code === 1) say(howToGoOn(fromHere(HOME)));
  if (!names(extra, '--orchestrator')) say(NEXT);
  // First drafts of most comments are what this is for: that some were left undone is said, and no fault.
  return code === 1 && extra.length === 0 && halfPassed(join(ROOT, LEFT.figures)) ? 0 : code;
}

function terminate(): void {
  terminated.abort();
  dev?.kill('SIGTERM');
}

const workers: ChildProcess[] = [];
let lock: Disposable | undefined;
let dev: ChildProcess | undefined;
let interrupted = false;
const terminated = new AbortController();
// Ctrl-C reaches every process of the terminal by itself: passed on, it would be a second one for them.
process.on('SIGINT', () => {
  interrupted = true;
});
process.on('SIGTERM', terminate);
// As with `| head -3`: without somebody to hear it this process would end, and leave its workers behind.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', () => {
    if (!terminated.signal.aborted) terminate();
  });
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // A worker that was stopped has not failed.
  if (isStopped()) say('stopped');
  else say(error instanceof Error ? error.message : String(error));
  process.exitCode = isStopped() ? 130 : 1;
} finally {
  await Promise.all(workers.map((worker) => stopWorker(worker, interrupted ? DRAIN_WITHIN_MS : 0)));
  lock?.[Symbol.dispose]();
}
