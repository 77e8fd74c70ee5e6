import { z } from 'zod';
import { quote, ToolFault } from '../tool-fault.ts';
import type { Repository } from './repository.ts';

/** Names of commits as people write them. No ranges, no paths, and nothing that begins like an option. */
const COMMIT = /^[\p{L}\p{N}_@][\p{L}\p{N}_@./~^{}+#=-]{0,199}$/u;

export const commitInput: z.ZodString = z
  .string()
  .max(1_000)
  .refine(
    (name) => COMMIT.test(name) && !name.includes('..'),
    'must be the name of one commit, such as "HEAD", "main", "v1.2" or an id',
  );

/**
 * The full id of a commit.
 *
 * @param name checked by {@link commitInput}
 *
 * @throws ToolFault when there is none of that name, or none at all
 */
export async function commitOf(repository: Repository, name: string): Promise<string> {
  try {
    const id = await repository.git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    return id.toString('utf8').trim();
  } catch (error) {
    if (!(error instanceof ToolFault)) throw error;
    throw new ToolFault(await whyNot(repository, name), { cause: error });
  }
}

async function whyNot({ git }: Repository, name: string): Promise<string> {
  if ((await git(['rev-list', '--all', '--max-count=1'])).length === 0) return 'There are no commits yet.';
  if (name === 'HEAD') return 'The branch has no commits yet: name another branch.';
  return `There is no commit ${quote(name)}. git_log tells which there are.`;
}
