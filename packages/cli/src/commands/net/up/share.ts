import { basename } from 'node:path';
import type { Logger } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import { shareModels, type MeshNode } from '@hanzo/mesh';
import { openModelLibrary } from '@hanzo/models/llama';
import { installedModels } from '../../../installed-models.ts';
import type { Setting } from '../../../setting.ts';
import { formatBytes, formatMs } from '../../../terminal/units.ts';

/** Of all copies together, in bytes per second: a fast network keeps room for its owner. */
const PACE = 50_000_000;

/** Lets other members copy this home's model files, for as long as its owner allows. */
export async function shareOwnModels(
  node: MeshNode,
  setting: Setting,
  isOn: (to: NodeCard) => boolean,
  log: Logger,
): Promise<AsyncDisposable> {
  const nameOf = (fileName: string): string =>
    installedModels(setting).find(({ path }) => basename(path) === fileName)?.name ?? fileName;
  return await shareModels(node, openModelLibrary(setting.paths.models, nameOf), {
    isOn,
    bytesPerSecond: PACE,
    log,
    onTransfer: ({ fileName, bytes, durationMs, to }) =>
      log.info('model copied by a member', {
        file: fileName,
        to: to.name,
        sent: formatBytes(bytes),
        in: formatMs(durationMs),
      }),
  });
}
