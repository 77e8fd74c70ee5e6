import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'];

/** Test of the checker itself: the citations in it are examples, not proofs. */
const NOT_A_PROOF = 'test/behaviours.test.ts';

/** The project's test files: path from the root, with forward slashes, to text. */
export function readTests(root: string): Map<string, string> {
  const paths = globSync(TESTS, { cwd: root }).map((path) => path.replaceAll('\\', '/'));
  const proofs = paths.filter((path) => path !== NOT_A_PROOF && !path.includes('node_modules'));
  return new Map(proofs.toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
