import { type Baseline, readBaseline } from '@hanzo/orchestrator';
import type { DevFlags } from '../flags.ts';
import { checkOutputs } from '../report/outputs.ts';
import { checkPatchPath } from '../report/patch-file.ts';

/**
 * Finds out before anything is spent whether all that the flags name can be written, and reads what `--baseline` names.
 * Undefined without that. Rejects with HanzoError USAGE.
 */
export async function checkedFiles(flags: DevFlags): Promise<Baseline | undefined> {
  await checkOutputs(flags);
  await checkPatchPath(flags);
  return flags.baseline === undefined ? undefined : await readBaseline(flags.baseline);
}
