import type { Task, TaskEvent, ToolCallRecord } from '@hanzo/contracts';
import type { DelegatedTask } from '../delegated/delegated-task.ts';
import type { Plan } from '../plan/plan.ts';
import type { RememberedFigures } from '../remembered/remembered.ts';
import type { FoundFinding } from './run-finding.ts';
import type { RunCounts } from './run-result.ts';
import type { StageName } from './stage-name.ts';

/** What happens in a run, in order; a task's own events come between `plan-ready` and `run-end`. */
export type RunEvent =
  | {
      readonly kind: 'plan-start';
      readonly files: number;
      /** Undefined: planned by rules. */ readonly model: string | undefined;
    }
  | ({ readonly kind: 'remembered' } & RememberedFigures)
  | { readonly kind: 'plan-ready'; readonly plan: Plan; readonly tasks: readonly Task[] }
  | {
      /** A further stage begins: its tasks are made of what the one before it found. */
      readonly kind: 'stage-start';
      readonly stage: StageName;
      readonly tasks: readonly Task[];
      /** How many findings are mended by them. @default they mend none */
      readonly mends?: number;
    }
  | {
      /** As answers are accepted. It may still be merged with others, and judged. */
      readonly kind: 'finding-found';
      readonly finding: FoundFinding;
    }
  | {
      /** The orchestrator or a critic had a tool called, or would have. */
      readonly kind: 'tool-call';
      readonly call: ToolCallRecord;
    }
  | TaskEvent
  | { readonly kind: 'run-end'; readonly complete: boolean; readonly counts: RunCounts }
  | {
      /** After the end: a task that had failed is delegated. */
      readonly kind: 'task-delegating';
      readonly taskId: string;
      readonly title: string;
      readonly failures: number;
    }
  | { readonly kind: 'task-delegated'; readonly delegated: DelegatedTask };

export type RunListener = (event: RunEvent) => void;
