import { createTerminalLogger } from '../../../../terminal/terminal-logger.ts';
import { quietTerminal } from '../../../../sdk/quiet-terminal.ts';
import { loadSetting } from '../../../../setting.ts';
import { DEFAULT_DISCOVERY } from '../../../../program/command-options.ts';
import { meshStatus, type MeshStatus } from '../../../net/status.ts';
import { DATA_NOTE, framed, oneLine } from '../calls/data-frame.ts';
import type { Call, Reply } from '../calls/served-tool.ts';
import type { Serving } from '../serving.ts';

/** Who is in the mesh of this home, as `hanzo net status --json` tells it. */
export async function lookAtMesh(wait: number, { signal, progress }: Call, serving: Serving): Promise<Reply> {
  const { home, bootstrap, discovery = DEFAULT_DISCOVERY, verbose } = serving.flags;
  const terminal = quietTerminal(verbose === true ? serving.log : undefined);
  const setting = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  progress.say(`looking for ${wait} s`);
  const flags = { wait, discovery, ...(bootstrap !== undefined && { bootstrap }) };
  const { v: _, ...status } = await meshStatus(setting, flags, createTerminalLogger(terminal, 'warn'), signal);
  const lines = [...status.workers.map(workerLine), ...status.unreached.map(unreachedLine)];
  const { length } = status.workers;
  const nobody = 'A person starts one with `hanzo net up`, and finds out why nobody is seen with `hanzo net doctor`.';
  const words = [
    `${length} ${length === 1 ? 'worker' : 'workers'} in the mesh now.`,
    ...(length === 0 ? [nobody] : []),
  ];
  const text = lines.length === 0 ? words.join('\n') : `${words.join('\n')}\n\n${framed('mesh', lines.join('\n'))}`;
  return { text, data: { note: DATA_NOTE, ...status } };
}

function workerLine({ name, state, running, slots, queued, models }: MeshStatus['workers'][number]): string {
  const names = models.map((model) => model.name).join(', ');
  return oneLine(
    `${name}: ${state}, ${running} of ${slots} busy, ${queued} queued; models: ${names === '' ? 'none' : names}`,
  );
}

function unreachedLine({ addresses, error }: MeshStatus['unreached'][number]): string {
  return oneLine(`not reached: ${addresses[0] ?? '?'}: ${error}`);
}
