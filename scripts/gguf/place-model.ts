import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type ModelParts, writeModel } from './writer.ts';

export interface MadeModel {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Writes the model beside `out` and renames it into place: nobody ever maps a half-written file. */
export async function placeModel(out: string, parts: ModelParts): Promise<MadeModel> {
  const path = resolve(out);
  const temporary = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await rm(temporary, { force: true });
    const written = await writeModel(temporary, parts);
    await rename(temporary, path);
    return { path, ...written };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
