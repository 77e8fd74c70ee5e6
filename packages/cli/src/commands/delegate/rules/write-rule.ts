import { HanzoError } from '@hanzo/contracts';
import { openWorkspace, readExact, SwapRefused, swapFiles } from '@hanzo/tools';
import { withRule } from './marked-block.ts';
import type { RuleFile } from './rule-file.ts';

/** What came of writing a rule. */
export interface WrittenRule {
  /** Absolute. */
  readonly file: string;
  /** `same`: it holds this rule already. */
  readonly did: 'made' | 'changed' | 'same';
}

/**
 * Puts the rule into its file of a project, through no link, and all or nothing.
 *
 * Rejects with HanzoError WORKSPACE_MISSING; CONFIG_INVALID when the file is no text that could be kept, or a link leads there.
 */
export async function writeRule(dir: string, rule: RuleFile): Promise<WrittenRule> {
  const { root } = await openWorkspace(dir);
  const { path } = rule;
  const file = `${root}/${path}`;
  const found = await readExact(root, path).catch((error: unknown) => {
    throw error instanceof HanzoError && error.code === 'USAGE'
      ? unwritable(path, 'a link leads out of the project')
      : error;
  });
  if (found.kind === 'unreadable' && found.reason !== 'missing') throw unwritable(path, found.reason);
  const before = found.kind === 'text' ? found.text : undefined;
  const text = withRule(before, rule);
  if (text === before) return { file, did: 'same' };
  try {
    swapFiles(root, [{ path, from: before === undefined ? undefined : Buffer.from(before), to: Buffer.from(text) }], {
      tag: 'delegate-rules',
    });
  } catch (error) {
    if (error instanceof SwapRefused) throw unwritable(path, error.faults[0]?.why ?? error.message);
    throw error;
  }
  return { file, did: before === undefined ? 'made' : 'changed' };
}

function unwritable(path: string, why: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${path} is not written: ${why}.`, {
    details: { file: path },
    mend: 'Without --write the rule is printed: paste it where it belongs.',
  });
}
