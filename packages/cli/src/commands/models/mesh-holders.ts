import { systemClock } from '@hanzo/contracts';
import { findModels, type ModelHolder } from '@hanzo/mesh';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatBytes } from '../../terminal/units.ts';
import { startObserver, warningsOnce } from '../net/observer.ts';
import type { ModelsShowFlags } from './flags.ts';
import { holderLabel } from './mesh-copy.ts';

/** A node of the mesh and whether it has a model. */
export interface MeshHolder {
  readonly node: string;
  readonly peerId: string;
  readonly has: boolean;
  readonly detail: string;
}

export interface Wanted {
  /** Hex. Without it names have to do. */
  readonly sha256: string | undefined;
  readonly name: string;
  readonly fileName: string;
}

/** Asks all nodes that are reached within the time whether they have a model. */
export async function meshHolders(
  wanted: Wanted,
  { discovery, bootstrap, wait }: ModelsShowFlags,
  setting: Setting,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<MeshHolder[]> {
  const log = warningsOnce(terminal, setting.config.logLevel);
  await using observer = await startObserver(setting, { temporary: true, discovery, bootstrap }, log);
  await systemClock.sleep(Math.round(wait * 1000), signal);
  const holders = await findModels(observer.node, {}, signal);
  return holders.map((holder) => ({
    node: holderLabel(holder, observer.node),
    peerId: holder.peerId,
    ...stateOf(holder, wanted),
  }));
}

function stateOf(
  { models, fault }: ModelHolder,
  { sha256, name, fileName }: Wanted,
): Pick<MeshHolder, 'has' | 'detail'> {
  if (fault !== undefined) return { has: false, detail: fault.message };
  const same = models.find((model) => model.sha256 === sha256);
  if (same !== undefined) return { has: true, detail: `${same.fileName}, ${formatBytes(same.sizeBytes)}` };
  const named = models.find((model) => model.name === name || model.fileName === fileName);
  if (named === undefined) return { has: false, detail: '-' };
  const detail = `${named.fileName}, ${formatBytes(named.sizeBytes)}, sha256 ${named.sha256}`;
  return sha256 === undefined ? { has: true, detail } : { has: false, detail: `another file of that name: ${detail}` };
}
