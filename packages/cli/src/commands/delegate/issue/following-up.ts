import { HanzoError } from '@hanzo/contracts';
import { type Delegation, type FileWish } from '@hanzo/delegate';
import type { DelegateInput } from '../delegate-input.ts';
import type { EvidenceFlags } from '../flags.ts';
import { readSent } from '../run/terms.ts';
import { namesFiles, wishesIn } from './names-files.ts';
import { wishFor } from './wish-for.ts';

/**
 * What a question about an earlier delegation takes from it: what might be sent then may be sent now, and no more unless somebody asks
 * for it; the same models are asked.
 *
 * @throws HanzoError USAGE where nobody knows what might be sent then, and no files are named
 */
export function followingUp(
  { id, models, terms }: Delegation,
  named: Pick<EvidenceFlags, 'files' | 'gather'> & Pick<DelegateInput, 'within'>,
): Pick<DelegateInput, 'parent' | 'parentModels' | 'wishes' | 'gather'> {
  const before = readSent(terms);
  const same = { parent: id, parentModels: models };
  if (namesFiles(named.files))
    return { ...same, wishes: stillExcluded(before?.wishes ?? [], wishesIn(named.within, named.files)) };
  if (before === undefined)
    throw new HanzoError('USAGE', `It is not known any more which files the delegation ${id} was allowed to send.`, {
      mend: 'Name them: --files "src/a.ts:10-80,!src/secret.ts".',
    });
  return { ...same, wishes: [...before.wishes, ...before.gathered.map(wishFor)], gather: named.gather ?? false };
}

/** What was left out then is left out now, unless just that is named. */
function stillExcluded(before: readonly FileWish[], named: readonly FileWish[]): readonly FileWish[] {
  const own = new Set(named.flatMap((wish) => (wish.isExcluded ? [] : wish.pattern)));
  return before.filter(({ pattern, isExcluded }) => isExcluded && !own.has(pattern));
}
