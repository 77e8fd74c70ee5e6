import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readOwnRecord } from './own-record.ts';
import { writeWhole } from './write-whole.ts';
import { checkFile } from './zod-check.ts';

/** The content of a project's file that its user has seen and allowed. */
export interface ProjectTrust {
  /** The file's path, symlinks resolved. */
  readonly file: string;
  /** Hex, over the file's bytes. */
  readonly sha256: string;
  /** ISO 8601, UTC. */
  readonly trustedAt: string;
}

const schema: z.ZodType<ProjectTrust> = z.strictObject({
  file: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'),
  trustedAt: z.iso.datetime(),
});

/**
 * What is trusted of a project's file; undefined: nothing. Each file has one record of its own, so that two commands at once
 * lose nothing of each other.
 *
 * @param folder `trustedProjects` of the home
 * @throws HanzoError CONFIG_INVALID when the record is damaged, or others than its owner could have written it
 */
export function readTrust(folder: string, file: string): ProjectTrust | undefined {
  const record = recordOf(folder, file);
  const content = readOwnRecord(record);
  if (content === undefined) return undefined;
  const trust = checkFile(schema, content, record);
  return trust.file === file ? trust : undefined;
}

/** @throws HanzoError CONFIG_INVALID, DISK_FULL when it cannot be kept */
export function writeTrust(folder: string, trust: ProjectTrust): void {
  writeWhole(recordOf(folder, trust.file), `${JSON.stringify(trust, undefined, 2)}\n`);
}

/** False when nothing was trusted. A damaged record is removed too. */
export function removeTrust(folder: string, file: string): boolean {
  const record = recordOf(folder, file);
  const isThere = existsSync(record);
  rmSync(record, { force: true });
  return isThere;
}

function recordOf(folder: string, file: string): string {
  return join(folder, `${createHash('sha256').update(file).digest('hex')}.json`);
}
