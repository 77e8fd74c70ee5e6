import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EMBEDDED_MODEL_NAME, HanzoError } from '@hanzo/contracts';
import type { EmbeddedModel as PackagedModel } from '@hanzo/embedded-model';
import { howToMend } from './embedded-package.ts';

const PACKAGE = '@hanzo/embedded-model';

/** The model that comes with hanzo, as its package describes it. */
export interface EmbeddedModel extends PackagedModel {
  /** Why the package cannot say what its file is. @default it can */
  readonly damage?: string | undefined;
}

/**
 * The model that comes with hanzo, as a package that may be left out; undefined where it was. Says nothing of its file yet. Never
 * throws: a damaged package is the matter of whoever wants its model.
 *
 * @param from whose package it would be, @default hanzo's own
 */
export function findEmbeddedModel(from: string = import.meta.url): EmbeddedModel | undefined {
  const require = createRequire(from);
  const found = (require.resolve.paths(PACKAGE) ?? [])
    .map((path) => join(path, PACKAGE))
    .find((path) => existsSync(path));
  if (found === undefined) return undefined;
  const folder = realpathSync(found);
  try {
    // Not imported: whoever left it out can still use everything else.
    const { EMBEDDED_MODEL: model } = require(PACKAGE) as { readonly EMBEDDED_MODEL?: unknown };
    return isModel(model) ? model : damaged(folder, 'it does not say what its file is');
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return damaged(folder, `it does not load: ${line}`);
  }
}

function damaged(folder: string, damage: string): EmbeddedModel {
  const fileName = `${EMBEDDED_MODEL_NAME}.gguf`;
  return { name: EMBEDDED_MODEL_NAME, fileName, path: join(folder, fileName), sizeBytes: 0, sha256: '', damage };
}

function isModel(value: unknown): value is PackagedModel {
  if (typeof value !== 'object' || value === null) return false;
  const { name, fileName, path, sizeBytes, sha256 } = value as Partial<Record<keyof PackagedModel, unknown>>;
  if (name !== EMBEDDED_MODEL_NAME || typeof fileName !== 'string' || typeof path !== 'string') return false;
  return Number.isSafeInteger(sizeBytes) && typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
}

/**
 * Reads the file and compares it with what hanzo knows of it: the package alone could vouch for anything. The file is small: that
 * takes milliseconds, and so it is done whenever it is about to be loaded.
 *
 * @param published the SHA-256 in the catalogue; without one the package's own pin counts
 * @returns the file's SHA-256
 * @throws HanzoError MODEL_INVALID when it is not the file that was published
 */
export function checkEmbeddedModel(model: EmbeddedModel, published: string | undefined): string {
  const { name, path, sha256: pinned, damage } = model;
  const folder = dirname(path);
  const expected = published ?? pinned;
  const sha256 = damage === undefined ? hashOf(path) : undefined;
  if (damage === undefined && sha256 === expected) return expected;
  const problem = damage ?? problemOf(sha256, { expected, pinned });
  throw new HanzoError(
    'MODEL_INVALID',
    damage === undefined
      ? `The file of ${name}, ${path}, is not the one that was published: ${problem}.`
      : `The package of ${name}, ${folder}, is damaged: ${problem}.`,
    { details: { name, path, sha256, expected, problem }, mend: `It was not loaded. ${howToMend(folder)}` },
  );
}

function problemOf(sha256: string | undefined, { expected, pinned }: Record<'expected' | 'pinned', string>): string {
  if (sha256 === undefined) return 'it cannot be read';
  if (sha256 === pinned)
    return `its package is of another version than hanzo (SHA-256 ${sha256}, and ${expected} in hanzo's catalogue)`;
  return `its SHA-256 is ${sha256}, and not the pinned ${expected}`;
}

/** A copy that came another way, such as from a member of the mesh. @throws HanzoError MODEL_INVALID */
export function checkEmbeddedCopy(path: string, published: string | undefined): void {
  const sha256 = hashOf(path);
  if (published === undefined || sha256 === published) return;
  const problem = sha256 === undefined ? 'it cannot be read' : `its SHA-256 is ${sha256}, and not ${published}`;
  throw new HanzoError(
    'MODEL_INVALID',
    `The copy of ${EMBEDDED_MODEL_NAME}, ${path}, is not the file that was published: ${problem}.`,
    {
      details: { name: EMBEDDED_MODEL_NAME, path, sha256, expected: published, problem },
      mend: `It was not loaded. Remove it: hanzo models rm ${EMBEDDED_MODEL_NAME}`,
    },
  );
}

function hashOf(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return undefined;
  }
}
