import type { TaskKind, Who } from '@hanzo/contracts';

/** An accepted text answer, as the model wrote it: untrusted Markdown. */
export interface ProseSection {
  readonly taskId: string;
  readonly title: string;
  readonly kind: TaskKind;
  readonly text: string;
  readonly who: Who;
}
