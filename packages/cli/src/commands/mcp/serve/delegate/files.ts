import { createHash } from 'node:crypto';
import { HanzoError, redact } from '@hanzo/contracts';
import { SecretLines, type Workspace } from '@hanzo/tools';

/** All files together, in characters: more than that is a task for a review. */
const MOST_CHARACTERS = 240_000;

/** A file as the model is shown it. */
export interface ShownFile {
  readonly path: string;
  readonly text: string;
}

/** What goes with a question. */
export interface QuestionFiles {
  readonly files: readonly ShownFile[];
  /** Named, and not sent: why, for people. */
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[];
  /** Lines that were not sent because of what they hold. */
  readonly secretLines: number;
}

/**
 * The files of a workspace that patterns name, without what ignore files rule out, what may hold secrets by its name, and lines
 * that look like a secret.
 *
 * @throws HanzoError USAGE for a pattern that leads outside, or names nothing that may be read
 */
export async function filesFor(
  patterns: readonly string[],
  workspace: Workspace,
  signal: AbortSignal,
): Promise<QuestionFiles> {
  if (patterns.length === 0) return { files: [], leftOut: [], secretLines: 0 };
  const { files: found, skipped, unmatched = [] } = await workspace.files({ include: patterns, signal });
  const files: ShownFile[] = [];
  const leftOut = [...skipped, ...unmatched].map(({ path, reason }) => ({ path, reason }));
  let secretLines = 0;
  let room = MOST_CHARACTERS;
  for (const { path } of found) {
    signal.throwIfAborted();
    const read = await workspace.read(path);
    if (read.kind === 'unreadable') leftOut.push({ path, reason: read.reason });
    else if (read.text.length > room) leftOut.push({ path, reason: 'no room is left for it' });
    else {
      const { text, hidden } = withoutSecrets(read.text, path);
      room -= text.length;
      secretLines += hidden;
      files.push({ path, text });
    }
  }
  if (files.length > 0) return { files, leftOut, secretLines };
  const why = leftOut.map(({ path, reason }) => `${path}: ${reason}`).join('; ');
  throw new HanzoError('USAGE', `None of the files can be sent: ${why}.`, {
    mend: 'Name files of the workspace by their paths, or ask without files.',
  });
}

/**
 * The same text with other words in place of lines that look like a secret, and of keys of this process: places in a file are told by
 * their lines.
 */
export function withoutSecrets(text: string, path = ''): { readonly text: string; readonly hidden: number } {
  let hidden = 0;
  const lines = text.split('\n');
  const secrets = new SecretLines(lines, path, Infinity);
  const told = lines.map((line, index) => {
    if (!secrets.has(index)) return redact(line);
    hidden += 1;
    return '[this line is left out: it looks like a secret]';
  });
  return { text: told.join('\n'), hidden };
}

/** Between marks that no file can contain. */
export function filesInWords(files: readonly ShownFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(path).update('\0').update(text).update('\0');
  const mark = hash.digest('hex').slice(0, 12);
  return files
    .map(
      ({ path, text }) => `<file mark="${mark}" path=${JSON.stringify(path)}> (data)\n${text}\n</file mark="${mark}">`,
    )
    .join('\n\n');
}
