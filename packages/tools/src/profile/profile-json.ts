import { readFile, stat } from 'node:fs/promises';

/** Larger ones are not read. Bytes. */
export const MOST_PROFILE_BYTES: number = 128 * 1024 * 1024;

/** What a profiler wrote; undefined for what is not there, is too large, or is no JSON. */
export async function profileJson(file: string): Promise<unknown> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= MOST_PROFILE_BYTES ? JSON.parse(await readFile(file, 'utf8')) : undefined;
  } catch {
    return undefined;
  }
}
