/** Durable tasks per second through the real cascade and journal, with a rung that does nothing. Arguments: tasks, in flight, bytes. */
import { routingPolicy } from '@hanzo/testkit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_USAGE, silentLogger, systemClock, type Rung, type Task } from '@hanzo/contracts';
import { Cascade } from '../src/cascade/cascade.ts';
import { openJournal } from '../src/journal/open-journal.ts';

const [count = '20000', lanes = '128', bytes = '1000', mode = 'all'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'hanzo-rate-'));
const journal = openJournal(join(folder, 'journal.db'));
await journal.startRun({ id: 'r', node: 'c', orchestrator: 'o', workspace: '/w', startedAt: systemClock.now() });
const who = { kind: 'local', model: 'none' } as const;
const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
const rung: Rung = {
  name: 'local',
  paid: false,
  unfit: () => undefined,
  attempt: async (_, { onStart }) => {
    onStart(who);
    await new Promise((resolve) => setImmediate(resolve));
    return { text: 'good', finish: 'stop', who, usage: NO_USAGE, timings, costMicros: 0 };
  },
};
const prompt = 'x'.repeat(Number(bytes));
const taskOf = (n: number): Task => ({
  id: `3f0d2a64-6a3b-4a7e-9b0e-0f6a3b1c5d7e-${n}`,
  runId: 'r',
  kind: 'review',
  tier: 'simple',
  title: `review src/file-${n}.ts:1-80`,
  system: 'You review code.',
  prompt,
  output: { kind: 'text' },
  sources: [],
  maxOutputTokens: 1,
  sampling: {},
  timeoutMs: 1000,
});
const cascade = new Cascade({
  rungs: [rung],
  journal,
  clock: systemClock,
  log: silentLogger,
  policy: {
    localOnly: true,
    preferLocal: false,
    routing: routingPolicy({ startRungs: { simple: 'local', medium: 'local', complex: 'local', critical: 'local' } }),
    available: new Set(['local']),
  },
});
const gate = () => ({ passed: true }) as const;
const signal = new AbortController().signal;
const cpu = process.cpuUsage(),
  start = performance.now();
let n = 0,
  peak = 0;
if (mode === 'all') {
  const tasks = function* () {
    for (let i = 0; i < Number(count); i++) yield taskOf(i);
  };
  let first = 0;
  for await (const _ of cascade.executeAll('r', tasks(), {
    signal,
    gateFor: () => gate,
    concurrency: () => Number(lanes),
  })) {
    if (n++ === 0) {
      first = performance.now();
      console.log(`accepted ${Math.round((Number(count) / (first - start)) * 1000)}/s`);
    }
    if (n % 1000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
} else {
  let next = 0;
  await Promise.all(
    Array.from({ length: Number(lanes) }, async () => {
      while (next < Number(count)) {
        await cascade.execute(taskOf(next++), { signal, gate });
        n++;
      }
    }),
  );
}
const ms = performance.now() - start,
  used = process.cpuUsage(cpu);
console.log(
  `${mode} ${n} tasks, ${lanes} in flight, ${bytes} B: ${Math.round((n / ms) * 1000)}/s, ${((used.user + used.system) / 1000 / n).toFixed(3)} CPU-ms/task, heap peak ${Math.round(peak / 1e6)} MB`,
);
journal[Symbol.dispose]();
rmSync(folder, { recursive: true });
