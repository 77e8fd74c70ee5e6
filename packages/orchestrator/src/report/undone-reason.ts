import type { TaskOutcome } from '@hanzo/contracts';

/** Why a task is not done, for people; empty when it is. */
export function undoneReason(outcome: TaskOutcome): string {
  switch (outcome.state) {
    case 'done':
      return '';
    case 'undone':
      return outcome.reason;
    case 'cancelled':
      return 'cancelled';
  }
}
