import { createHash } from 'node:crypto';
import { HanzoError, maskKeys, type Task, type TaskKind, type TaskSource, type Tier } from '@hanzo/contracts';
import { chunkUnits, packagesFault } from '@hanzo/tools';
import { EDITS_OUTPUT } from '../edits/edits-schema.ts';
import type { PlannedTask } from '../plan/plan.ts';
import type { RunFinding } from '../run/run-finding.ts';
import type { Stage } from '../run/stage.ts';
import { MAX_FINDINGS } from '../findings/findings-schema.ts';
import { systemPrompt } from '../tasks/kind-prompts.ts';
import { packSources } from '../tasks/pack-sources.ts';
import { cutOnce, sourceRoom, type Cut } from '../tasks/planned-units.ts';
import { lastLine, taskPrompt } from '../tasks/prompt.ts';
import { fieldsOf, limitsFor, type TaskLimits } from '../tasks/task-limits.ts';
import { fixWish, fixWords } from './fix-prompt.ts';

/** A task that mends, and what. */
export interface FixTask {
  readonly task: Task;
  readonly findings: readonly RunFinding[];
}

/** A finding that is not mended, and why: the end of a sentence for people. */
export interface Unmended {
  readonly finding: RunFinding;
  readonly why: string;
}

export interface FixTasks {
  readonly made: readonly FixTask[];
  readonly skipped: readonly Unmended[];
}

/** Whoever mends more at once mends each worse, and one that cannot be mended spoils the others. */
const MOST_AT_ONCE = MAX_FINDINGS;
/** Edits hold code. Tokens. */
const MOST_ANSWER = 4_000;

type FixStage = Pick<Stage, 'runId' | 'instructions' | 'limits' | 'workspace'>;

/** Tasks of a file: one for each group of findings whose code fits an engine. Files that formatters mend exactly are theirs. */
export async function fixTasks(
  path: string,
  findings: readonly RunFinding[],
  tier: Tier,
  run: FixStage,
): Promise<FixTasks> {
  const stage = { ...run, limits: limitsFor(run.limits, { kind: 'fix', tier }) };
  const packages = await packagesFault(stage.workspace.root, path);
  if (packages !== undefined) return allSkipped(findings, packages);
  const file = await stage.workspace.read(path);
  if (file.kind !== 'text') return allSkipped(findings, `the file cannot be read: ${file.reason}`);
  const text = maskKeys(file.text);
  const exact = findings.filter(isFormatters);
  const others = findings.filter((finding) => !isFormatters(finding)).toSorted((a, b) => a.line - b.line);
  const whole = { path, firstLine: 1, text };
  const formats =
    exact.length === 0 ? [] : [fixTask({ kind: 'format', findings: exact, sources: [whole], tier }, stage)];
  try {
    const groups = groupsOf(path, text, others, stage, cutOnce());
    const made = groups.map((group) => fixTask({ kind: 'fix', tier, ...group }, stage));
    const placed = new Set(groups.flatMap((group) => group.findings));
    const missing = others.filter((finding) => !placed.has(finding));
    return {
      made: [...made, ...formats],
      skipped: allSkipped(missing, 'its line is not in the file any more').skipped,
    };
  } catch (error) {
    if (!(error instanceof HanzoError) || error.code !== 'PROMPT_TOO_LONG') throw error;
    return { made: formats, skipped: allSkipped(others, error.message).skipped };
  }
}

/** The project's own formatter says so, and can do it. */
function isFormatters({ kind, who }: RunFinding): boolean {
  return kind === 'format' && who.kind === 'tool';
}

function allSkipped(findings: readonly RunFinding[], why: string): FixTasks {
  return { made: [], skipped: findings.map((finding) => ({ finding, why })) };
}

interface Group {
  readonly sources: readonly TaskSource[];
  readonly findings: readonly RunFinding[];
}

/** The pieces of the file that hold findings, as many together as fit. */
function groupsOf(
  path: string,
  text: string,
  findings: readonly RunFinding[],
  stage: FixStage,
  cut: Cut,
): readonly Group[] {
  if (findings.length === 0) return [];
  const room = roomFor(path, findings, stage);
  const chunks = chunkUnits(path, cut(path, text, room), room);
  const holding = chunks.filter((chunk) => findings.some((finding) => holds(chunk, finding)));
  return packSources(holding, room).flatMap((sources) => {
    const own = findings.filter((finding) => sources.some((source) => holds(source, finding)));
    const parts = Array.from({ length: Math.ceil(own.length / MOST_AT_ONCE) }, (_, at) =>
      own.slice(at * MOST_AT_ONCE, (at + 1) * MOST_AT_ONCE),
    );
    return parts.map((some) => ({ sources, findings: some }));
  });
}

function holds(source: TaskSource, { line }: RunFinding): boolean {
  return line >= source.firstLine && line <= lastLine(source);
}

/** Tokens for code beside the longest words that a task may have. */
function roomFor(path: string, findings: readonly RunFinding[], { instructions, limits }: FixStage): number {
  const longest = findings.toSorted((a, b) => fixWords([b]).length - fixWords([a]).length).slice(0, MOST_AT_ONCE);
  const planned: PlannedTask = {
    kind: 'fix',
    tier: 'medium',
    title: '',
    files: [path],
    instructions: fixWords(longest),
  };
  return sourceRoom(planned, {
    system: systemPrompt('fix', { patch: true }),
    instructions: fixWish(maskKeys(instructions)),
    limits: withAnswer(limits),
  });
}

function withAnswer(limits: TaskLimits): TaskLimits {
  const room = Math.min(MOST_ANSWER, Math.floor(limits.contextTokens / 4));
  return { ...limits, maxOutputTokens: Math.max(limits.maxOutputTokens, room) };
}

interface FixTaskParts extends Group {
  readonly kind: TaskKind & ('fix' | 'format');
  readonly tier: Tier;
}

function fixTask({ kind, findings, sources, tier }: FixTaskParts, { runId, instructions, limits }: FixStage): FixTask {
  const path = sources[0]?.path ?? '';
  const lines = [...new Set(findings.map(({ line }) => line))];
  const task: Task = {
    // A run that is taken up again knows by the beginning that no plan has it (see looks.ts).
    id: `${runId}-fix-${nameOf(path, findings)}`,
    runId,
    kind,
    tier,
    title: kind === 'fix' ? `fix ${path}:${lines.join(',')}` : `format ${path}`,
    system: systemPrompt(kind, { patch: true }),
    prompt: taskPrompt({ sources, instructions: fixWish(maskKeys(instructions)), focus: fixWords(findings) }),
    output: EDITS_OUTPUT,
    sources,
    ...fieldsOf(withAnswer(limits), kind),
  };
  return { task, findings };
}

/** The same findings of the same file have the same name. */
function nameOf(path: string, findings: readonly RunFinding[]): string {
  const prints = findings.map(({ fingerprint, line }) => [fingerprint, line]);
  return createHash('sha256')
    .update(JSON.stringify([path, prints]))
    .digest('hex')
    .slice(0, 16);
}
