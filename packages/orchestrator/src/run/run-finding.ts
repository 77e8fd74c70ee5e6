import type { TaskKind, Who } from '@hanzo/contracts';
import type { Finding } from '@hanzo/tools';

/** A finding with its file and who found it. */
export interface RunFinding extends Finding {
  readonly path: string;
  readonly kind: TaskKind;
  readonly taskId: string;
  readonly who: Who;
}
