import { HanzoError } from '@hanzo/contracts';
import { resumeCommand } from '../delegate/show/say-left.ts';
import { shortRunId } from './task-id.ts';

const DELEGATION = 'delegation ';

/** Who asks one question in a run of its own, for the journal. */
export const MESH_RUN = 'mesh_run';

/** The same of a delegation. @param id undefined: nothing of it is saved */
export function askedByDelegation(id: string | undefined): string {
  return `${DELEGATION}${id ?? 'last'}`;
}

/** A run as the journal has it, as far as it says who asked. */
export interface MaybeAsked {
  readonly id: string;
  readonly workspace: string;
  readonly askedBy?: string;
}

/** The command that goes on with the delegation of which a run is a question; undefined: it is none. */
export function delegationCommand(
  { askedBy, workspace }: { readonly askedBy?: string | undefined; readonly workspace?: string },
  home?: string,
): string | undefined {
  if (askedBy?.startsWith(DELEGATION) !== true) return undefined;
  return resumeCommand(askedBy.slice(DELEGATION.length), {
    ...(workspace !== undefined && { workspace }),
    ...(home !== undefined && { home }),
  });
}

/**
 * Refuses to go on with one question as with work: its answer would be paid and judged by the wrong gate.
 *
 * @throws HanzoError USAGE for a run that nobody planned
 */
export function refuseAsked(run: MaybeAsked, home?: string): void {
  if (run.askedBy === undefined) return;
  const command = delegationCommand(run, home);
  const whose = command === undefined ? 'of a client of hanzo mcp serve' : 'of a delegation';
  throw new HanzoError('USAGE', `Run ${shortRunId(run.id)} is one question ${whose}: nothing is planned in it.`, {
    details: { runId: run.id },
    mend: command === undefined ? 'The client asks once more.' : `Go on with the delegation: ${command}`,
  });
}
