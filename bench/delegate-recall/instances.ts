import { readFileSync } from 'node:fs';
import { z } from 'zod';

const instance = z.object({
  instance_id: z.string(),
  repo: z.string(),
  base_commit: z.string().regex(/^[0-9a-f]{7,64}$/),
  problem_statement: z.string(),
  patch: z.string(),
});

/** A bug report, and the change that mended it: SWE-bench's public form. */
export type Instance = z.output<typeof instance>;

/** Lines before the change, both included. */
export interface OldLines {
  readonly first: number;
  readonly last: number;
}

export function readInstances(file: string): readonly Instance[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => instance.parse(JSON.parse(line)));
}

export const TEST = /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test\.[^/]+|conftest\.py)$/;

/** Lines that the change took away, or between which it put others, by file. Tests and files that were not there before are left out. */
export function touchedLines(patch: string): ReadonlyMap<string, readonly OldLines[]> {
  const touched = new Map<string, OldLines[]>();
  let ranges: OldLines[] | undefined;
  let at = 0;
  for (const line of patch.split('\n')) {
    const head = /^--- (?:a\/(.+)|\/dev\/null)$/.exec(line);
    const hunk = /^@@ -(\d+)/.exec(line);
    if (head !== null) ranges = head[1] === undefined || TEST.test(head[1]) ? undefined : listOf(touched, head[1]);
    else if (hunk !== null) at = Number(hunk[1]);
    else if (line.startsWith('-')) {
      ranges?.push({ first: at, last: at });
      at += 1;
    } else if (line.startsWith('+') && !line.startsWith('+++ ')) ranges?.push({ first: Math.max(1, at - 1), last: at });
    else if (line.startsWith(' ')) at += 1;
  }
  return new Map([...touched].filter(([, lines]) => lines.length > 0));
}

function listOf(touched: Map<string, OldLines[]>, path: string): OldLines[] {
  const known = touched.get(path) ?? [];
  touched.set(path, known);
  return known;
}
