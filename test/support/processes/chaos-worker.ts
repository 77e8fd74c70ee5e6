/**
 * A worker whose engine answers as the simulator's do: text that is a pure function of the prompt and of its weights, piece
 * by piece. Its only argument is a `ChaosWorkerConfig` as JSON.
 */
import { silentLogger, systemClock } from '@hanzo/contracts';
import { EngineShelf, Worker } from '@hanzo/worker';
import { sha256Of, type Weights } from '../../sim/answers.ts';
import { Random } from '../../sim/random.ts';
import { SimEngine, SOUND } from '../../sim/sim-engine.ts';
import { runProgram, say } from '../json-program.ts';
import { startMember, type MemberConfig } from '../mesh-member.ts';

export interface ChaosWorkerConfig extends MemberConfig {
  readonly weights: Weights;
  /** @default 4 */
  readonly slots?: number;
  /** Between two pieces of text, in milliseconds. @default 10 */
  readonly pieceMs?: number;
  /** Share of the requests that the engine takes and never answers. @default 0 */
  readonly hangs?: number;
  /** @default /ip4/127.0.0.1/tcp/0 */
  readonly listen?: string;
}

/** Said each 100 ms. */
export interface WorkLine {
  readonly kind: 'work';
  /** Requests that its engine works on. */
  readonly active: number;
}

/** Something that must not happen. */
export interface ProblemLine {
  readonly kind: 'problem';
  readonly problem: string;
}

await runProgram<ChaosWorkerConfig>(async (config) => {
  const { weights, slots = 4, pieceMs = 10, hangs = 0, listen = '/ip4/127.0.0.1/tcp/0' } = config;
  const engine = new SimEngine({
    clock: systemClock,
    random: new Random(process.pid),
    weights,
    pieceMs,
    readMs: 0,
    failsWith: 'ENGINE_FAILED',
    onProblem: (problem) => say<ProblemLine>({ kind: 'problem', problem }),
  });
  engine.faults = { ...SOUND, hang: hangs };
  const about = { modelName: 'model', modelSha256: sha256Of(weights), contextTokens: 8_192, slots, resumes: true };
  const parts = { clock: systemClock, log: silentLogger };
  const worker = new Worker({ shelf: EngineShelf.of({ provider: engine, ...about }, parts), ...parts });
  await startMember(config, { role: 'worker', listen: [listen] }, worker.events);
  systemClock.every(100, () => say<WorkLine>({ kind: 'work', active: engine.active }));
});
