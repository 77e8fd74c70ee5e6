import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { createTerminalLogger } from '../../terminal/terminal-logger.ts';
import { glyphsFor } from '../../terminal/glyphs.ts';
import { outputWidth } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { openLearning } from '../dev/engines/learning.ts';
import { panelSize } from '../dev/models/named-models.ts';
import { offeredModels } from '../dev/models/offered-models.ts';
import { chooseOrchestrator } from '../dev/models/orchestrator-choice.ts';
import { taskWindows } from '../dev/engines/task-windows.ts';
import { rungPolicyOf } from '../dev/engines/rung-policy.ts';
import { settingOf } from '../dev/run/session.ts';
import { expectedEngines } from './expected-engines.ts';
import { explainedTasks } from './explained-tasks.ts';
import { explainRoute } from './explanation.ts';
import type { RouteExplainFlags } from './flags.ts';
import { decisionInWords, printExplanation, type ExplainedRun } from './print-explanation.ts';

/** Says where a task would go, and why. Calls no model, joins no mesh, writes nothing. */
export async function run(flags: RouteExplainFlags, terminal: Terminal): Promise<ExitCode> {
  refuseNothing(flags);
  const setting = settingOf(flags, terminal, flags.workspace ?? '.');
  const choice = chooseOrchestrator(setting, {
    localOnly: flags.localOnly === true,
    isNamed: flags.orchestrator !== undefined,
  });
  using learning = openLearning(setting, createTerminalLogger(terminal, 'warn'), { makeBook: false });
  const { experience, meshModels } = learning;
  const engines = expectedEngines(flags, setting, choice, meshModels);
  sayMissing(engines.missing, terminal);
  const freeModels = (): typeof engines.freeModels => engines.freeModels;
  const policy = rungPolicyOf({ setting, flags, choice, available: engines.available, experience, freeModels });
  const { contextTokens, isPaid } = engines;
  const windows = taskWindows({ contextTokens, apiAvailable: isPaid, policy }, { setting, choice, flags });
  const made = await explainedTasks(flags, setting, { windows, isPaid });
  const offers = (task: (typeof made.tasks)[number]): ReturnType<typeof offeredModels> =>
    offeredModels(task, engines.freeModels, { setting, choice, policy });
  const explanation = explainRoute(made, {
    setting,
    policy,
    experience,
    offers,
    hasCritic: flags.critic !== undefined,
    hasPanel: panelSize(flags) > 0,
  });
  const about: ExplainedRun = {
    planner: choice.kind === 'api' ? choice.card.name : undefined,
    usesMesh: flags.useHanzoNet === true,
    learns: setting.config.routing.learn,
    followsAdvice: policy.advice !== undefined,
    payment: engines.payment,
  };
  if (flags.json === true) {
    const decision = decisionInWords(explanation);
    terminal.out(JSON.stringify({ v: 1, task: flags.task, ...about, ...explanation, decision }));
  } else
    printExplanation(explanation, about, terminal, {
      width: outputWidth(terminal, process.env),
      glyphs: glyphsFor(process.env),
    });
  return EXIT.done;
}

/** Told before everything else, and no reason to explain nothing. */
function sayMissing(missing: HanzoError | undefined, terminal: Terminal): void {
  if (missing === undefined) return;
  terminal.err(`${terminal.style.yellow('warning:')} such a run would end at once. ${missing.message}`);
  if (missing.mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${missing.mend}`);
}

function refuseNothing({ task }: RouteExplainFlags): void {
  if (task.trim() !== '') return;
  throw new HanzoError('USAGE', 'There is no task to explain.', {
    mend: 'Say what `hanzo dev` would be told, e.g. hanzo route explain "find bugs in the cart".',
  });
}
