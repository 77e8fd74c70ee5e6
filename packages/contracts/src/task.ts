import type { CommentedFunction } from './commented-function.ts';
import type { DataClass } from './data-class.ts';
import type { GateName } from './gate-names.ts';
import type { OutputShape, Sampling } from './generate.ts';
import type { ImageReference } from './image.ts';

/** The user's policy words, cheapest first (see configs/tiers.json). */
export const TIERS = ['simple', 'medium', 'complex', 'critical'] as const;
export type Tier = (typeof TIERS)[number];

/** Weights, not ranks: tasks of low priority are slow beside urgent ones, and never starve. */
export const PRIORITIES = ['high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What a task is about. */
export const TASK_KINDS = [
  'check',
  'format',
  'lint',
  'review',
  'docs',
  'comments',
  'tests',
  'refactor',
  'security',
  'performance',
  'architecture',
  'debug',
  'critic',
  'fix',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Kinds that no plan has: a run makes such tasks of what it has found. `critic` judges findings, `fix` mends them. */
export const STAGE_KINDS: readonly TaskKind[] = ['critic', 'fix'];

/** Kinds that a deterministic tool may do exactly; `check` is done by nothing else. */
export const TOOL_KINDS: readonly TaskKind[] = ['check', 'format', 'lint'];

/** Where a task's text came from, so that gates can hold an answer against it. */
export interface TaskSource {
  /** Path inside the workspace, with forward slashes. */
  readonly path: string;
  /** First line of the chunk, counted from 1. */
  readonly firstLine: number;
  /** The chunk's text, as it was sent. */
  readonly text: string;
  /** First lines of the functions, classes and blocks that stand whole in it, in order. @default it was not cut by them */
  readonly units?: readonly number[];
  /** White space may be a part of a literal: these units are the same as others only by each character. @default false */
  readonly exact?: boolean;
  /** What the code of the task uses from other files, as its prompt shows it: for reference, and no evidence. @default nothing */
  readonly declared?: readonly DeclaredElsewhere[];
}

/** A declaration of another file of the workspace. */
export interface DeclaredElsewhere {
  /** Path inside the workspace, with forward slashes. */
  readonly path: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** How it is used, on one line, without its body. At most 240 characters. */
  readonly signature: string;
}

/** Which one of several independent looks at the same code a task is. */
export interface Look {
  /** From 1. */
  readonly number: number;
  /** At least 2. */
  readonly of: number;
}

/** One piece of work, complete in itself: whoever gets it needs nothing else. */
export interface Task {
  /** Unique in the journal. */
  readonly id: string;
  /** The run it belongs to. */
  readonly runId: string;
  readonly kind: TaskKind;
  readonly tier: Tier;
  /** For people: "review src/cart.ts:1-80". */
  readonly title: string;
  readonly system: string;
  readonly prompt: string;
  readonly output: OutputShape;
  readonly sources: readonly TaskSource[];
  /** The function whose doc comment it writes; its only source shows that function. @default it is about something else */
  readonly comments?: CommentedFunction;
  readonly maxOutputTokens: number;
  readonly sampling: Sampling;
  /** For one attempt, in milliseconds, from the moment an engine accepts it. */
  readonly timeoutMs: number;
  /** Texts that end the answer, as in `GenerateRequest`. @default none */
  readonly stop?: readonly string[];
  /** @default 'internal' */
  readonly dataClass?: DataClass;
  /** Share of the workers next to other tasks that wait. @default 'normal' */
  readonly priority?: Priority;
  /** For whom, where one coordinator serves several people: none of them can crowd the others out. @default one person */
  readonly user?: string;
  /** For everything together, waiting included, in milliseconds from the moment it was accepted. @default no limit */
  readonly deadlineMs?: number;
  /** The answer counts only when most of so many workers agree on it: 1 to 5. @default 1 */
  readonly copies?: number;
  /** Only these models may answer, by the names of the catalogue; `local:` marks models of workers and of this machine. @default whoever the policy says */
  readonly models?: readonly string[];
  /** @default there is no other look at its code */
  readonly look?: Look;
  /** Pictures that belong to the prompt, without their bytes: only models with vision can take it. @default none */
  readonly images?: readonly ImageReference[];
  /** API models may use tools before they answer; other engines do it without. Its answer is never one of before. @default false */
  readonly usesTools?: boolean;
  /** What it is about, in words by which these tools are chosen. @default its kind and title */
  readonly toolsAbout?: string;
  /** What its answer must pass, besides `finished` and `schema`. @default all that cost nothing */
  readonly gates?: readonly GateName[];
  /** Different models of the mesh that may try, one after the other: 1 to 8. @default 1 */
  readonly tries?: number;
  /** So many different models of the mesh must give the same answer: 1 to 5. @default 1 */
  readonly agreement?: number;
  /** Part of their votes that must be behind one answer: 0.5 to 1. @default more than half */
  readonly agreementShare?: number;
}
