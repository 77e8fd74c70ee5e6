import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from '../table.ts';
import { startEngine } from './contender.ts';

/** Medians, in milliseconds. */
export interface LoadTimes {
  /** Of the file and its context, by llama.cpp that is there. */
  readonly modelMs: number;
  /** With llama.cpp's library, as the engine reports it. */
  readonly loadMs: number;
  /** From nothing to an engine that answers: with the child's start. */
  readonly startMs: number;
  /** To the first answer's first token. */
  readonly firstTokenMs: number;
}

/**
 * Each round in a child of its own. `cold`: the system has been told to forget the file's pages before; the engine's own libraries stay
 * in its cache.
 */
export async function loadTimes(path: string, rounds: number, cold: boolean): Promise<LoadTimes> {
  const times: LoadTimes[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (cold) forget(path);
    const modelMs = modelLoadMs(path);
    if (cold) forget(path);
    const begun = performance.now();
    await using engine = await startEngine(path, 1);
    const startMs = performance.now() - begun;
    const request = {
      model: 'm',
      system: '',
      prompt: 'function a',
      output: { kind: 'text' },
      maxOutputTokens: 1,
      sampling: { temperature: 0 },
    } as const;
    await engine.generate(request, { signal: new AbortController().signal });
    times.push({ modelMs, startMs, loadMs: engine.info.loadMs, firstTokenMs: performance.now() - begun });
  }
  return {
    modelMs: median(times.map(({ modelMs }) => modelMs)),
    loadMs: median(times.map(({ loadMs }) => loadMs)),
    startMs: median(times.map(({ startMs }) => startMs)),
    firstTokenMs: median(times.map(({ firstTokenMs }) => firstTokenMs)),
  };
}

function modelLoadMs(path: string): number {
  const script = fileURLToPath(new URL('./model-load-process.ts', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script, path], { encoding: 'utf8' });
  if (!(Number(stdout) > 0)) throw new Error(`The model did not load: ${stderr}`);
  return Number(stdout);
}

/** By way of `dd` (POSIX_FADV_DONTNEED), which needs no rights. */
function forget(path: string): void {
  spawnSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'of=/dev/null'], { stdio: 'ignore' });
}
