import type { Category, Focus, TaskKind } from '@hanzo/contracts';

/** What a whole run is about: its plan, its checklist, its evidence rules and its report follow from it. */
export interface FocusProfile {
  readonly name: Focus;
  /** Title of the report, e.g. "Security report". */
  readonly title: string;
  /** What is asked when the person says nothing more. */
  readonly instructions: string;
  /** What the models that look at code are told that they are. */
  readonly job: string;
  /** Kind of the tasks that look at code: it decides their tier and gates. */
  readonly kind: TaskKind;
  /** Kind of the tasks when the run wants a patch: those look for nothing, they change files. @default no change of files belongs to it */
  readonly edits?: TaskKind;
  /** What is gone through, one by one; findings name the category of an item. */
  readonly checklist: readonly ChecklistItem[];
  /** What a finding must have, besides a quote that stands in the code: sentences for people and models. */
  readonly evidence: readonly string[];
  /** Code that is worth looking at first, when not all is looked at. @default in the order of paths */
  readonly first?: RegExp;
}

/** One thing to look for. */
export interface ChecklistItem {
  readonly category: Category;
  /** A question to the code, for models and for the report. */
  readonly question: string;
}
