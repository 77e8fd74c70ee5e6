import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { findModel, HanzoError, type LocalModelCard } from '@hanzo/contracts';
import type { Setting } from './setting.ts';

/** A model file that a worker can load. */
export interface InstalledModel {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
}

/** The model files in the home's models folder, under their catalogue names where they have one. */
export function installedModels(setting: Setting): InstalledModel[] {
  const { paths } = setting;
  const nameOf = modelNameOf(setting);
  // Who only looks makes no folders.
  if (!existsSync(paths.models)) return [];
  return readdirSync(paths.models)
    .filter((file) => /\.gguf$/i.test(file))
    .map((file) => {
      const path = join(paths.models, file);
      return { name: nameOf(file), path, sizeBytes: statSync(path).size };
    });
}

const DEFAULT_MODEL = 'llama3.2';

/**
 * Finds the file for what a person calls a model: a catalogue name, an installed file's name, or a path.
 * Nothing wanted: the only one installed.
 *
 * @throws HanzoError MODEL_UNKNOWN or MODEL_NOT_INSTALLED, with the command that gets it
 */
export function resolveLocalModel(wanted: string | undefined, setting: Setting): InstalledModel {
  const installed = installedModels(setting);
  const [only] = installed;
  if (wanted === undefined && installed.length === 1 && only !== undefined) return only;
  const name = (wanted ?? DEFAULT_MODEL).replace(/^local:/, '');
  if (isPath(name)) return fromPath(name);
  const card = findModel(setting.catalogue, name);
  const found = installed.find((model) => model.name === (card?.name ?? name));
  if (found !== undefined) return found;
  if (card?.kind === 'local') throw notInstalled(card, installed);
  throw new HanzoError('MODEL_UNKNOWN', `There is no local model "${name}".`, {
    details: { name },
    mend: `Known: ${localModelNames(setting).join(', ')}. Or give the path of a .gguf file.`,
  });
}

/**
 * A file of the models folder, by catalogue name, file name or the name without `.gguf`.
 *
 * @throws HanzoError MODEL_NOT_INSTALLED
 */
export function installedNamed(wanted: string, setting: Setting): InstalledModel {
  const installed = installedModels(setting);
  const name = wanted.replace(/^local:/, '');
  const card = findModel(setting.catalogue, name);
  const found = installed.find(
    (model) => model.name === (card?.name ?? name) || basename(model.path) === name || model.path === resolve(name),
  );
  if (found !== undefined) return found;
  const known =
    installed.length === 0 ? 'Nothing is installed.' : `Installed: ${installed.map((model) => model.name).join(', ')}.`;
  throw new HanzoError('MODEL_NOT_INSTALLED', `The model ${wanted} is not installed in this home.`, {
    details: { name: wanted },
    mend: known,
  });
}

function isPath(name: string): boolean {
  return name.endsWith('.gguf') || isAbsolute(name) || name.startsWith('.');
}

function fromPath(path: string): InstalledModel {
  const full = resolve(path);
  if (!existsSync(full) || !statSync(full).isFile()) {
    throw new HanzoError('MODEL_NOT_INSTALLED', `There is no model file ${full}.`, {
      mend: 'Check the path, or use a catalogue name: `hanzo models`.',
    });
  }
  return { name: basename(full, '.gguf'), path: full, sizeBytes: statSync(full).size };
}

function notInstalled(card: LocalModelCard, installed: readonly InstalledModel[]): HanzoError {
  const others = installed.length > 0 ? ` Installed: ${installed.map((model) => model.name).join(', ')}.` : '';
  return new HanzoError('MODEL_NOT_INSTALLED', `The model ${card.name} is not on this machine.${others}`, {
    details: { name: card.name },
    mend: `Download it: hanzo models pull ${card.name}`,
  });
}

/** The local models of the catalogue. */
export function localModelNames({ catalogue }: Setting): string[] {
  return catalogue.models.filter((card) => card.kind === 'local').map((card) => card.name);
}

/** What people call a file of the models folder: its catalogue name where it has one. */
export function modelNameOf({ catalogue }: Setting): (fileName: string) => string {
  const locals = catalogue.models.filter((card) => card.kind === 'local');
  return (fileName) => locals.find((card) => card.fileName === fileName)?.name ?? fileName.replace(/\.gguf$/i, '');
}
