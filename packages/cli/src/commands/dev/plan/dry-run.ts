import { EXIT, HanzoError, type ExitCode, type PromptImage } from '@hanzo/contracts';
import { drawModules, Orchestrator, type RunDiagram } from '@hanzo/orchestrator';
import type { RungPolicy } from '@hanzo/router';
import type { Workspace } from '@hanzo/tools';
import { loadSetting, type Setting } from '../../../setting.ts';
import { glyphsFor } from '../../../terminal/glyphs.ts';
import { labelled, outputWidth } from '../../../terminal/table-fit.ts';
import { createTerminalLogger } from '../../../terminal/terminal-logger.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { expectedEngines, type ExpectedEngines } from '../../route/expected-engines.ts';
import { withDataClass } from '../data-class.ts';
import { openLearning, type Learning } from '../engines/learning.ts';
import { rungPolicyOf } from '../engines/rung-policy.ts';
import type { DevFlags } from '../flags.ts';
import { sayGuardrails } from '../guardrails/say-guardrails.ts';
import { takeImages } from '../images/take-images.ts';
import { chooseOrchestrator, type OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { chainOf } from '../models/model-chain.ts';
import { checkNamedModels } from '../models/check-named-models.ts';
import { sayTaskModels } from '../models/task-models.ts';
import { payable } from '../models/tier-models.ts';
import { printDiagram } from '../report/print-diagram.ts';
import { roughDollars } from '../money/money.ts';
import { sayWhere } from '../report/say-where.ts';
import { readInstructions } from '../run/instructions.ts';
import { openSources } from '../run/standard-files.ts';
import { profiledCommand } from '../profile/profiled-command.ts';
import { planningOptions } from '../run/orchestrate.ts';
import { given } from '../run/session.ts';
import { toolLimitsOf } from '../run/setting-of.ts';
import { refuseIdleTools } from '../tools/tool-users.ts';
import { previewLines, toolsPreview, type ToolsPreview } from '../tools/tools-preview.ts';
import { asIfWithKeys } from './as-if-with-keys.ts';
import { sayIdle } from './idle-flags.ts';
import { limitInWords, type LimitLeft, limitsLeft } from './limits-left.ts';
import { planLines } from './plan-lines.ts';
import { mostMicros, planView, type PlanView } from './plan-view.ts';
import { plannerCost, type PlannerCost, type PlannerCostParts } from './planner-cost.ts';

/** The drawing of modules is over before anybody could want it to stop. */
const NEVER = new AbortController().signal;

/** Shows what a run would do and cost at most. Calls nobody, starts nothing, spends nothing, writes nothing; needs no key. */
export async function dryRun(written: DevFlags, terminal: Terminal): Promise<ExitCode> {
  sayIdle(written, terminal);
  const before = settingToLook(written, terminal);
  const flags = withDataClass(written, before);
  const instructions = await readInstructions(flags, process.stdin, (line) => terminal.err(line));
  const workspace = await openSources(flags.workspace ?? '.');
  using learning = openLearning(before, createTerminalLogger(terminal, 'warn'), { makeBook: false });
  const { value, missing } = asIfWithKeys(before, (setting) => setUp(setting, flags, learning));
  const { setting, choice, engines } = value;
  const images = await takeImages({ setting, flags, choice }, terminal);
  const profiled = profiledCommand(flags, setting)?.command;
  const policy = rungPolicyOf({
    setting,
    flags,
    choice,
    available: engines.available,
    experience: learning.experience,
    freeModels: () => engines.freeModels,
  });
  const dev = orchestratorToLook(value, { flags, workspace, images, policy });
  const asked = { instructions, include: flags.files };
  const question: PlannerCostParts['question'] = (model) => dev.plannerQuestion(asked, model);
  const planner = await plannerCost({ setting, flags, choice, images, question });
  const prepared = await dev.prepare(asked);
  const { freeModels } = engines;
  const tools = await toolsPreview(setting, flags, choice, workspace.root);
  const view = planView(prepared, flags, { setting, flags, choice, policy, freeModels }, planner?.worstMicros);
  const limits = limitsLeft((planner?.worstMicros ?? 0) + mostMicros(view), setting);
  const faults = [...missing, ...(engines.missing === undefined ? [] : [engines.missing])];
  const diagram = flags.generateDiagrams === true ? await drawModules(workspace, NEVER) : undefined;
  if (flags.json === true) {
    print(
      { view, planner, tools, limits, faults, workspace, instructions, payment: engines.payment, diagram, profiled },
      terminal,
    );
    return EXIT.done;
  }
  for (const fault of faults) sayFault(fault, terminal);
  sayWhere(setting, flags, choice, terminal);
  sayTaskModels(setting, flags, choice, terminal);
  sayGuardrails(setting, flags, terminal);
  if (engines.payment !== undefined) terminal.err(engines.payment);
  if (profiled !== undefined) terminal.err(`profile: a run would measure first, and plan by it: ${profiled}`);
  const width = outputWidth(terminal, process.env);
  const lines = planLines(view, { width, glyphs: glyphsFor(process.env), all: flags.verbose });
  const besides = [...plannerLines(planner, width), ...previewLines(tools, width), ...limitLines(limits, width)];
  for (const line of [...lines, ...besides]) terminal.out(line);
  if (diagram !== undefined) await printDiagram(diagram, terminal, undefined);
  terminal.err('dry run: nobody was asked, and nothing was spent');
  return EXIT.done;
}

interface SetUp {
  readonly setting: Setting;
  readonly choice: OrchestratorChoice;
  readonly engines: ExpectedEngines;
}

/** As a run would be set up. Whoever may be asked is looked up here once, so that keys which are missing are known. */
function setUp(setting: Setting, flags: DevFlags, { meshModels }: Learning): SetUp {
  const isNamed = flags.orchestrator !== undefined;
  const choice = chooseOrchestrator(setting, { localOnly: flags.localOnly === true, isNamed });
  checkNamedModels(setting, flags, choice);
  refuseIdleTools(setting, flags, choice);
  const orchestrator = choice.kind === 'api' ? choice.card : undefined;
  for (const card of payable(setting, orchestrator)) chainOf(card, setting, flags);
  return { setting, choice, engines: expectedEngines(flags, setting, choice, meshModels) };
}

/** Makes no home folder, and leaves the keychain alone. */
function settingToLook(flags: DevFlags, terminal: Terminal): Setting {
  const { home, orchestrator, baseUrl, api, retryOnRateLimit, maxRetries, serviceTier, effort, maxTier } = flags;
  const calls = given({ retryOnRateLimit, maxRetries, serviceTier, effort });
  const options = { makeHome: false, workspace: flags.workspace ?? '.' };
  const setting = loadSetting(
    { ...given({ home, orchestrator, baseUrl, api }), calls, tools: toolLimitsOf(flags) },
    terminal,
    options,
  );
  return maxTier === undefined ? setting : { ...setting, maxTier };
}

interface Wanted {
  readonly flags: DevFlags;
  readonly workspace: Workspace;
  readonly images: readonly PromptImage[];
  readonly policy: RungPolicy;
}

/** As a run would have it, but that nobody can be asked. */
function orchestratorToLook(
  { setting, choice, engines }: SetUp,
  { flags, workspace, images, policy }: Wanted,
): Orchestrator {
  const sizes = { contextTokens: engines.contextTokens, apiAvailable: engines.isPaid, policy };
  const planning = planningOptions(sizes, { setting, choice, workspace, flags, images });
  const because =
    choice.kind === 'api' ? `A dry run asks no model: ${choice.card.name} would plan it.` : choice.because;
  const nobody = async (): Promise<never> => {
    throw new HanzoError('INTERNAL', 'A dry run has nothing done.');
  };
  const executor = { execute: nobody, executeAll: () => ({ [Symbol.asyncIterator]: () => ({ next: nobody }) }) };
  return new Orchestrator({ ...planning, noPlannerBecause: because, executor });
}

function sayFault({ message, mend }: HanzoError, terminal: Terminal): void {
  terminal.err(`${terminal.style.yellow('warning:')} such a run would end at once. ${message}`);
  if (mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${mend}`);
}

function plannerLines(planner: PlannerCost | undefined, width: number): readonly string[] {
  if (planner === undefined) return [];
  const { model, worstMicros, repairedMicros } = planner;
  const words = `${model} would plan it, otherwise than rules do: at most ${roughDollars(worstMicros)} more, ${roughDollars(repairedMicros)} when it must be asked twice. \`--plan-only\` shows its plan.`;
  return labelled('planner', words, 12, width);
}

function limitLines(limits: readonly LimitLeft[], width: number): readonly string[] {
  return limits.flatMap((limit) => labelled('limit', limitInWords(limit), 12, width));
}

interface Shown {
  readonly view: PlanView;
  readonly planner: PlannerCost | undefined;
  readonly tools: ToolsPreview | undefined;
  readonly limits: readonly LimitLeft[];
  readonly faults: readonly HanzoError[];
  readonly workspace: Workspace;
  readonly instructions: string;
  readonly payment: string | undefined;
  readonly diagram: RunDiagram | undefined;
  /** The command that a run would measure. */
  readonly profiled: string | undefined;
}

function print(shown: Shown, terminal: Terminal): void {
  const { view, planner, tools, limits, faults, workspace, instructions, payment, diagram, profiled } = shown;
  const missing = faults.map(({ code, message, mend }) => ({ code, message, mend }));
  const about = {
    dryRun: true,
    workspace: workspace.root,
    instructions,
    planner,
    tools,
    limits,
    payment,
    missing,
    diagram,
    profiled,
  };
  terminal.out(JSON.stringify({ v: 1, event: 'plan', ...about, ...view }));
}
