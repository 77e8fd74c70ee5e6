import { resolve } from 'node:path';
import { HanzoError, type ExitCode } from '@hanzo/contracts';
import type { DelegationEvent, DelegationRequest, DelegationResult } from '@hanzo/delegate';
import { z } from 'zod';
import { delegateText, type DelegateInput } from '../commands/delegate/delegate-text.ts';
import type { DelegateEngineFlags } from '../commands/delegate/flags.ts';
import { followingUp } from '../commands/delegate/issue/following-up.ts';
import { openPlace } from '../commands/delegate/place.ts';
import { stoppedBy } from '../commands/delegate/stopped.ts';
import { modelNamed, phraseIn } from '../commands/dev/delegation/phrase-in.ts';
import { given } from '../commands/dev/run/setting-of.ts';
import { borrowKeys } from '../process/environment.ts';
import { MAX_SECONDS } from '../program/option-values.ts';
import { loadSetting } from '../setting.ts';
import { quietTerminal } from './quiet-terminal.ts';

/** An issue and how it is delegated. What is left out is as `hanzo delegate` has it. */
export interface DelegationWork {
  /** May hold the magic phrase: `DELEGATE TO GPT-4O: …`. */
  readonly issue: string;
  /** Paths, globs, `path:10-80`, `!path`: only these are sent. @default what the issue leads to */
  readonly files?: readonly string[];
  /** Files that the clues lead to are sent as well. @default true where no file is named */
  readonly gather?: boolean;
  readonly context?: string;
  readonly logs?: string;
  readonly attemptedFixes?: readonly string[];
  /** @default false */
  readonly includeUncommittedChanges?: boolean;
  /** A name of the catalogue, or `local:<name>`. @default that of the phrase, of the configuration, gpt-4o, else the strongest */
  readonly model?: string;
  /** Each is asked the same, and their answers are compared. */
  readonly models?: readonly string[];
  /** A delegation to go on with: its id, the beginning of it, or `last`. */
  readonly followUp?: string;
  /** @default the current folder */
  readonly workspace?: string;
  /** Of all models and rounds: US dollars, to the millionth. @default 1 */
  readonly budgetUsd?: number;
  /** Further rounds after an unsure answer: 0 to 5. @default 1 */
  readonly retries?: number;
  /** Tokens for files. @default 30000 */
  readonly contextTokens?: number;
  /** Relative to the workspace, and inside it. @default .autonomous_runs/openai_delegations */
  readonly outputDir?: string;
  /** @default never */
  readonly timeoutSeconds?: number;
  readonly home?: string;
  readonly baseUrl?: string;
  readonly api?: 'responses' | 'chat';
  /** Ends it: the request, and what was answered, is kept. @default nothing does */
  readonly signal?: AbortSignal;
  /** Hears of the saved request, questions, answers and rounds. @default nobody */
  readonly onEvent?: (event: DelegationEvent) => void;
  /** Told what the command would say to people, a line each. @default nobody is told */
  readonly log?: (line: string) => void;
}

/** What came of it. */
export interface DelegationOutcome {
  /** That of the command: 0 where there is an analysis. */
  readonly exitCode: ExitCode;
  /** `hanzo delegate show <id>` shows it. */
  readonly id: string;
  /** Where its files are: absolute. */
  readonly folder: string;
  /** What was sent in the first round, and what was left out of it. */
  readonly request: DelegationRequest;
  /** The last answer of each model that has one; the surest first. Text of models: untrusted. */
  readonly best: readonly DelegationResult[];
  /** Of all models and rounds, in order; those without an analysis, too. */
  readonly results: readonly DelegationResult[];
  /** Integer micro-dollars. */
  readonly costMicros: number;
}

const text = z.string().trim().min(1);
const texts = z.array(text);
const callback = (value: unknown): boolean => typeof value === 'function';

const WORK = z.strictObject({
  issue: text,
  files: texts.optional(),
  gather: z.boolean().optional(),
  context: z.string().optional(),
  logs: z.string().optional(),
  attemptedFixes: texts.optional(),
  includeUncommittedChanges: z.boolean().optional(),
  model: text.optional(),
  models: texts.min(1).optional(),
  followUp: text.optional(),
  workspace: text.optional(),
  budgetUsd: z.number().min(0).max(1_000_000).optional(),
  retries: z.int().min(0).max(5).optional(),
  contextTokens: z.int().min(0).max(2_000_000).optional(),
  outputDir: text.optional(),
  timeoutSeconds: z.number().min(0.001).max(MAX_SECONDS).optional(),
  home: text.optional(),
  baseUrl: text.optional(),
  api: z.enum(['responses', 'chat']).optional(),
  signal: z.instanceof(AbortSignal).optional(),
  onEvent: z.custom<DelegationWork['onEvent']>(callback, 'must be a function').optional(),
  log: z.custom<DelegationWork['log']>(callback, 'must be a function').optional(),
});

