import { editValidator, type Edit } from '@hanzo/tools';
import { z } from 'zod';

const MOST_EDITS = 5_000;
/** Of edits that are only shown. In UTF-16 units. */
const MOST_SHOWN = 20_000;

/** The edits of a fix; or why there are none, with what was written instead. */
export type AnsweredEdits =
  | { readonly kind: 'exact'; readonly edits: readonly Edit[] }
  | { readonly kind: 'unfit'; readonly why: string; readonly shown: string };

/**
 * Exact edits of a fix belong together: with one that nobody can make, none of them is made. They are kept to be looked at, since they
 * were paid for.
 */
export const answeredEdits: z.ZodType<AnsweredEdits> = z.unknown().transform((said): AnsweredEdits => {
  if (said === undefined || said === null) return { kind: 'exact', edits: [] };
  const { success, data } = z.array(editValidator).max(MOST_EDITS).safeParse(said);
  if (success && data.every(doesSomething)) return { kind: 'exact', edits: data.map(withPlainPath) };
  const shown = JSON.stringify(said, null, 2).slice(0, MOST_SHOWN).toWellFormed();
  return { kind: 'unfit', why: 'Its exact edits cannot be made: one of them is not whole.', shown };
});

/** Nothing in place of nothing: neither a new file nor a change of one. */
function doesSomething({ find, replace }: Edit): boolean {
  return find !== '' || replace !== '';
}

/** Some models write `./src/cart.ts`. */
function withPlainPath(edit: Edit): Edit {
  return { ...edit, path: edit.path.replace(/^(?:\.\/+)+/, '') };
}
