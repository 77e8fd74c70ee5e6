import type { TaskRun } from '@hanzo/contracts';
import type { RunFinding, RunResult } from '../src/index.ts';
import { resultOf } from './result-of.ts';
import { answer, findings, GOOD_FINDING, passed, rejected, source, SUMMARY, task, WORKER } from './samples.ts';

export function doneRun(text: string, change: Parameters<typeof task>[0] = {}, who = WORKER): TaskRun {
  const given = answer(text, { who });
  return { task: task(change), outcome: { state: 'done', answer: given, attempts: [passed(1, given)] } };
}

export function undoneRun(words: string): TaskRun {
  const who = { ...WORKER, node: words, model: words };
  return {
    task: task({ id: 'u', title: words, sources: [source(words, words)] }),
    outcome: { state: 'undone', reason: words, attempts: [rejected(1, answer(words, { who }), words, words)] },
  };
}

/** The one finding of the sample, changed. */
export function finding(change: Partial<RunFinding> = {}): RunFinding {
  const [real] = resultOf([doneRun(findings(SUMMARY, GOOD_FINDING))]).findings;
  if (real === undefined) throw new Error('no finding');
  return { ...real, ...change };
}

/** A run in which everything happened that a report can tell, with these words wherever others may write. */
export function everything(words: string, change: Partial<RunResult> = {}): RunResult {
  const who = { ...WORKER, node: words, model: words };
  const said = { message: words, rationale: words, fix: `.${words}`, quote: words, path: words, who };
  const vote = { critic: who, verdict: 'adjust', severity: 'low', reason: words } as const;
  const looks = { found: 2, of: 3 };
  const heat = { share: 0.61, in: words };
  const above = finding({ ...said, looks, heat, standing: 'confirmed', votes: [vote] });
  const known = finding({ ...said, isKnown: true, severity: 'medium', fingerprint: 'b'.repeat(32) });
  const below = finding({ ...said, standing: 'refuted', why: words, votes: [{ ...vote, verdict: 'refute' }] });
  const runs = [
    doneRun(findings(words), { title: words, sources: [source(words, words)] }, who),
    doneRun(words, { id: 't', kind: 'docs', output: { kind: 'text' }, title: words }, who),
    doneRun(findings(words), { id: 'c', kind: 'check', sources: [source(words, words)] }),
    undoneRun(words),
  ];
  const bare = resultOf(runs);
  const gone = {
    fingerprint: 'c'.repeat(32),
    path: words,
    line: 3,
    severity: 'low',
    category: 'logic',
    message: words,
    kind: 'review',
  } as const;
  const part = { taskId: 'p', title: words, kind: 'refactor', who, summary: words, paths: [words], edits: 1 } as const;
  const profiled = {
    name: words,
    path: words,
    line: 5,
    lastLine: 9,
    selfMs: 61,
    totalMs: 70,
    share: 0.61,
    totalShare: 0.7,
  } as const;
  const call = {
    taskId: words,
    tool: words,
    origin: words,
    effect: 'read',
    input: words,
    outputBytes: 9,
    startedAt: 1,
    tookMs: 2,
  } as const;
  const text = { taskId: 's', title: words, kind: 'refactor', text: words, who } as const;
  return {
    ...bare,
    instructions: words,
    focus: 'security',
    plan: {
      ...bare.plan,
      origin: { kind: 'model', model: words, servedModel: 'other' },
      tasks: [{ kind: 'review', tier: 'simple', title: words, files: [words], instructions: words, facts: [words] }],
      warnings: [words],
      notCovered: [{ path: words, reason: words }],
      profile: {
        command: words,
        profiler: 'node',
        samples: 90,
        totalMs: 100,
        ownMs: 100,
        functions: [profiled],
        notes: [words],
      },
    },
    suggestions: { optimizations: { texts: [text], notes: [words] }, patterns: { texts: [], notes: [] } },
    findings: [above, known],
    below: [below],
    baseline: { size: 2, gone: [gone] },
    unjudged: [words],
    guardrails: {
      commands: [
        { name: 'lint', command: words, before: 'failed', failures: 2, after: 'no-worse', why: words },
        { name: 'tests', command: '', before: 'missing', why: words },
      ],
      refused: { secrets: 1 },
    },
    toolCalls: [
      { ...call, state: 'done' },
      { ...call, state: 'refused', why: words },
    ],
    delegated: [
      {
        taskId: 'u',
        title: words,
        failures: 3,
        state: 'answered',
        delegation: '20251128_133758',
        model: words,
        rootCause: words,
        confidence: 'low',
        fixes: [words],
        files: [words],
        costMicros: 12_300,
      },
      { taskId: 'u', title: words, failures: 3, state: 'left-out', why: words, files: [], costMicros: 0 },
    ],
    fixes: {
      mended: [],
      unmended: [{ fingerprint: 'd'.repeat(32), path: words, line: 1, severity: 'low', message: words, why: words }],
    },
    patch: { root: '/projects/shop', text: words, files: 1, changes: [], parts: [part, { ...part, leftOut: words }] },
    counts: {
      ...bare.counts,
      bySeverity: { ...bare.counts.bySeverity, high: 1 },
      known: 1,
      below: 1,
      droppedFindings: 1,
    },
    ...change,
  };
}
