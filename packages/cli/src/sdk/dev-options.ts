import type { PreparedRun, RunListener } from '@hanzo/orchestrator';
import type { DevFlags } from '../commands/dev/flags.ts';
import type { ToolQuestion } from '../commands/dev/tools/ask-consent.ts';

/** Flags of `hanzo dev` that mean nothing in a program: who watches, and what is said once for one run. */
type OfTheTerminal =
  | 'background'
  | 'takesAny'
  | 'orchestrator'
  | 'critic'
  | 'budget'
  | 'toolBudget'
  | 'timeout'
  | 'deadline'
  | 'instructions'
  | 'instructionsFile'
  | 'resume'
  | 'takeOver'
  | 'json'
  | 'verbose'
  | 'yes'
  | 'dryRun'
  | 'planOnly'
  | 'monitor'
  | 'screenReader'
  | 'watch'
  | 'session';

/**
 * How work is done. Besides these few names, every flag of `hanzo dev` has the same name and meaning here, in camel case:
 * `useHanzoNet`, `instances`, `criticInstances`, `focus`, `enableGuardrails`, `maxTier`, and so on.
 */
export interface HanzoDevOrchestratorOptions extends Omit<DevFlags, OfTheTerminal> {
  /** Model that plans, by a name of the catalogue; `local:` marks models of workers. @default as `hanzo dev` chooses */
  readonly orchestratorModel?: string;
  /** Only these models do the planned tasks; each goes where its tier says. @default the policy's */
  readonly workerModels?: readonly string[];
  /** Models that judge findings, in turn. Without `criticInstances` each judges once. @default none */
  readonly criticModels?: readonly string[];
  /** Most that one run may spend, in US dollars, to the millionth. @default the configured limits */
  readonly budgetUsd?: number;
  /** With `mcpTools`: no tool is called any more once the requests that may ask for some cost so much, in US dollars. @default 1 */
  readonly toolBudgetUsd?: number;
  /** A run ends after so many seconds. @default never */
  readonly timeoutSeconds?: number;
  /** A task is given up so many seconds after it was accepted. @default never */
  readonly deadlineSeconds?: number;
  /** With `autoFix`: what was mended is applied to the workspace, and not only kept. @default false */
  readonly applyFixes?: boolean;
  /**
   * With `mcpTools`: asked before a tool is called that needs somebody's consent; false refuses it, and so does what it throws. What
   * is neither true nor false ends the run with USAGE. @default it is refused
   */
  readonly approveTool?: (question: ToolQuestion) => Promise<boolean>;
  /** Told what the command would say to people, a line each, without keys and colours. @default nobody is told */
  readonly log?: (line: string) => void;
}

/** One piece of work. */
export interface DevWork {
  readonly instructions: string;
  /** Globs. @default the option of the same name */
  readonly files?: readonly string[];
  /** Ends the run: what is done is kept, and comes back as an incomplete result. @default nothing does */
  readonly signal?: AbortSignal;
  /** Hears of the plan, tasks, attempts and findings as they come. @default nobody */
  readonly onEvent?: RunListener;
  /** Asked once the plan stands and before anything of it is paid; false ends the run with CANCELLED. @default yes */
  readonly approve?: (prepared: PreparedRun) => Promise<boolean>;
}
