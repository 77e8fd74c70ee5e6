import { HanzoError, toHanzoError } from '@hanzo/contracts';
import type { DelegationEvent } from '@hanzo/delegate';
import { quietTerminal } from '../../../../sdk/quiet-terminal.ts';
import type { Setting } from '../../../../setting.ts';
import { delegateText, type DelegateTextEnd } from '../../../delegate/delegate-text.ts';
import type { DelegateEngineFlags, DelegationFlags } from '../../../delegate/flags.ts';
import { followingUp } from '../../../delegate/issue/following-up.ts';
import { openPlace } from '../../../delegate/place.ts';
import { modelNamed, phraseIn } from '../../../dev/delegation/phrase-in.ts';
import { given, settingOf } from '../../../dev/run/setting-of.ts';
import { paidFrom } from '../calls/pay.ts';
import type { Call, Reply } from '../calls/served-tool.ts';
import { resumeCommand } from '../../../delegate/show/say-left.ts';
import { engineFlags } from '../engine-flags.ts';
import { folderOf, refuseOutside, wayTo } from '../folder.ts';
import type { Serving } from '../serving.ts';
import { delegateReply } from './delegate-reply.ts';
import type { DelegateInput } from './delegate-input.ts';
import { moneyFor } from './money-for.ts';

/** The whole of `hanzo delegate` for a client: the same files are written, and the same models are asked. */
export async function delegate(input: DelegateInput, call: Call, serving: Serving): Promise<Reply> {
  const folder = await folderOf(serving, input.workspace);
  const { workspace } = serving;
  const terminal = quietTerminal(serving.flags.verbose === true ? serving.log : undefined);
  // Models are asked, and no worker has to be waited for.
  const { useHanzoNet: _, ...served } = engineFlags(serving.flags);
  const setting = settingOf(served, terminal, workspace);
  const said = await saidIn(input, setting);
  const { files } = input;
  const within = wayTo(serving, folder);
  if (within !== undefined) refuseOutside(files ?? []);
  const { home, timeout, verbose } = served;
  const own = { ...given({ home, timeout, verbose }), workspace };
  const before = await earlier(input, { files, within }, own);
  const asked = said.models.length > 0 ? said.models : before.parentModels;
  const { share, budget } = moneyFor({ models: asked, max_cost_usd: input.max_cost_usd }, setting, serving);
  const talking = new Talking(call, serving, own);
  const work = async (): Promise<DelegateTextEnd> =>
    await delegateText(
      {
        issue: said.issue,
        ...given({ context: said.context, logs: said.logs, files, within }),
        ...before,
        ...given({ attemptedFixes: input.attempted_fixes, diff: input.include_uncommitted_changes }),
      },
      {
        workspace,
        flags: { ...own, ...modelFlags(said.models), budget },
        terminal,
        signal: call.signal,
        onEvent: (event) => talking.hear(event),
        progress: talking,
      },
    );
  try {
    return delegateReply(await paidFrom({ share, setting, runIds: () => talking.runs }, work));
  } catch (thrown) {
    throw talking.fault(thrown);
  }
}

type Before = Partial<ReturnType<typeof followingUp>>;

/** @throws HanzoError DELEGATION_UNKNOWN */
async function earlier(
  { follow_up: id }: DelegateInput,
  named: { readonly files: readonly string[] | undefined; readonly within: string | undefined },
  flags: DelegateEngineFlags,
): Promise<Before> {
  if (id === undefined) return {};
  const { delegations } = await openPlace(flags, quietTerminal());
  return followingUp(await delegations.find(id), given(named));
}

interface SaidIssue extends Pick<DelegateInput, 'issue' | 'context' | 'logs'> {
  /** By their names of the catalogue. Empty: whoever is the default. */
  readonly models: readonly string[];
}

/** What stands above the phrase becomes context, what stands below it logs; a model that is named counts for more. */
async function saidIn(input: DelegateInput, { catalogue }: Setting): Promise<SaidIssue> {
  const { model, models, context, logs } = input;
  if (model !== undefined && models !== undefined)
    throw new HanzoError('USAGE', '`model` and `models` say both who is asked.', { mend: 'Leave one of them out.' });
  const phrase = await phraseIn(input.issue);
  const written = models ?? [model ?? phrase?.model].filter((name) => name !== undefined);
  const named = await Promise.all(written.map(async (name) => await modelNamed(name, catalogue)));
  if (phrase === undefined) return { issue: input.issue, context, logs, models: named };
  const { issue, before, after } = phrase;
  return { issue, context: joined(context, before), logs: joined(logs, after), models: named };
}

function joined(...texts: readonly (string | undefined)[]): string | undefined {
  const there = texts.filter((text) => text !== undefined && text.trim() !== '');
  return there.length === 0 ? undefined : there.join('\n\n');
}

function modelFlags(models: readonly string[]): { readonly model?: string; readonly models?: readonly string[] } {
  const [only] = models;
  if (only === undefined) return {};
  return models.length === 1 ? { model: only } : { models };
}

/** Tells the client how far it is, and knows what is kept when it ends early. */
class Talking {
  readonly #call: Call;
  readonly #serving: Serving;
  readonly #flags: DelegationFlags;
  readonly #runs: string[] = [];
  #delegation: string | undefined;

  /** @param flags by which commands find the delegation */
  constructor(call: Call, serving: Serving, flags: DelegationFlags) {
    this.#call = call;
    this.#serving = serving;
    this.#flags = flags;
  }

  get runs(): readonly string[] {
    return this.#runs;
  }

  begun(runId: string): void {
    this.#runs.push(runId);
    this.#call.progress.begun(runId);
  }

  readonly hear = (event: DelegationEvent | Parameters<Call['progress']['hear']>[0]): void => {
    const { progress } = this.#call;
    switch (event.kind) {
      case 'saved':
        this.#delegation ??= event.delegation.id;
        this.#serving.log(`delegate: ${event.file} is saved`);
        progress.say(`delegation ${event.delegation.id}: the request is saved`);
        return;
      case 'asking':
        progress.say(`delegation ${this.#delegation ?? ''}: asking ${event.model}, round ${event.round}`);
        return;
      case 'result':
        progress.say(`delegation ${event.result.id}: ${event.result.model} has ${event.result.state}`);
        return;
      case 'again':
        progress.say(`asking again: ${event.because}`);
        return;
      case 'not-again':
        return;
      case 'left-open':
        progress.say(`delegation ${this.#delegation ?? ''}: ${event.model} is still to answer: ${event.error.message}`);
        return;
      default:
        progress.hear(event);
    }
  };

  /** What was saved is gone on with by a person, or by another call. */
  fault(thrown: unknown): HanzoError {
    const error = toHanzoError(thrown);
    const id = this.#delegation;
    if (id === undefined) return error;
    const goOnWith = resumeCommand(id, this.#flags);
    this.#serving.log(`delegate: ${error.code}: the request is kept; go on with: ${goOnWith}`);
    const { code, message, mend, details } = error;
    return new HanzoError(code, message, {
      ...given({ mend }),
      details: { ...details, runId: this.#runs.at(-1), goOnWith },
      cause: thrown,
    });
  }
}
