import { randomUUID } from 'node:crypto';
import { HanzoError, maskKeys, type Task, type TaskKind, type Tier } from '@hanzo/contracts';
import {
  DEFAULT_TASK_LIMITS,
  guessKind,
  isAboutPictures,
  kindLimits,
  kindWords,
  outputOf,
  prepareRun,
  type KindWord,
} from '@hanzo/orchestrator';
import { allowedTier } from '@hanzo/router';
import { openWorkspace } from '@hanzo/tools';
import type { Setting } from '../../setting.ts';
import { answerTokens } from '../dev/engines/context-sizes.ts';
import type { TaskWindows } from '../dev/engines/task-windows.ts';
import { referenceOf } from '../dev/images/image-store.ts';
import { readImages } from '../dev/images/read-images.ts';
import type { RouteExplainFlags } from './flags.ts';

/** Tasks as a run that is planned by rules would make them, and why they are of their kind and tier. */
export interface ExplainedTasks {
  readonly kind: TaskKind;
  /** Undefined: it was said, and not guessed. */
  readonly words: readonly KindWord[] | undefined;
  readonly tier: Tier;
  readonly tierFrom: string;
  /** At least one. Without files one of the words alone. */
  readonly tasks: readonly Task[];
}

export interface EngineSizes {
  /** What tasks are cut to. */
  readonly windows: TaskWindows;
  readonly isPaid: boolean;
}

/**
 * Makes the tasks that would be routed. Reads files of the workspace where there is one; calls no model.
 *
 * @throws HanzoError USAGE when there is nothing to explain
 */
export async function explainedTasks(
  flags: RouteExplainFlags,
  setting: Setting,
  { windows, isPaid }: EngineSizes,
): Promise<ExplainedTasks> {
  const instructions = maskKeys(flags.task);
  const kind = flags.kind ?? guessKind(instructions);
  const words = flags.kind === undefined ? kindWords(instructions) : undefined;
  const limits = {
    ...DEFAULT_TASK_LIMITS,
    ...windows,
    ...(isPaid ? {} : { maxOutputTokens: answerTokens(windows.contextTokens) }),
    kinds: kindLimits(setting.routing),
  };
  const read = flags.image === undefined ? [] : await readImages(flags.image);
  const images = read.map(({ image }) => referenceOf(image));
  const seen = images.length > 0 && kind !== 'check' && { images };
  const { tier, from: tierFrom } = tierOf(kind, flags, setting);
  if (flags.workspace === undefined && flags.files === undefined) {
    const output = outputOf(kind, false);
    const { maxOutputTokens, sampling, timeoutMs } = limits;
    const text = { title: instructions, system: '', prompt: instructions, output, sources: [] };
    const ids = { id: randomUUID(), runId: randomUUID() };
    const task = { ...ids, kind, tier, ...text, maxOutputTokens, sampling, timeoutMs, ...limits.kinds[kind], ...seen };
    return { kind, words, tier, tierFrom, tasks: [task] };
  }
  const { tasks } = await prepareRun({
    workspace: await openWorkspace(flags.workspace ?? '.'),
    runId: randomUUID(),
    instructions,
    include: flags.files,
    planner: undefined,
    noPlannerBecause: 'A route is explained, and no model is called for that.',
    cache: undefined,
    cacheFingerprint: undefined,
    maxTasks: undefined,
    limits: { ...limits, ...seen },
    routing: setting.routing,
    tiers: { tier: flags.tier, maxTier: flags.maxTier },
    kind,
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
  const wanted = tasks.filter((task) => task.kind === kind && !isAboutPictures(task));
  if (wanted.length === 0)
    throw new HanzoError('USAGE', `The files give no ${kind} task.`, { mend: 'Check --workspace and --files.' });
  return { kind, words, tier, tierFrom, tasks: wanted };
}

interface TierSaid {
  readonly tier: Tier;
  readonly from: string;
}

function tierOf(kind: TaskKind, { tier, maxTier }: RouteExplainFlags, { routing }: Setting): TierSaid {
  // Checks are a tool's, and no wish for a tier changes that.
  const isWished = tier !== undefined && kind !== 'check';
  const wanted = isWished ? tier : routing.kinds[kind].tier;
  const from = isWished ? '--tier says so' : `the policy plans ${kind} tasks for it`;
  const allowed = kind === 'check' ? wanted : allowedTier(wanted, maxTier);
  return allowed === wanted ? { tier: wanted, from } : { tier: allowed, from: `--max-tier lowers it from ${wanted}` };
}
