import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Answer, Task, TaskSource } from '@hanzo/contracts';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { createToolRung, type Finding, openWorkspace, type Workspace } from '@hanzo/tools';
import {
  Orchestrator,
  type OrchestratorOptions,
  type RunEvent,
  type ResumeOptions,
  type RunOptions,
  type RunResult,
} from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';
import { memoryCache, type MemoryCache } from './memory-cache.ts';
import { answer, findings } from './samples.ts';

/** A folder with files, an engine that finds each line with `BUG`, and a memory that outlives the runs. */
export interface Project extends AsyncDisposable {
  readonly workspace: Workspace;
  readonly cache: MemoryCache;
  readonly clock: ManualClock;
  /** Tasks that engines were given since the last run began; checks are not among them. */
  readonly reviewed: readonly Task[];
  /** All texts of these, with the file of each. */
  shown(): readonly string[];
  readonly checked: readonly Task[];
  readonly events: readonly RunEvent[];
  write(files: Record<string, string>): Promise<void>;
  review(options?: Partial<OrchestratorOptions & RunOptions>): Promise<RunResult>;
  resume(options: ResumeOptions, parts?: Partial<OrchestratorOptions>): Promise<RunResult>;
  /** What the engine says of a task; may be replaced. */
  engine: (task: Task) => Answer | Promise<Answer>;
}

export async function project(files: Record<string, string>): Promise<Project> {
  const path = await mkdtemp(join(tmpdir(), 'hanzo-remembered-'));
  const workspace = await openWorkspace(path);
  const tool = createToolRung(workspace);
  const clock = manualClock();
  const cache = memoryCache(clock);
  const reviewed: Task[] = [];
  const checked: Task[] = [];
  const events: RunEvent[] = [];
  const executor = fakeExecutor(async (task, { signal }) => {
    if (task.kind !== 'check') {
      reviewed.push(task);
      return await here.engine(task);
    }
    checked.push(task);
    const nothing = (): void => undefined;
    return await tool.attempt(task, { signal, onStart: nothing, onText: nothing, onLost: nothing });
  });
  const orchestratorOf = (parts: Partial<OrchestratorOptions>): Orchestrator =>
    new Orchestrator({ orchestratorModel: 'gpt-5', executor, workspace, clock, cache, ...parts });
  const here: Project = {
    workspace,
    cache,
    clock,
    reviewed,
    checked,
    events,
    engine: findsBugs,
    shown: () => reviewed.flatMap(({ sources }) => sources.map((source) => `${source.path}: ${source.text}`)),
    async write(changed) {
      for (const [name, text] of Object.entries(changed)) {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), text);
      }
    },
    async review(options = {}) {
      for (const list of [reviewed, checked, events]) list.length = 0;
      const { instructions = 'Review the code for bugs.', onEvent, ...rest } = options;
      const orchestrator = orchestratorOf(rest);
      const hear = (event: RunEvent): void => {
        events.push(event);
        onEvent?.(event);
      };
      return await orchestrator.run({ instructions, ...rest, onEvent: hear });
    },
    async resume(options, parts = {}) {
      for (const list of [reviewed, checked, events]) list.length = 0;
      return await orchestratorOf(parts).resume({ ...options, onEvent: (event) => void events.push(event) });
    },
    [Symbol.asyncDispose]: async () => await rm(path, { recursive: true }),
  };
  await here.write(files);
  return here;
}

/** Finds each line with `BUG`, and names two identifiers of each source so that it counts as read. */
export function findsBugs(task: Task): Answer {
  const found = task.sources.flatMap(bugsOf);
  const words = task.sources.flatMap(({ text }) => text.match(/[A-Za-z_]\w{3,}/g) ?? []);
  return answer(findings(`It has ${[...new Set(words)].slice(0, 40).join(', ')}.`, ...found));
}

export function bugsOf({ text, firstLine }: TaskSource): readonly Finding[] {
  return text.split('\n').flatMap((line, at): readonly Finding[] => {
    const [, words = 'It is wrong.'] = /BUG ?(.*)/.exec(line) ?? [];
    if (!line.includes('BUG')) return [];
    const said = { category: 'logic', confidence: 'high', rationale: '', fix: '' } as const;
    return [{ ...said, line: firstLine + at, quote: line.trim(), severity: 'high', message: words || 'It is wrong.' }];
  });
}
