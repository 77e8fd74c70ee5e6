import type { DataClass, Effort, Focus, Priority, ServiceTier, Severity, Tier } from '@hanzo/contracts';
import type { Discovery } from '@hanzo/mesh';

/** How API models are called. */
export interface CallFlags {
  readonly retryOnRateLimit?: boolean;
  /** 0 to 20. */
  readonly maxRetries?: number;
  readonly serviceTier?: ServiceTier;
  readonly effort?: Effort;
  /** Names of models; false: none stands in. */
  readonly fallback?: readonly string[] | false;
  readonly batchApi?: boolean;
}

/** Which tools models may use before they answer, and how much of them. */
export interface ToolFlags {
  readonly mcpTools?: boolean;
  /** Names of tools, servers, or kinds of built-in ones. */
  readonly tools?: readonly string[];
  /** Effects, or names as of `tools`: these are called without asking. */
  readonly allowTools?: readonly string[];
  /** 1 to 100. */
  readonly toolSteps?: number;
  /** Seconds. */
  readonly toolSeconds?: number;
  /** US dollars, checked. */
  readonly toolBudget?: string;
}

/** Who may do the tasks of a run, and what that may cost: of `hanzo dev` and of `hanzo tasks retry`. */
export interface EngineFlags extends CallFlags, ToolFlags {
  readonly home?: string;
  readonly orchestrator?: string;
  readonly useHanzoNet?: boolean;
  readonly preferLocal?: boolean;
  readonly localOnly?: boolean;
  /** Of every task. */
  readonly tier?: Tier;
  /** No model of a higher tier is asked. */
  readonly maxTier?: Tier;
  /** False: what was answered before is neither looked up nor kept. */
  readonly cache?: boolean;
  /** US dollars, checked. */
  readonly budget?: string;
  /** Seconds. */
  readonly timeout?: number;
  /** Models that judge, by comma. One without `criticInstances` judges whole answers; else each finding is judged by a panel of them. */
  readonly critic?: string;
  /** Critics for each finding: 0 to 5. */
  readonly criticInstances?: number;
  /** Commands judge by what they make worse, the whole is judged by all of them, and all guards refuse. */
  readonly enableGuardrails?: boolean;
  /** Only these models do the planned tasks. */
  readonly workerModels?: readonly string[];
  readonly baseUrl?: string;
  readonly api?: 'responses' | 'chat';
  /**
   * Answers of OpenAI's Responses API outlive this process: whoever takes the run up waits for them, and nothing is paid twice.
   * Elsewhere calls are as always. Of `hanzo delegate` alone.
   */
  readonly background?: boolean;
  /** An answer under way is taken whatever its task would be asked with now. Of tasks that are one question. */
  readonly takesAny?: boolean;
  readonly bootstrap?: readonly string[];
  readonly discovery?: readonly Discovery[];
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** What is looked for, how thoroughly, and what is made of it. */
export interface ReviewFlags {
  readonly focus?: Focus;
  /** Independent looks at the same code: 1 to 8. */
  readonly instances?: number;
  readonly autoFix?: boolean;
  /** True: the project's test command; a text: this command. */
  readonly profile?: boolean | string;
  readonly suggestOptimizations?: boolean;
  readonly generateDiagrams?: boolean;
  readonly suggestPatterns?: boolean;
  /** Files of pictures. */
  readonly image?: readonly string[];
  /** A report of before: what it has is kept quiet. */
  readonly baseline?: string;
  /** Findings of this severity or a worse one end the command with 6. */
  readonly failOn?: Severity;
}

/** How a run is started and watched. */
export interface WatchFlags {
  /** Shows plan and cost, and does nothing. Needs no key. */
  readonly dryRun?: boolean;
  /** Plans with the model, shows that, and stops there. */
  readonly planOnly?: boolean;
  /** Asks nothing. */
  readonly yes?: boolean;
  readonly batchMode?: boolean;
  readonly monitor?: boolean;
  readonly screenReader?: boolean;
  /** Goes on looking at what changes. */
  readonly watch?: boolean;
  /** A conversation to go on with: its id, the beginning of it, or last. */
  readonly session?: string;
}

export interface DevFlags extends EngineFlags, ReviewFlags, WatchFlags {
  readonly instructions?: string;
  /** A file with instructions. */
  readonly instructionsFile?: string;
  /** @default the current folder */
  readonly workspace?: string;
  /** Files of reports; `-` is stdout. @default Markdown on stdout */
  readonly output?: readonly string[];
  /** Where the edits go. */
  readonly patch?: string;
  readonly files?: readonly string[];
  /** Besides checks. */
  readonly maxTasks?: number;
  readonly dataClass?: DataClass;
  readonly priority?: Priority;
  /** 1 to 5. */
  readonly copies?: number;
  /** Seconds, for each task. */
  readonly deadline?: number;
  /** A task that failed so often is delegated by itself, once the run has ended: 1 to 10. @default what the configuration says */
  readonly delegateAfter?: number;
  /** A run to take up again. */
  readonly resume?: string;
  readonly takeOver?: boolean;
}
