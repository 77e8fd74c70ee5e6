import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { EMBEDDED_MODEL_NAME, findModel, HanzoError, type LocalModelCard } from '@hanzo/contracts';
import { checkEmbeddedCopy, checkEmbeddedModel } from './embedded-model.ts';
import { howToGetIt } from './embedded-package.ts';
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

/** Those that anybody may mean who names none: a copy of the one that comes with hanzo is meant only by whoever names it. */
export function pulledModels(setting: Setting): InstalledModel[] {
  return installedModels(setting).filter(({ name }) => name !== EMBEDDED_MODEL_NAME);
}

/**
 * All that are installed, and the one that comes with hanzo, also where a copy of it is installed. Nothing is checked: whoever loads
 * one finds it by `resolveLocalModel`.
 */
export function modelsHere(setting: Setting): InstalledModel[] {
  const { embedded } = setting;
  const installed = installedModels(setting);
  if (embedded === undefined) return installed;
  const { name, path, sizeBytes } = embedded;
  return [{ name, path, sizeBytes }, ...installed];
}

const DEFAULT_MODEL = 'llama3.2';

/**
 * Finds the file for what a person calls a model: a catalogue name, an installed file's name, or a path.
 * Nothing wanted: the only one installed. The one that comes with hanzo is meant only by whoever names it.
 *
 * @throws HanzoError MODEL_UNKNOWN or MODEL_NOT_INSTALLED, with the command that gets it; MODEL_INVALID when the one that comes with
 *   hanzo is damaged
 */
export function resolveLocalModel(wanted: string | undefined, setting: Setting): InstalledModel {
  const pulled = pulledModels(setting);
  const [only] = pulled;
  if (wanted === undefined && pulled.length === 1 && only !== undefined) return only;
  const name = (wanted ?? DEFAULT_MODEL).replace(/^local:/, '');
  if (isPath(name)) return fromPath(name);
  const card = findModel(setting.catalogue, name);
  const installed = installedModels(setting);
  const found = installed.find((model) => model.name === (card?.name ?? name));
  if ((card?.name ?? name) === EMBEDDED_MODEL_NAME) {
    const checked = checkedModel(found, setting);
    if (checked !== undefined) return checked;
  } else if (found !== undefined) return found;
  const { embedded } = setting;
  if (card?.kind === 'local') throw notInstalled(card, pulled, wanted === undefined ? embedded?.name : undefined);
  throw new HanzoError('MODEL_UNKNOWN', `There is no local model "${name}".`, {
    details: { name },
    mend: `Known: ${localModelNames(setting).join(', ')}. Or give the path of a .gguf file.`,
  });
}

/** The one that comes with hanzo; where its package was left out, a copy of it. Undefined where neither is there. */
function checkedModel(copy: InstalledModel | undefined, setting: Setting): InstalledModel | undefined {
  const { embedded } = setting;
  const published = publishedHash(setting);
  if (embedded === undefined) {
    if (copy !== undefined) checkEmbeddedCopy(copy.path, published);
    return copy;
  }
  checkEmbeddedModel(embedded, published);
  const { name, path, sizeBytes } = embedded;
  return { name, path, sizeBytes };
}

/** False where `resolveLocalModel` would not give it out. */
export function isGood({ name }: InstalledModel, setting: Setting): boolean {
  if (name !== EMBEDDED_MODEL_NAME) return true;
  try {
    resolveLocalModel(name, setting);
    return true;
  } catch {
    return false;
  }
}

/** What the catalogue says of the file that comes with hanzo: it must not be the package alone that vouches for it. */
export function publishedHash({ catalogue }: Setting): string | undefined {
  const card = findModel(catalogue, EMBEDDED_MODEL_NAME);
  return card?.kind === 'local' ? card.sha256 : undefined;
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
  if (setting.embedded?.name === name)
    throw new HanzoError(
      'MODEL_NOT_INSTALLED',
      `${name} is not in the models folder of this home: it comes with hanzo.`,
      {
        details: { name: wanted },
        mend: 'It belongs to the package @hanzo/embedded-model: npm installs and removes that.',
      },
    );
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

/** @param instead comes with hanzo, and was not asked for */
function notInstalled(card: LocalModelCard, installed: readonly InstalledModel[], instead?: string): HanzoError {
  const others = installed.length > 0 ? ` Installed: ${installed.map((model) => model.name).join(', ')}.` : '';
  return new HanzoError('MODEL_NOT_INSTALLED', `The model ${card.name} is not on this machine.${others}`, {
    details: { name: card.name },
    mend: `${howToGet(card)}${instead === undefined ? '' : `. Doc comments alone need no download: name ${instead}, e.g. hanzo net up --model ${instead}`}`,
  });
}

function howToGet({ name }: LocalModelCard): string {
  if (!isPackaged({ name })) return `Download it: hanzo models pull ${name}`;
  return `It comes as a package: ${howToGetIt()}`;
}

/** True for the model that comes with hanzo, in a package that may be left out. */
export function isPackaged({ name }: Pick<LocalModelCard, 'name'>): boolean {
  return name === EMBEDDED_MODEL_NAME;
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
