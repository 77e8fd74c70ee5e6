import { EXIT, HanzoError, toHanzoError, type ExitCode } from '@hanzo/contracts';
import type { RunResult } from '@hanzo/orchestrator';
import { quietTerminal } from '../../../../sdk/quiet-terminal.ts';
import type { Setting } from '../../../../setting.ts';
import type { Terminal } from '../../../../terminal/terminal.ts';
import type { DevFlags } from '../../../dev/flags.ts';
import { spentOn } from '../../../dev/money/spent-on.ts';
import { refuseFlags } from '../../../dev/refuse-flags.ts';
import { goOnWith, isLeft, resumeCommand } from '../../../dev/run/go-on.ts';
import { resumeRun, withoutFixed } from '../../../dev/run/resume-run.ts';
import type { RunHooks } from '../../../dev/run/run-hooks.ts';
import { settingOf } from '../../../dev/run/session.ts';
import { startRun } from '../../../dev/run/start-run.ts';
import { shortRunId } from '../../../tasks/task-id.ts';
import { paidFrom } from '../calls/pay.ts';
import type { Call, Reply } from '../calls/served-tool.ts';
import { choiceOf, engineFlags, withMoney } from '../engine-flags.ts';
import { folderOf, patternsIn } from '../folder.ts';
import type { Serving } from '../serving.ts';
import type { ReviewInput } from './review-input.ts';
import { NO_KEY, reviewReply } from './review-reply.ts';

const DEFAULT_INSTRUCTIONS = 'Review the code for bugs.';

/** A run as `hanzo dev` does it, without anybody who watches, and without a report. */
export async function runReview(input: ReviewInput, call: Call, serving: Serving): Promise<Reply> {
  const resumed = input.resume === undefined ? undefined : begunRun(input.resume, serving);
  const folder = await folderOf(serving, input.workspace);
  const { workspace } = serving;
  const files = patternsIn(serving, folder, input.files);
  const terminal = quietTerminal(serving.flags.verbose === true ? serving.log : undefined);
  const wished: DevFlags = {
    ...wishesOf(input),
    ...(files.length > 0 && { files }),
    ...engineFlags(serving.flags),
    workspace,
  };
  const setting = settingOf(wished, terminal, workspace);
  const earlierMicros = resumed === undefined ? 0 : spentOn(setting, { runId: resumed });
  const { flags, share } = withMoney(wished, setting, { wantedUsd: input.max_cost_usd, earlierMicros }, serving);
  const isFree = setting.config.orchestrator === undefined && wished.localOnly !== true;
  const lacksKey = isFree && choiceOf(setting, wished).kind === 'local';
  const run = new ReviewRun(call, serving, { id: resumed, coversAll: input.files !== undefined });
  const work = async (): Promise<RunResult> => {
    if (resumed === undefined) return await run.start(flags, terminal);
    return await run.goOn(resumed, flags, terminal);
  };
  try {
    const result = await paidFrom(
      { share, setting, earlierMicros, runIds: () => (run.id === undefined ? [] : [run.id]) },
      work,
    );
    return reviewReply(result, { failOn: input.fail_on, named: files, lacksKey, ...goOnWith(result, setting, flags) });
  } catch (thrown) {
    const fault = lacksKey ? withKeyNamed(toHanzoError(thrown)) : thrown;
    throw run.id === undefined ? fault : resumable(fault, run.id, setting, flags);
  }
}

/** Nobody should download models because a key is missing. */
function withKeyNamed(error: HanzoError): HanzoError {
  const { code, message, mend, details } = error;
  return new HanzoError(code, message, { mend: `${NO_KEY} ${mend ?? ''}`.trim(), details, cause: error });
}

function wishesOf({ instructions, focus, fail_on: failOn }: ReviewInput): DevFlags {
  const words = instructions ?? (focus === undefined ? DEFAULT_INSTRUCTIONS : undefined);
  // A dash alone would be read from where the client speaks.
  if (words === '-') throw new HanzoError('USAGE', 'instructions is "-".', { mend: 'Say in words what to look for.' });
  return {
    ...(words !== undefined && { instructions: words }),
    ...(focus !== undefined && { focus }),
    ...(failOn !== undefined && { failOn }),
  };
}

/** @throws HanzoError RUN_UNKNOWN for runs that this server did not begin: they may do more than a review may */
function begunRun(wanted: string, { begun }: Serving): string {
  const [found, ...others] = [...begun].filter((id) => id.startsWith(wanted));
  if (found !== undefined && others.length === 0) return found;
  throw new HanzoError('RUN_UNKNOWN', `This server has begun no run "${wanted}" that could be gone on with.`, {
    mend: 'Review anew without `resume`. A person goes on with any run: hanzo dev --resume <run>.',
  });
}

interface ReviewOptions {
  /** Of a run that is gone on with. */
  readonly id: string | undefined;
  /** The client named files: silence on one of them would be taken for looked at. */
  readonly coversAll: boolean;
}

class ReviewRun {
  readonly #call: Call;
  readonly #serving: Serving;
  readonly #coversAll: boolean;
  id: string | undefined;

  constructor(call: Call, serving: Serving, { id, coversAll }: ReviewOptions) {
    this.#call = call;
    this.#serving = serving;
    this.#coversAll = coversAll;
    this.id = id;
  }

  async start(flags: DevFlags, terminal: Terminal): Promise<RunResult> {
    refuseFlags(flags);
    return await this.#resultOf((hooks) => startRun(flags, terminal, hooks));
  }

  async goOn(id: string, flags: DevFlags, terminal: Terminal): Promise<RunResult> {
    this.#call.progress.begun(id);
    return await this.#resultOf((hooks) => resumeRun(withoutFixed(flags), id, terminal, hooks));
  }

  async #resultOf(start: (hooks: RunHooks) => Promise<ExitCode>): Promise<RunResult> {
    const { signal, progress } = this.#call;
    signal.throwIfAborted();
    let result: RunResult | undefined;
    await start({
      signal,
      onEvent: (event) => progress.hear(event),
      onStart: (id) => this.#begun(id),
      onResult: (told) => {
        result = told;
      },
      coversAll: this.#coversAll,
      // Whatever tools its models may use.
      mayWrite: false,
      // It writes no file, and spends what the client's share pays for.
      delegates: false,
      forManyRuns: true,
      approve: async () => await Promise.resolve(true),
      // Whoever called is told; nothing is printed or written.
      finish: async () => await Promise.resolve(EXIT.done),
    });
    if (result === undefined) throw new HanzoError('INTERNAL', 'The run ended without a result.');
    return result;
  }

  #begun(id: string): void {
    this.id = id;
    this.#serving.begun.add(id);
    this.#serving.log(`review: run ${shortRunId(id)} begins`);
    this.#call.progress.begun(id);
  }
}

/** The same error, with how a person goes on with what is done. */
function resumable(thrown: unknown, runId: string, setting: Setting, flags: DevFlags): HanzoError {
  const { code, message, mend, details } = toHanzoError(thrown);
  // What was asked for cannot be done: it could not be gone on with, either.
  const left = code !== 'USAGE' && isLeft(runId, setting) ? { goOnWith: resumeCommand(runId, flags) } : {};
  return new HanzoError(code, message, {
    ...(mend !== undefined && { mend }),
    details: { ...details, runId, ...left },
    cause: thrown,
  });
}
