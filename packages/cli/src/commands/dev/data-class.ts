import { findModel } from '@hanzo/contracts';
import type { Setting } from '../../setting.ts';
import type { DevFlags } from './flags.ts';
import type { OrchestratorChoice } from './models/orchestrator-choice.ts';

/**
 * Confidential work is local only, unless this very command names an API model that plans: what a file, a variable or a key
 * allows was said for other work.
 */
export function withDataClass(flags: DevFlags, { catalogue }: Pick<Setting, 'catalogue'>): DevFlags {
  const { dataClass, orchestrator } = flags;
  if (dataClass !== 'confidential') return flags;
  if (orchestrator !== undefined && findModel(catalogue, orchestrator)?.kind === 'api') return flags;
  return { ...flags, localOnly: true };
}

/** What a person must know of where confidential work goes; undefined for other work. */
export function confidentialInWords(
  { dataClass, localOnly }: Pick<DevFlags, 'dataClass' | 'localOnly'>,
  choice: OrchestratorChoice,
): string | undefined {
  if (dataClass !== 'confidential') return undefined;
  if (localOnly === true)
    return 'confidential work goes to no API, as with --local-only; to allow it, start the run with an --orchestrator that is an API model';
  const because = choice.kind === 'api' ? `--orchestrator names ${choice.card.name}` : 'the run was started so';
  return `confidential work goes to APIs, because ${because}`;
}
