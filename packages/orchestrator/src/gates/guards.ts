import type { GateVerdict, Task } from '@hanzo/contracts';
import {
  type FileChange,
  guardChanges,
  guardsFor,
  newPackages,
  NO_GUARD_PROJECT,
  PATCH_LIMITS,
  TASK_LIMITS,
} from '@hanzo/tools';
import type { Guardrails } from '../guardrails/guardrails.ts';
import { PASSED, reject } from './verdict.ts';

export interface GuardsOptions {
  /** Of a run with `--enable-guardrails`. */
  readonly guardrails: Guardrails | undefined;
  /** The changes are those of all tasks together. */
  readonly together?: boolean;
}

/** No guard has anything against changes. Reads nothing unless the run has guardrails, and starts nothing. */
export async function guardsPass(
  files: readonly FileChange[],
  tasks: readonly Pick<Task, 'sources'>[],
  { guardrails, together = false }: GuardsOptions,
): Promise<GateVerdict> {
  if (files.length === 0) return PASSED;
  const project = (await guardrails?.project()) ?? NO_GUARD_PROJECT;
  const faults = guardChanges(files, guardsFor(guardrails !== undefined), {
    named: new Set(tasks.flatMap(({ sources }) => sources.map(({ path }) => path))),
    limits: together ? PATCH_LIMITS : TASK_LIMITS,
    licence: project.licence,
    newPackages: guardrails === undefined ? [] : await newPackages(files, project),
  });
  const [first] = faults;
  if (first === undefined) return PASSED;
  guardrails?.noteRefused(first);
  const { guard, path, line, reason } = first;
  const more = faults.length === 1 ? '' : ` And ${faults.length - 1} more like it.`;
  return reject('guards', `${guard}: ${path}:${line}: ${reason}${more}`);
}