/**
 * `hanzo delegate` for programs: the same files, models, money and journal, without a terminal. While it is under way API keys are
 * taken out of `process.env`, so that no child process inherits them; afterwards they are back.
 *
 * Rejects with HanzoError for what could not be done at all: no key, no money, no such model or delegation; and for what `signal` ended,
 * with `delegation` and `costMicros` among its details. What was asked and gave no analysis is a result.
 *
 * @example
 * import { delegate } from 'hanzo/dev';
 *
 * const { best, costMicros } = await delegate({ issue: 'DELEGATE TO GPT-4O: 500 error on /runs/start', logs, budgetUsd: 0.5 });
 * console.log(best[0]?.analysis?.rootCause, costMicros);
 */
export async function delegate(work: DelegationWork | string): Promise<DelegationOutcome> {
  const wanted = checked(typeof work === 'string' ? { issue: work } : work);
  const { signal = new AbortController().signal, onEvent, log } = wanted;
  if (signal.aborted) throw stoppedBy(signal.reason, { signal });
  using _keys = borrowKeys();
  const workspace = resolve(wanted.workspace ?? '.');
  const terminal = quietTerminal(log);
  const flags = flagsOf(wanted, workspace);
  const input = await inputOf(wanted, flags);
  const done = await delegateText(input, { workspace, flags, terminal, signal, ...given({ onEvent }) });
  const { exitCode, end, folder, request, costMicros } = done;
  const results = end.results.map(({ result }) => result);
  return { exitCode, id: end.delegation.id, folder, request, best: end.best, results, costMicros };
}

async function inputOf(work: DelegationWork, flags: DelegateEngineFlags): Promise<DelegateInput> {
  const { files, gather, attemptedFixes, contextTokens, includeUncommittedChanges: diff, followUp } = work;
  const { catalogue } = loadSetting(given({ home: flags.home }), quietTerminal(), { makeHome: false });
  const phrase = await phraseIn(work.issue);
  const isNamed = (work.model ?? work.models) !== undefined;
  const evidence = given({
    files,
    gather,
    attemptedFixes,
    contextTokens,
    diff,
    context: joined(work.context, phrase?.before),
    logs: joined(work.logs, phrase?.after),
  });
  const said = {
    issue: phrase?.issue ?? work.issue,
    // A model that is named counts for more: then it does not matter whom the phrase means.
    phraseModel: phrase === undefined || isNamed ? undefined : await modelNamed(phrase.model, catalogue),
  };
  if (followUp === undefined) return { ...evidence, ...said };
  const { delegations } = await openPlace(flags, quietTerminal());
  return { ...evidence, ...said, ...followingUp(await delegations.find(followUp), given({ files, gather })) };
}

function flagsOf(work: DelegationWork, workspace: string): DelegateEngineFlags {
  const { model, models, retries, outputDir, home, baseUrl, api, budgetUsd, timeoutSeconds: timeout } = work;
  const budget = budgetUsd?.toFixed(6);
  return { ...given({ model, models, retries, outputDir, home, baseUrl, api, budget, timeout }), workspace };
}

/** @throws HanzoError USAGE, which names the option */
function checked(work: unknown): DelegationWork {
  const { success, data, error } = WORK.safeParse(work);
  if (success) {
    if (data.model === undefined || data.models === undefined) return given(data) as DelegationWork;
    throw new HanzoError('USAGE', 'The options model and models say both who is asked.', { mend: 'Leave one out.' });
  }
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'the work'}: ${message}`);
  throw new HanzoError('USAGE', `The delegation is wrong: ${faults.slice(0, 3).join('; ')}.`, {
    mend: `Its options are: ${Object.keys(WORK.shape).join(', ')}; see DelegationWork.`,
  });
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  const there = parts.filter((part) => part !== undefined && part.trim() !== '');
  return there.length === 0 ? undefined : there.join('\n\n');
}
