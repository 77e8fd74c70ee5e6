import type { DeclaredElsewhere, TaskKind, TaskSource } from '@hanzo/contracts';
import { estimateTokens } from '@hanzo/tools';
import { FINDINGS_OUTPUT } from '../findings/findings-schema.ts';
import { outputOf } from '../tasks/kind-prompts.ts';
import { sizeOfSource } from '../tasks/pack-sources.ts';
import { declaredLine } from '../tasks/prompt.ts';
import type { TaskLimits } from '../tasks/task-limits.ts';
import type { Outlines } from './outlines.ts';

/** Of the room for code at most this part: a task is about its own code. */
const MOST_OF_ROOM = 1 / 4;
/** However large an engine is, whoever pays for it pays for these, too. Tokens. */
const MOST_TOKENS = 1_000;
/** Tokens of the marks and the sentence around it, about. */
const FRAME_TOKENS = 70;

/** True for kinds that are shown what their code uses of other files: they look for things, and how code is spaced depends on none. */
export function wantsOutline(kind: TaskKind, { patch = false }: Pick<TaskLimits, 'patch'>): boolean {
  return kind !== 'check' && kind !== 'format' && outputOf(kind, patch) === FINDINGS_OUTPUT;
}

/**
 * The sources of one task, with what they mention of other files in what they leave free of `room` tokens. All of it stands
 * with the first of them. What does not fit is left out, the last first.
 */
export function withOutline(
  sources: readonly TaskSource[],
  room: number,
  outlines: Pick<Outlines, 'mentioned'>,
): readonly TaskSource[] {
  const used = sources.reduce((sum, source) => sum + sizeOfSource(source), 0);
  let left = Math.min(room * MOST_OF_ROOM, MOST_TOKENS, room - used) - FRAME_TOKENS;
  const [first, ...more] = sources;
  if (first === undefined || left <= 0) return sources;
  const declared: DeclaredElsewhere[] = [];
  for (const one of mentionedBy(sources, outlines)) {
    if (isShown(one, sources)) continue;
    const tokens = estimateTokens(`${declaredLine(one)}\n`);
    if (tokens > left) break;
    left -= tokens;
    declared.push(one);
  }
  return declared.length === 0 ? sources : [{ ...first, declared }, ...more];
}

/** Each once, in the order in which the sources mention them. */
function mentionedBy(
  sources: readonly TaskSource[],
  outlines: Pick<Outlines, 'mentioned'>,
): readonly DeclaredElsewhere[] {
  const all = sources.flatMap(({ path, text }) => outlines.mentioned(path, text));
  return [...new Map(all.map((one) => [`${one.line} ${one.path} ${one.signature}`, one])).values()];
}

/** Code that is there anyway. */
function isShown({ path, line }: DeclaredElsewhere, sources: readonly TaskSource[]): boolean {
  return sources.some(
    (source) =>
      source.path === path && line >= source.firstLine && line < source.firstLine + source.text.split('\n').length,
  );
}
