import type { Syntax } from '@hanzo/tools';
import type { PlannedTask } from '../plan/plan.ts';
import { type Cut, cutOnce, roomOf, type RoomInput } from '../tasks/planned-units.ts';
import { Outlines } from './outlines.ts';

export interface CutAllInput extends Pick<RoomInput, 'instructions' | 'limits'> {
  readonly tasks: readonly PlannedTask[];
  readonly texts: ReadonlyMap<string, string>;
  readonly syntax: Syntax;
  /** What the files declare. @default of the texts */
  readonly outlines?: Outlines;
}

export interface CutFiles {
  readonly cut: Cut;
  readonly outlines: Outlines;
}

/**
 * Cuts the files of all planned tasks, and takes what they declare while each is parsed: so each is parsed once.
 *
 * @throws HanzoError PROMPT_TOO_LONG
 */
export function cutAll({
  tasks,
  texts,
  syntax,
  outlines = new Outlines(texts, syntax),
  ...wishes
}: CutAllInput): CutFiles {
  const cut = cutOnce(syntax, (path) => outlines.note(path));
  for (const planned of tasks) {
    const room = roomOf(planned, wishes);
    for (const path of room === undefined ? [] : planned.files) {
      const text = texts.get(path);
      if (room !== undefined && text !== undefined) cut(path, text, room);
    }
  }
  return { cut, outlines };
}
