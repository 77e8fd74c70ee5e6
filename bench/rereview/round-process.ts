/** One run over a workspace: the real orchestrator, cascade, journal and cache, and an engine that costs no time. */
import { join } from 'node:path';
import { openContentCache } from '@hanzo/cache';
import { NO_USAGE, silentLogger, systemClock, type Rung, type RungName, type Task } from '@hanzo/contracts';
import { Cascade, openJournal } from '@hanzo/coordinator';
import { Orchestrator, renderMarkdown } from '@hanzo/orchestrator';
import { routingPolicy } from '@hanzo/testkit';
import { createToolRung, openWorkspace } from '@hanzo/tools';
import { journaledReview } from '../lib/journaled-review.ts';

export interface Round {
  readonly calls: number;
  /** Functions and blocks that the engine was shown. */
  readonly shown: number;
  readonly pieces: number;
  readonly known: number;
  readonly complete: boolean;
  readonly findings: number;
  /** From the opening of journal and cache until all is on disk. */
  readonly seconds: number;
  /** With the start of Node and the loading of the code. */
  readonly sinceStart: number;
  /** Of the whole process: what others do on the machine does not count. */
  readonly cpuSeconds: number;
  readonly rssMiB: number;
}

/** Finds something in each third function. */
function answerTo({ sources }: Task): string {
  const lines = sources.flatMap(({ text, firstLine }) =>
    text.split('\n').map((line, at) => ({ line: firstLine + at, quote: line.trim() })),
  );
  const found = lines.filter(({ quote }) => /group !== \d*[0369]\)/.test(quote));
  const names = lines.flatMap(({ quote }) => /ordersOf\w+/.exec(quote)?.[0] ?? []);
  const fault = { severity: 'low', message: 'The group is a bare number.', fix: 'Name it.' };
  const summary = `${names.join(', ')} add up orders by price, quantity and rebate.`;
  return JSON.stringify({ summary, findings: found.map((finding) => ({ ...finding, ...fault })) });
}

const [home = '', root = ''] = process.argv.slice(2);
const start = performance.now();
const tasks: Task[] = [];
const who = { kind: 'local', model: 'scripted' } as const;
const engine: Rung = {
  name: 'local',
  paid: false,
  unfit: ({ kind }) => (kind === 'check' ? 'Checks are for tools.' : undefined),
  attempt: async (task, { onStart }) => {
    onStart(who);
    tasks.push(task);
    const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
    return { text: answerTo(task), finish: 'stop', who, usage: NO_USAGE, timings, costMicros: 0 };
  },
};

async function run(): Promise<Omit<Round, 'seconds' | 'sinceStart' | 'cpuSeconds' | 'rssMiB'>> {
  using journal = openJournal(join(home, 'journal.db'));
  using cache = openContentCache({
    path: join(home, 'cache.db'),
    scope: { workspace: root },
    clock: systemClock,
    log: silentLogger,
  });
  const workspace = await openWorkspace(root);
  const routing = routingPolicy();
  const policy = { localOnly: true, preferLocal: true, routing, available: new Set<RungName>(['tool', 'local']) };
  const rungs = [createToolRung(workspace), engine];
  const executor = new Cascade({ rungs, policy, journal, clock: systemClock, log: silentLogger });
  const orchestrator = new Orchestrator({
    orchestratorModel: 'none',
    executor,
    workspace,
    cache,
    cacheFingerprint: 'bench',
    maxTasks: 1_000,
  });
  const runId = `run-${Date.now()}`;
  const result = await journaledReview(orchestrator, journal, { runId, root });
  renderMarkdown(result);
  const shown = tasks.flatMap(({ sources }) => sources.flatMap(({ units = [] }) => units)).length;
  const { pieces = shown, known = 0 } = result.remembered ?? {};
  return { calls: tasks.length, shown, pieces, known, complete: result.complete, findings: result.findings.length };
}

const figures = await run();
const { user, system } = process.cpuUsage();
const seconds = (performance.now() - start) / 1_000;
const round: Round = {
  ...figures,
  seconds,
  sinceStart: performance.now() / 1_000,
  cpuSeconds: (user + system) / 1_000_000,
  rssMiB: process.resourceUsage().maxRSS / 1_024,
};
process.send?.(round, () => process.exit(0));
