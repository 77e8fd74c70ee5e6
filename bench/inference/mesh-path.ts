/** The whole way: a coordinator here, libp2p, and `hanzo net up` as it ships, in processes of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { silentLogger, systemClock, type Task } from '@hanzo/contracts';
import { Dispatcher, MeshRung } from '@hanzo/coordinator';
import { foundMesh, temporaryFolder } from '../lib/homes.ts';
import { startNode } from '../lib/start-node.ts';
import { CONTEXT_TOKENS, type Contender, type Question, type Reply } from './contender.ts';

export interface WorkerSetup {
  readonly model: string;
  readonly slots: number;
  readonly threads: number;
}

export interface MeshPath extends Contender {
  /** The worker's own process, which holds no model. */
  readonly nodePid: number;
}

const HANZO = fileURLToPath(new URL('../../packages/cli/bin/hanzo.js', import.meta.url));

function taskOf({ prompt, tokens }: Question, number: number): Task {
  return {
    id: `bench-${number}`,
    runId: 'bench',
    kind: 'review',
    tier: 'simple',
    title: 'bench',
    system: '',
    prompt,
    output: { kind: 'text' },
    sources: [],
    maxOutputTokens: tokens,
    sampling: { temperature: 0, seed: 1 },
    timeoutMs: 600_000,
  };
}

/** The child that holds the model: the only one of the worker. */
function childOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const children = tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '),
  );
  return Number(children.find((child) => child !== '') ?? 0);
}

export async function startMeshPath({ model, slots, threads }: WorkerSetup): Promise<MeshPath> {
  const stack = new AsyncDisposableStack();
  const home = stack.use(temporaryFolder()).path;
  foundMesh(home)[Symbol.dispose]();
  const args = ['net', 'up', '--home', home, '--model', model, '--slots', String(slots), '--threads', String(threads)];
  args.push('--context', String(CONTEXT_TOKENS), '--discovery', 'local', '--listen', '/ip4/127.0.0.1/tcp/0');
  // As llama-server has it: the two take turns, and other programs disturb both alike.
  args.push('--priority', 'normal', '--json');
  const worker = spawn(process.execPath, [HANZO, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  stack.defer(async () => {
    if (worker.exitCode !== null) return;
    worker.kill('SIGTERM');
    await once(worker, 'exit');
  });
  for await (const line of createInterface({ input: worker.stdout })) if (line.includes('"worker-ready"')) break;
  worker.stdout.resume();
  const dispatcher = stack.use(new Dispatcher({ clock: systemClock, log: silentLogger }));
  stack.use(await startNode({ home, name: 'bench', role: 'coordinator', events: dispatcher.events }));
  while (dispatcher.workers().length === 0) await systemClock.sleep(10);
  const rung = new MeshRung(dispatcher, systemClock, { countTokens: () => 0, workerWaitMs: 600_000 });
  const context = {
    onStart: () => undefined,
    onText: () => undefined,
    onLost: (error: unknown) => console.error(error),
  };
  const never = new AbortController().signal;
  let asked = 0;
  const ask = async (question: Question): Promise<Reply> => {
    const { signal = never } = question;
    const { usage } = await rung.attempt(taskOf(question, ++asked), { ...context, signal });
    return {
      inputTokens: usage.inputTokens,
      cachedTokens: usage.cachedInputTokens,
      outputTokens: usage.outputTokens,
    };
  };
  const nodePid = worker.pid ?? 0;
  return {
    name: 'hanzo mesh',
    nodePid,
    pid: childOf(nodePid),
    ask,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
