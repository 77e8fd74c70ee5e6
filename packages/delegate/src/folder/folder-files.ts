import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { delegationResultSchema } from '../result/result-schema.ts';
import type { DelegationResult } from '../words.ts';
import { codeOf, folderFault } from './folder-fault.ts';
import { fileName, nthStamp, stampOf } from './names.ts';
import { prepareFolder } from './prepare-folder.ts';
import { writeWhole } from './whole-files.ts';

/** A regular file and nothing else: a link in its place must not be followed, a pipe not waited for. Windows has none of these. */
const AS_IT_IS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A result or comparison. */
export interface AnswerFiles {
  readonly json: string;
  readonly markdown: string;
}

/**
 * Saves a prompt under a name of its own.
 *
 * @param at milliseconds since the epoch
 * @returns its name, and the part of it that no other has
 */
export function writeRequest(
  folder: string,
  prompt: string,
  at: number,
): { readonly request: string; readonly stamp: string } {
  prepareFolder(folder);
  let stamp = '';
  const namesOf = (n: number): readonly string[] => {
    stamp = nthStamp(stampOf(at), n);
    return [fileName('REQUEST', stamp, 'md')];
  };
  const [request = ''] = writeWhole(folder, namesOf, [prompt]);
  return { request, stamp };
}

/**
 * Saves both files of an answer under one name. The JSON comes first: it is the whole of it, from which the Markdown can be made again.
 *
 * @param at milliseconds since the epoch
 */
export function writeAnswer(
  folder: string,
  kind: 'RESULT' | 'COMPARISON',
  at: number,
  answer: { readonly json: string; readonly markdown: string },
): AnswerFiles {
  prepareFolder(folder);
  const namesOf = (n: number): readonly string[] => {
    const stamp = nthStamp(stampOf(at), n);
    return [fileName(kind, stamp, 'json'), fileName(kind, stamp, 'md')];
  };
  const [json = '', markdown = ''] = writeWhole(folder, namesOf, [answer.json, answer.markdown]);
  return { json, markdown };
}

/** As it stands in the file of an answer. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** In hexadecimal. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Names of all that is in the folder, sorted; none when there is no folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw folderFault(folder, error);
  }
}

/** @throws HanzoError STORE_UNUSABLE for a file that cannot be read, or is none */
export function readBytes(folder: string, name: string): Buffer {
  const file = join(folder, name);
  try {
    const handle = openSync(file, AS_IT_IS);
    try {
      return readFileSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw folderFault(file, error);
  }
}

/** A result, and the hash of its file's bytes. */
export interface ReadResult {
  readonly result: DelegationResult;
  readonly sum: string;
}

/**
 * @param id of its delegation
 * @param sums of the bytes that were written: other ones are not believed
 * @throws HanzoError STORE_UNUSABLE for a file that cannot be read, is no result, or not what was written
 */
export function readResultFile(folder: string, name: string, id: string, sums: ReadonlySet<string>): ReadResult {
  const bytes = readBytes(folder, name);
  const sum = sha256(bytes);
  if (!sums.has(sum)) throw unreadableResult(join(folder, name), id, 'it is not what was written');
  try {
    return { result: delegationResultSchema.parse(JSON.parse(bytes.toString('utf8'))), sum };
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'it is no JSON' : 'it is no result of a delegation';
    throw unreadableResult(join(folder, name), id, reason, cause);
  }
}

export function unreadableResult(file: string, id: string, reason: string, cause?: unknown): HanzoError {
  return new HanzoError('STORE_UNUSABLE', `${file} cannot be read: ${reason}. It was changed, or is damaged.`, {
    cause,
    details: { file },
    mend: `Read the Markdown file of the same name, or have the model asked again: hanzo delegate resume ${id} --again.`,
  });
}
