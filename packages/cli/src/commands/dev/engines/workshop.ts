import { formatDollars, systemClock, type Logger } from '@hanzo/contracts';
import { Cascade, type PassRate } from '@hanzo/coordinator';
import { openLedger, type Ledger } from '@hanzo/ledger';
import type { RungPolicy } from '@hanzo/router';
import type { Workspace } from '@hanzo/tools';
import type { Setting } from '../../../setting.ts';
import type { GateTools } from '@hanzo/orchestrator';
import { gateToolsOf } from './gate-tools.ts';
import { setUpEngines, type Engines } from './engines.ts';
import type { EngineFlags } from '../flags.ts';
import { learnedName, openLearning } from './learning.ts';
import type { FreeModels } from '../models/offered-models.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { rungPolicyOf } from './rung-policy.ts';
import { openRunCache, type RunCache } from './run-cache.ts';
import type { Session } from '../run/session.ts';
import type { AskConsent } from '@hanzo/tools';
import { openRunTools } from '../tools/open-run-tools.ts';
import type { RunTools } from '../tools/run-tools.ts';
import { NO_TOOL_USERS, type ToolUsers } from '../tools/tool-users.ts';

/** Everything that does the tasks of one run. */
export interface Workshop extends AsyncDisposable {
  readonly setting: Setting;
  readonly engines: Engines;
  readonly executor: Cascade;
  /** Where tasks go. */
  readonly policy: RungPolicy;
  /** Models of the engines that cost nothing, as they are now. */
  readonly freeModels: () => FreeModels;
  /** What was paid, by whom, for what. */
  readonly ledger: Ledger;
  /** What answers are judged with. */
  readonly gateTools: GateTools;
  /** Undefined: this run neither looks up nor keeps anything. */
  readonly cache: RunCache | undefined;
  /** What models of it may use; undefined: nobody may use any. */
  readonly tools: RunTools | undefined;
  readonly log: Logger;
}

export interface WorkshopParts {
  readonly setting: Setting;
  readonly session: Session;
  readonly flags: EngineFlags;
  readonly choice: OrchestratorChoice;
  readonly workspace: Workspace;
  /** The run that pays. */
  readonly runId: string;
  /** Who may use tools. @default nobody */
  readonly toolUsers?: ToolUsers | undefined;
  /** Asked before a tool is called that needs it. @default nobody is there */
  readonly askConsent?: AskConsent | undefined;
  /** Tools of hanzo change files. @default true */
  readonly mayWrite?: boolean | undefined;
  /** Told what people must know of it. @default nobody is */
  readonly say?: ((line: string) => void) | undefined;
}

/** Starts the engines that the flags and the configuration allow. */
export async function openWorkshop({ setting, session, flags, ...others }: WorkshopParts): Promise<Workshop> {
  const { toolUsers: users = NO_TOOL_USERS, askConsent: ask, mayWrite, say, ...rest } = others;
  const { journal, log, signal, onPaid, endsAt } = session;
  await using stack = new AsyncDisposableStack();
  const ledger = stack.use(
    await openLedger({
      path: setting.paths.ledger,
      clock: systemClock,
      limits: setting.config.limits,
      version: setting.catalogue.version,
    }),
  );
  sayRecovered(ledger, log);
  const learning = stack.use(openLearning(setting, log));
  const passRate: PassRate = (model, kind) => learning.experience.passRate(learnedName(model, setting.catalogue), kind);
  const { workspace, runId } = rest;
  const opening = { setting, flags, workspace, runId, users, journal, ask, mayWrite, say, log, signal };
  const tools = stack.adopt(await openRunTools(opening), (opened) => opened?.[Symbol.asyncDispose]());
  const paid = { ledger, onPaid, endsAt, tools };
  const engines = await setUpEngines({ setting, flags, journal, log, signal, stack, passRate, ...paid, ...rest });
  const cache = openRunCache({ setting, flags, engines, log, ...rest });
  if (cache !== undefined) stack.use(cache.cache);
  const freeModels = (): FreeModels => freeModelsOf(engines, rest.choice);
  const policy = rungPolicyOf({
    setting,
    flags,
    choice: rest.choice,
    available: new Set(engines.rungs.map(({ name }) => name)),
    experience: learning.experience,
    freeModels,
  });
  const onBacklog = (runId: string, tasks: number): void => engines.mesh?.dispatcher.expect(runId, tasks);
  const executor = new Cascade({
    rungs: cache === undefined ? engines.rungs : [cache.rung, ...engines.rungs],
    policy,
    journal,
    clock: systemClock,
    log,
    onBacklog,
    onAttempt: (task, attempt) => {
      learning.note(task, attempt);
      cache?.rung.keep(task, attempt);
    },
  });
  const gateTools = gateToolsOf(engines, { workspace: rest.workspace, flags, signal, log });
  const kept = stack.move();
  return {
    setting,
    engines,
    executor,
    policy,
    freeModels,
    ledger,
    gateTools,
    cache,
    tools,
    log,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Workers come and go, and so do their models. */
function freeModelsOf({ local, mesh }: Engines, choice: OrchestratorChoice): FreeModels {
  const wanted = choice.kind === 'local' ? choice.model : undefined;
  const offers = mesh?.dispatcher.workers().flatMap(({ advert }) => advert?.models ?? []) ?? [];
  const names = offers.map(({ name }) => name).filter((name) => wanted === undefined || name === wanted);
  // Of workers' models the dispatcher knows more: one name may stand for several weights.
  return { local: local?.info.modelName, localSha256: local?.info.modelSha256, mesh: names };
}

/** Money that was charged because nobody knows better is never charged in silence. */
function sayRecovered({ recovered }: Ledger, log: Logger): void {
  const { uncertain, lostCommits, lostMicros } = recovered;
  if (uncertain > 0)
    log.warn('calls of a process that died are charged in full: see `hanzo ledger show`', { calls: uncertain });
  if (lostCommits > 0)
    log.warn('the ledger has lost its newest changes; what they may have cost is charged: see `hanzo ledger verify`', {
      changes: lostCommits,
      charged: formatDollars(lostMicros),
    });
}
