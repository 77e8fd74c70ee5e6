import { type Logger, toHanzoError } from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import { drawModules, type RunDiagram } from './run-diagram.ts';

export interface DiagramWishes {
  readonly workspace: Workspace;
  readonly diagrams?: boolean | undefined;
  readonly log?: Logger | undefined;
}

/** The diagram of a run that wants one. A drawing that fails costs nothing else of the run. */
export async function drawnModules(
  { diagrams = false, workspace, log }: DiagramWishes,
  signal: AbortSignal,
): Promise<RunDiagram | undefined> {
  if (!diagrams || signal.aborted) return undefined;
  try {
    return await drawModules(workspace, signal);
  } catch (error) {
    log?.warn('the modules could not be drawn', { why: toHanzoError(error).message });
    return undefined;
  }
}
