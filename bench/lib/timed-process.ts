/**
 * A worker process whose engine writes one token every so many milliseconds, for as many as are asked for. Tokens are
 * `stamps` (the moment at which the engine wrote each, in microseconds) or a `count` (1 2 3 …; it goes on from any
 * beginning). Arguments: home, name, slots, milliseconds, stamps | count. `direct` on the channel has it generate once
 * without the mesh, and answers with the moments at which the text came out of the engine.
 */
import {
  silentLogger,
  systemClock,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
} from '@hanzo/contracts';
import { EngineShelf, Worker } from '@hanzo/worker';
import { startNode } from './start-node.ts';

const [home = '', name = 'worker', slots = '1', tokenMs = '20', kind = 'count'] = process.argv.slice(2);

function microseconds(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

async function generate(request: GenerateRequest, { signal, onText }: GenerateOptions): Promise<Generation> {
  const { resume = '', maxOutputTokens } = request;
  const startedAt = performance.now();
  const before = resume.split(' ').length - 1;
  let text = resume;
  let firstTokenMs = 0;
  let due = startedAt;
  for (let token = before; token < maxOutputTokens; token++) {
    due += Number(tokenMs);
    await systemClock.sleep(Math.max(0, due - performance.now()), signal);
    const piece = `${kind === 'stamps' ? microseconds() : token + 1} `;
    if (token === before) firstTokenMs = performance.now() - startedAt;
    text += piece;
    onText?.(piece);
  }
  const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: maxOutputTokens - before, reasoningTokens: 0 };
  const timings = { queueMs: 0, firstTokenMs, totalMs: performance.now() - startedAt };
  return { text, finish: 'stop', servedModel: 'timed', usage, timings };
}

const provider = { name: 'timed', generate };
const parts = { clock: systemClock, log: silentLogger };
const engine = {
  provider,
  modelName: 'timed',
  modelSha256: '',
  contextTokens: 100_000,
  slots: Number(slots),
  resumes: true,
};
const worker = new Worker({ shelf: EngineShelf.of(engine, parts), ...parts });
await startNode({ home, name, role: 'worker', events: worker.events });

process.on('message', (tokens: number) => {
  const moments: [wroteAt: number, heardAt: number][] = [];
  const request = { model: 'timed', system: '', prompt: '', output: { kind: 'text' }, sampling: {} } as const;
  const onText = (piece: string): number => moments.push([Number(piece), microseconds()]);
  const signal = new AbortController().signal;
  void generate({ ...request, maxOutputTokens: tokens }, { signal, onText }).then(() => process.send?.(moments));
});
process.send?.('ready');
