import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { eventEmitter } from '../../terminal/events.ts';
import { installedNamed, type InstalledModel } from '../../installed-models.ts';
import { whyInUse } from '../../models-in-use.ts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatBytes } from '../../terminal/units.ts';
import { confirm } from '../../terminal/confirm.ts';
import type { ModelsRmFlags } from './flags.ts';

/** Removes model files with all that belongs to them. What a running worker serves stays. */
export async function run(flags: ModelsRmFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const emit = eventEmitter(terminal, flags.json);
  const models = flags.names.map((name) => installedNamed(name, setting));
  const files = new Map(models.map((model) => [model, belongings(model)]));
  if (flags.force !== true) for (const model of models) refuseInUse(model, setting.paths.run);
  const bytes = [...files.values()].flat().reduce((sum, path) => sum + sizeOf(path), 0);
  const what = models.map(({ name }) => name).join(', ');
  if (flags.yes !== true) {
    const question = `Remove ${what} (${formatBytes(bytes)}) from ${setting.paths.models}?`;
    if (!(await confirm(question, terminal, 'There is nobody to ask: give --yes.'))) {
      terminal.err('nothing was removed');
      return EXIT.incomplete;
    }
  }
  let freed = 0;
  for (const [model, paths] of files) {
    const size = paths.reduce((sum, path) => sum + sizeOf(path), 0);
    for (const path of paths) rmSync(path, { force: true });
    freed += size;
    emit('removed', { name: model.name, path: model.path, freedBytes: size });
    terminal.err(`removed ${model.name}: ${paths.map((path) => basename(path)).join(', ')}`);
  }
  if (flags.json !== true) terminal.out(`freed ${formatBytes(freed)}`);
  return EXIT.done;
}

function refuseInUse(model: InstalledModel, runDir: string): void {
  const why = whyInUse(runDir, model.path);
  if (why === undefined) return;
  throw new HanzoError('WORKER_DECLINED', `${model.name} stays: ${why}.`, {
    details: { name: model.name, path: model.path },
    mend: 'Stop it first (Ctrl-C, or `kill` with its process id), or remove it all the same with --force.',
  });
}

const BELONGING = /^(\.sha256|\.bad|\.import|\.download(\.ipull)?|\.[0-9a-f]{12}\.part)?$/;

/** The file, its notes, parts of downloads and copies, and what was set aside as bad. */
function belongings({ path }: InstalledModel): string[] {
  const name = basename(path);
  const folder = dirname(path);
  return readdirSync(folder)
    .filter((file) => file.startsWith(name) && BELONGING.test(file.slice(name.length)))
    .map((file) => join(folder, file));
}

function sizeOf(path: string): number {
  const facts = statSync(path, { throwIfNoEntry: false });
  // A file with another name stays on the disk: nothing is freed.
  return facts === undefined || facts.nlink > 1 ? 0 : facts.size;
}
