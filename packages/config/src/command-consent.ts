import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readOwnRecord } from './own-record.ts';
import { writeWhole } from './write-whole.ts';
import { checkFile } from './zod-check.ts';

/** What a user said when asked whether the detected commands of a workspace may be run. */
export interface CommandConsent {
  /** The workspace's root, symlinks resolved. */
  readonly root: string;
  /** Of what was detected then: it counts for nothing else. */
  readonly sha256: string;
  readonly answer: 'yes' | 'no';
  /** ISO 8601, UTC. */
  readonly answeredAt: string;
}

const schema: z.ZodType<CommandConsent> = z.strictObject({
  root: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'),
  answer: z.enum(['yes', 'no']),
  answeredAt: z.iso.datetime(),
});

/**
 * The last answer for a workspace; undefined: nobody was asked.
 *
 * @param folder `trustedProjects` of the home
 * @throws HanzoError CONFIG_INVALID when the record is damaged, or others than its owner could have written it
 */
export function readConsent(folder: string, root: string): CommandConsent | undefined {
  const record = recordOf(folder, root);
  const content = readOwnRecord(record);
  if (content === undefined) return undefined;
  const consent = checkFile(schema, content, record);
  return consent.root === root ? consent : undefined;
}

/** @throws HanzoError CONFIG_INVALID, DISK_FULL when it cannot be kept */
export function writeConsent(folder: string, consent: CommandConsent): void {
  writeWhole(recordOf(folder, consent.root), `${JSON.stringify(consent, undefined, 2)}\n`);
}

/** False when nobody was asked. A damaged record is removed too. */
export function removeConsent(folder: string, root: string): boolean {
  const record = recordOf(folder, root);
  const isThere = existsSync(record);
  rmSync(record, { force: true });
  return isThere;
}

function recordOf(folder: string, root: string): string {
  return join(folder, `commands-${createHash('sha256').update(root).digest('hex')}.json`);
}
