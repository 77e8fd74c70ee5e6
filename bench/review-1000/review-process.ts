/** One review from plan to report: the real orchestrator, cascade, gates, journal and cache; the engine answers at once. */
import { join } from 'node:path';
import { openContentCache } from '@hanzo/cache';
import { NO_USAGE, silentLogger, systemClock, type Rung, type RungName, type Task } from '@hanzo/contracts';
import { Cascade, openJournal } from '@hanzo/coordinator';
import { Orchestrator, renderMarkdown, renderReport } from '@hanzo/orchestrator';
import { routingPolicy } from '@hanzo/testkit';
import { createToolRung, openWorkspace } from '@hanzo/tools';
import { journaledReview } from '../lib/journaled-review.ts';

export interface Review {
  readonly tasks: number;
  readonly complete: boolean;
  readonly findings: number;
  readonly reportKiB: number;
  /** Tokens of all prompts, estimated. */
  readonly promptTokens: number;
  readonly seconds: number;
  /** Of the whole process, the start of Node included. */
  readonly cpuSeconds: number;
  readonly rssMiB: number;
}

export interface ReviewWishes {
  readonly instances: number;
  readonly diagrams: boolean;
  readonly hasCache: boolean;
}

/** Says what is wrong where a loop goes one too far. */
function answerTo({ sources }: Task): string {
  const lines = sources.flatMap(({ text, firstLine }) =>
    text.split('\n').map((line, at) => ({ line: firstLine + at, quote: line.trim() })),
  );
  const found = lines.filter(({ quote }) => /index <= lines\.length|len\(lines\) \+ 1/.test(quote)).slice(0, 4);
  const names = lines.flatMap(({ quote }) => /\b(?:function|def|class) (\w+)/.exec(quote)?.[1] ?? []);
  const fault = {
    severity: 'high',
    category: 'off-by-one',
    confidence: 'high',
    message: 'The loop reads one element past the end.',
    rationale: 'The last index is one below the length.',
    fix: 'Stop before the length.',
  };
  const summary = `${names.join(', ')} add up prices and quantities of a group and take a rebate off.`;
  return JSON.stringify({ summary, findings: found.map((finding) => ({ ...finding, ...fault })) });
}

const [home = '', root = '', words = '{}'] = process.argv.slice(2);
const { instances, diagrams, hasCache } = JSON.parse(words) as ReviewWishes;
const start = performance.now();
let promptChars = 0;
const who = { kind: 'local', model: 'scripted' } as const;
const engine: Rung = {
  name: 'local',
  paid: false,
  unfit: ({ kind }) => (kind === 'check' ? 'Checks are for tools.' : undefined),
  attempt: (task, { onStart }) => {
    onStart(who);
    promptChars += task.system.length + task.prompt.length;
    const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
    return Promise.resolve({ text: answerTo(task), finish: 'stop', who, usage: NO_USAGE, timings, costMicros: 0 });
  },
};

async function review(): Promise<Omit<Review, 'seconds' | 'cpuSeconds' | 'rssMiB'>> {
  using journal = openJournal(join(home, 'journal.db'));
  using cache = hasCache
    ? openContentCache({
        path: join(home, 'cache.db'),
        scope: { workspace: root },
        clock: systemClock,
        log: silentLogger,
      })
    : undefined;
  const workspace = await openWorkspace(root);
  const policy = {
    localOnly: true,
    preferLocal: true,
    routing: routingPolicy(),
    available: new Set<RungName>(['tool', 'local']),
  };
  const rungs = [createToolRung(workspace), engine];
  const executor = new Cascade({ rungs, policy, journal, clock: systemClock, log: silentLogger });
  const options = { orchestratorModel: 'none', executor, workspace, maxTasks: 1_000, instances, diagrams };
  const orchestrator = new Orchestrator({ ...options, cache, cacheFingerprint: 'bench' });
  const runId = 'run-1';
  const result = await journaledReview(orchestrator, journal, { runId, root });
  const report = renderMarkdown(result);
  renderReport(result, 'json', {});
  return {
    tasks: result.counts.tasks,
    complete: result.complete,
    findings: result.findings.length,
    reportKiB: report.length / 1_024,
    promptTokens: Math.round(promptChars / 3.5),
  };
}

const figures = await review();
const { user, system } = process.cpuUsage();
const done: Review = {
  ...figures,
  seconds: (performance.now() - start) / 1_000,
  cpuSeconds: (user + system) / 1_000_000,
  rssMiB: process.resourceUsage().maxRSS / 1_024,
};
process.send?.(done, () => process.exit(0));
