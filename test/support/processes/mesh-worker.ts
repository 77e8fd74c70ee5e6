/**
 * A listening member of a mesh in a process of its own: a worker whose engine answers at once or after a while, or an
 * observer, which serves nothing. Its only argument is a `WorkerConfig` as JSON.
 */
import { NO_USAGE, silentLogger, systemClock, type ModelProvider } from '@hanzo/contracts';
import type { SessionEvents } from '@hanzo/mesh';
import { EngineShelf, Worker } from '@hanzo/worker';
import { runProgram } from '../json-program.ts';
import { startMember, type MemberConfig } from '../mesh-member.ts';

export interface WorkerConfig extends MemberConfig {
  /** @default worker */
  readonly role?: 'worker' | 'observer';
  /** @default /ip4/0.0.0.0/tcp/4001 */
  readonly listen?: string;
  /** Forward for members that cannot reach each other. @default false */
  readonly relay?: boolean;
  /** How long its engine takes for an answer. @default 50 */
  readonly answerMs?: number;
  /** @default 4 */
  readonly slots?: number;
}

function steadyEngine(answerMs: number): ModelProvider {
  return {
    name: 'steady',
    generate: async ({ model }, { signal, onText }) => {
      await systemClock.sleep(answerMs, signal);
      onText?.('done');
      const timings = { queueMs: 0, firstTokenMs: answerMs, totalMs: answerMs };
      return { text: 'done', finish: 'stop', servedModel: model, usage: { ...NO_USAGE, outputTokens: 1 }, timings };
    },
  };
}

const onlooker: SessionEvents = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

function workerEvents({ answerMs = 50, slots = 4 }: WorkerConfig): SessionEvents {
  const provider = steadyEngine(answerMs);
  const engine = { provider, modelName: 'test-model', modelSha256: 'ab'.repeat(32), contextTokens: 8192, slots };
  const parts = { clock: systemClock, log: silentLogger };
  return new Worker({ shelf: EngineShelf.of(engine, parts), ...parts }).events;
}

await runProgram<WorkerConfig>(async (config) => {
  const { role = 'worker', listen = '/ip4/0.0.0.0/tcp/4001', relay = false } = config;
  const events = role === 'worker' ? workerEvents(config) : onlooker;
  await startMember(config, { role, listen: [listen], relay }, events);
});
