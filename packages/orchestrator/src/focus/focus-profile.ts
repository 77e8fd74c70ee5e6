import type { Category, Focus, TaskKind } from '@hanzo/contracts';

/** What a whole run is about: its plan, its checklist, its evidence rules and its report. */
export interface FocusProfile {
  readonly name: Focus;
  /** Title of the report, e.g. "Security report". */
  readonly title: string;
  /** What is asked when the person says nothing more. */
  readonly instructions: string;
  /** Kind of the tasks that look at code. */
  readonly kind: TaskKind;
  /** What is gone through, one by one; findings name the category of an item. */
  readonly checklist: readonly ChecklistItem[];
}

/** One thing to look for. */
export interface ChecklistItem {
  readonly category: Category;
  /** A question to the code, for models and for the report. */
  readonly question: string;
}
