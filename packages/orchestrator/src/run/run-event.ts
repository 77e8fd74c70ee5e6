import type { Task, TaskEvent } from '@hanzo/contracts';
import type { Plan } from '../plan/plan.ts';
import type { RememberedFigures } from '../remembered/remembered.ts';
import type { RunCounts } from './run-result.ts';

/** What happens in a run, in order; a task's own events come between `plan-ready` and `run-end`. */
export type RunEvent =
  | {
      readonly kind: 'plan-start';
      readonly files: number;
      /** Undefined: planned by rules. */ readonly model: string | undefined;
    }
  | ({ readonly kind: 'remembered' } & RememberedFigures)
  | { readonly kind: 'plan-ready'; readonly plan: Plan; readonly tasks: readonly Task[] }
  | TaskEvent
  | { readonly kind: 'run-end'; readonly complete: boolean; readonly counts: RunCounts };

export type RunListener = (event: RunEvent) => void;
