import { randomUUID } from 'node:crypto';
import { EXIT, systemClock, type ExitCode, type TaskKind } from '@hanzo/contracts';
import type { RunStart } from '@hanzo/coordinator';
import { guessKind, type PreparedRun, type RunResult } from '@hanzo/orchestrator';
import type { Setting } from '../../../setting.ts';
import { say } from '../../../terminal/say.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { withDataClass } from '../data-class.ts';
import { withDelegated, type AfterRun } from '../delegation/delegate-failed.ts';
import type { Engines } from '../engines/engines.ts';
import type { DevFlags } from '../flags.ts';
import { withDetectedCommands } from '../guardrails/ask-for-commands.ts';
import { sayGuardrails } from '../guardrails/say-guardrails.ts';
import { sourcesOf } from '../live/sources-of-run.ts';
import { ImageStore } from '../images/image-store.ts';
import { takeImages } from '../images/take-images.ts';
import { takeProfile } from '../profile/take-profile.ts';
import { withProfile } from '../profile/profile-flag.ts';
import { chainInWords, chainOf } from '../models/model-chain.ts';
import {
  chooseOrchestrator,
  lifeWarning,
  orchestratorName,
  type OrchestratorChoice,
} from '../models/orchestrator-choice.ts';
import { sayTaskModels } from '../models/task-models.ts';
import { endLeftBatches } from '../money/left-batches.ts';
import { sayingCharged } from '../money/say-charged.ts';
import { sayIdle } from '../plan/idle-flags.ts';
import { planOnly } from '../plan/plan-only.ts';
import { RunApproval } from '../plan/run-approval.ts';
import { sayWhere } from '../report/say-where.ts';
import { checkedFiles } from './checked-files.ts';
import { finish } from './finish.ts';
import { both, type RunHooks } from './run-hooks.ts';
import { readInstructions } from './instructions.ts';
import { keepState } from './keep-state.ts';
import { listeners, orchestratorOf, planKeeper, type OrchestratorParts } from './orchestrate.ts';
import { PlanWatch } from './plan-watch.ts';
import { keptFlags, writeRecord } from './run-record.ts';
import { openSession, settingOf } from './session.ts';
import { openTooledWorkshop, tellCalls } from '../tools/tooled-workshop.ts';
import { refuseIdleTools } from '../tools/tool-users.ts';
import { openSources } from './standard-files.ts';

/** Plans and does a new run. What can be wrong is found before anything is spent. */
export async function startRun(written: DevFlags, terminal: Terminal, hooks: RunHooks = {}): Promise<ExitCode> {
  const wished = withProfile(written);
  const found = settingOf(wished, terminal, wished.workspace ?? '.');
  const setting = await withDetectedCommands(found, wished, terminal);
  const flags = withDataClass(wished, setting);
  const isNamed = flags.orchestrator !== undefined;
  const choice = chooseOrchestrator(setting, { localOnly: flags.localOnly === true, isNamed });
  refuseIdleTools(setting, flags, choice);
  const words = await readInstructions(flags, process.stdin, (line) => terminal.err(line));
  const instructions = hooks.context === undefined ? words : `${words}\n\n${hooks.context}`;
  const workspace = await openSources(flags.workspace ?? '.', hooks.isLeftOut);
  const baseline = await checkedFiles(flags);
  if (hooks.again !== true) sayAtFirst(choice, setting, flags, terminal);
  const images = await takeImages({ setting, flags, choice }, terminal);
  if (images.length > 0) await new ImageStore(setting.paths.images).keep(images);

  await using session = openSession(setting, flags, terminal, hooks.signal);
  const { journal, signal } = session;
  const profile = await takeProfile({ flags, setting, workspace, signal }, terminal);
  const runId = randomUUID();
  const wanted = { setting, session, flags, choice, workspace, runId };
  await using workshop = await openTooledWorkshop(wanted, {
    written: flags,
    hooks,
    isPlanned: hooks.fixOnly !== undefined,
    terminal,
  });
  const { engines, ledger } = workshop;
  using _watched = session.live.watch(sourcesOf(workshop, runId, flags));
  const known = { baseline, images, shown: images, profile, instructions, coversAll: hooks.coversAll };
  const dev = orchestratorOf({ workshop, choice, workspace, flags, journal, runId, ...known });
  await journal.startRun(writtenDown(wanted, engines, instructions));
  await hooks.onStart?.(runId);
  const listener = both(listeners(flags, terminal, session.live), hooks.onEvent);
  using _calls = tellCalls(workshop.tools, listener);
  const keeper = planKeeper(journal, runId, flags, listener);
  using watch = new PlanWatch(terminal);
  const onEvent = watch.over(keeper.onEvent);
  const wish = { instructions, include: flags.files, fixOnly: hooks.fixOnly, ...kindOf(words, flags, hooks) };
  const options = { ...wish, signal, runId, concurrency: engines.concurrency, onEvent };
  const saying = { ledger, runId, flags, terminal };
  const costs = { setting, flags, choice, policy: workshop.policy, freeModels: workshop.freeModels(), terminal };
  if (flags.planOnly === true) {
    sayIdle(flags, terminal);
    const prepare = (): Promise<PreparedRun> => sayingCharged(saying, () => keeper.after(dev.prepare(options)));
    return await planOnly({ ...costs, journal, runId, resumeWith: hooks.resumeWith, prepare });
  }
  const approval = new RunApproval({ ...costs, runId, resumeWith: hooks.resumeWith, signal, kept: keeper.kept });
  const approve = session.live.asking(whoApproves(hooks, flags, approval));
  const result = await approval.unlessRefused(() =>
    keepState(journal, runId, terminal, async () => {
      const done = await sayingCharged(saying, () => keeper.after(dev.run({ ...options, approve })));
      await endLeftBatches(runId, { setting, flags, ledger, session, terminal });
      return done;
    }),
  );
  if (result === undefined) return EXIT.incomplete;
  const after = { flags, setting, workspace: workspace.root, choice, signal, terminal, hooks };
  return await shownResult({ ...result, instructions: words }, after, session.interrupted);
}

