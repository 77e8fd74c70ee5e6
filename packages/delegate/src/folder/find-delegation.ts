import { HanzoError } from '@hanzo/contracts';
import type { Delegation } from './delegation.ts';

/** A day: less would be meant by accident. */
const LEAST_BEGINNING = 8;

/**
 * The one that a person means.
 *
 * @param delegations the newest first
 * @param text an id, a beginning of it that is unique, or `last`: the newest of this home
 * @throws HanzoError DELEGATION_UNKNOWN
 */
export function findDelegation(delegations: readonly Delegation[], text: string): Delegation {
  if (delegations.length === 0) throw none('There is no delegation yet.');
  if (text === 'last') return lastOwn(delegations);
  const found = text.length < LEAST_BEGINNING ? [] : delegations.filter(({ id }) => id.startsWith(text));
  const exact = found.find(({ id }) => id === text);
  if (exact !== undefined) return exact;
  if (found.length > 1)
    throw unknown(
      `${found.length} delegations begin with ${JSON.stringify(text)}.`,
      'Give more of the id: see `hanzo delegate list`.',
    );
  const [only] = found;
  if (only !== undefined) return only;
  throw unknown(`There is no delegation ${JSON.stringify(text)}.`, 'See `hanzo delegate list`.');
}

/** Whoever plants a log chooses its times. */
function lastOwn(delegations: readonly Delegation[]): Delegation {
  const newest = delegations.find(({ isForeign }) => !isForeign);
  if (newest !== undefined) return newest;
  throw none('No delegation of this folder was made here. One that was made elsewhere is named by its id.');
}

function none(sentence: string): HanzoError {
  return unknown(sentence, 'Begin one: hanzo delegate "what is wrong". Others: `hanzo delegate list`.');
}

/** For who would go on with what a stranger may have written. */
export function foreignDelegation(id: string): HanzoError {
  return new HanzoError(
    'DELEGATION_FOREIGN',
    `The delegation ${id} was not made here: another machine, home or folder wrote it, or a stranger.`,
    {
      details: { delegation: id },
      mend: `Look at it with \`hanzo delegate show ${id}\`, and delegate the issue anew if you want to go on with it.`,
    },
  );
}

function unknown(sentence: string, mend: string): HanzoError {
  return new HanzoError('DELEGATION_UNKNOWN', sentence, { mend });
}
