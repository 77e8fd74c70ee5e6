/** llama.cpp's own server, as the owner of this machine has it. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONTEXT_TOKENS, type Contender, type Question, type Reply } from './contender.ts';

export interface ServerSetup {
  readonly path: string;
  readonly model: string;
  readonly slots: number;
  readonly threads: number;
  /** Its cache of prompts in memory, beside what its slots hold. */
  readonly promptCache: boolean;
}

interface Piece {
  readonly stop: boolean;
  readonly tokens_evaluated: number;
  readonly tokens_predicted: number;
  readonly timings?: { readonly cache_n?: number; readonly prompt_n: number };
}

/** The markers that our worker puts around a prompt for the random models: the same number of tokens for both. */
const inTemplate = (prompt: string): string => `<|im_start|>user\n${prompt}<|im_end|>\n<|im_start|>assistant\n`;

/** The last event of a stream: it has the counts. All are read, as somebody who shows the text would. */
async function lastPiece(body: ReadableStream<Uint8Array>): Promise<Piece> {
  let rest = '';
  let last: Piece | undefined;
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: {')) last = JSON.parse(line.slice(6)) as Piece;
  }
  if (last?.stop !== true) throw new Error('llama-server ended its stream without an end.');
  return last;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export async function startLlamaServer({ path, model, slots, threads, promptCache }: ServerSetup): Promise<Contender> {
  const port = await freePort();
  const args = ['-m', model, '-c', String(slots * CONTEXT_TOKENS), '-np', String(slots), '--host', '127.0.0.1'];
  args.push('-t', String(threads), '-tb', String(threads), '--port', String(port), '--no-webui');
  if (!promptCache) args.push('--cache-ram', '0');
  const child = spawn(path, args, { stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const response = await fetch(`${base}/health`).catch(() => undefined);
    if (response?.ok === true) break;
    if (child.exitCode !== null || tries > 600) throw new Error(`llama-server did not start (exit ${child.exitCode}).`);
    await sleep(200);
  }
  const ask = async ({ prompt, tokens, signal }: Question): Promise<Reply> => {
    const limits = { n_predict: tokens, temperature: 0, ignore_eos: true, cache_prompt: true, stream: true };
    const body = { prompt: inTemplate(prompt), ...limits };
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${base}/completion`, { ...request, ...(signal && { signal }) });
    if (!response.ok || response.body === null) throw new Error(`llama-server said ${response.status}.`);
    const { tokens_evaluated, tokens_predicted, timings } = await lastPiece(response.body);
    return {
      inputTokens: tokens_evaluated,
      outputTokens: tokens_predicted,
      cachedTokens: timings?.cache_n ?? tokens_evaluated - (timings?.prompt_n ?? 0),
    };
  };
  return {
    name: 'llama-server',
    pid: child.pid ?? 0,
    ask,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