async function shownResult(
  done: RunResult,
  after: Omit<AfterRun, 'isLocal'> & { readonly hooks: RunHooks; readonly choice: OrchestratorChoice },
  interrupted: AbortSignal,
): Promise<ExitCode> {
  const { flags, setting, signal, terminal, hooks } = after;
  const result = await withDelegated(done, { ...after, isLocal: after.choice.kind === 'local' });
  await hooks.onResult?.(result);
  const ending = { flags, setting, signal, interrupted: interrupted.aborted };
  return await (hooks.finish ?? finish)(result, ending, terminal);
}

/** Who watches has agreed to the first round, and goes away. */
function whoApproves(hooks: RunHooks, { watch }: DevFlags, { approve }: RunApproval): RunHooks['approve'] {
  return hooks.approve ?? (watch === true && hooks.again === true ? undefined : approve);
}

/** What the journal keeps of a run from its beginning on. */
function writtenDown(
  {
    runId,
    flags,
    choice,
    workspace,
  }: { readonly runId: string } & Pick<OrchestratorParts, 'flags' | 'choice' | 'workspace'>,
  { mesh }: Engines,
  instructions: string,
): RunStart {
  const plan = writeRecord(keptFlags(flags), undefined);
  const orchestrator = orchestratorName(choice);
  const node = mesh?.member.name ?? 'this machine';
  return { id: runId, node, orchestrator, workspace: workspace.root, startedAt: systemClock.now(), instructions, plan };
}

/** What went before may hold the words of every kind: the person's own say which it is. */
function kindOf(words: string, { focus }: DevFlags, { context }: RunHooks): { readonly kind?: TaskKind } {
  return context === undefined || focus !== undefined ? {} : { kind: guessKind(words) };
}

/** Says who does it and where that is. */
function sayAtFirst(choice: OrchestratorChoice, setting: Setting, flags: DevFlags, terminal: Terminal): void {
  sayWho(choice, setting, flags, terminal);
  sayWhere(setting, flags, choice, terminal);
  sayTaskModels(setting, flags, choice, terminal);
  sayGuardrails(setting, flags, terminal);
}

/** Says plainly who plans and what that means. */
function sayWho(choice: OrchestratorChoice, setting: Setting, flags: DevFlags, terminal: Terminal): void {
  if (choice.kind === 'local') {
    say(`orchestrator: none. ${choice.because}`, terminal);
    say(
      'Work is planned by rules: each file is checked by tools, then given to a local model, piece by piece.',
      terminal,
    );
    return;
  }
  const { card } = choice;
  // Else it is said with where it is asked.
  if (flags.verbose === true) say(`orchestrator: ${chainInWords(card, chainOf(card, setting, flags))}`, terminal);
  const warning = lifeWarning(card, setting.catalogue, systemClock.now());
  if (warning !== undefined) say(warning, terminal, terminal.style.yellow);
}
