import { HanzoError } from '@hanzo/contracts';
import { estimateTokens, type Unit, unitsOf } from '@hanzo/tools';
import type { PlannedTask } from '../plan/plan.ts';
import { taskPrompt, TOKENS_PER_LINE, TOKENS_PER_SOURCE } from './prompt.ts';
import type { TaskLimits } from './task-limits.ts';

/** Share of the context kept free, since tokens are estimated and engines add a template and the schema. */
const SLACK = 0.1;
const LEAST_SOURCE_TOKENS = 200;

export interface RoomInput {
  readonly system: string;
  readonly instructions: string;
  readonly limits: TaskLimits;
}

/**
 * Tokens left for sources once everything else of the prompt is paid.
 *
 * @throws HanzoError PROMPT_TOO_LONG
 */
export function sourceRoom(planned: PlannedTask, { system, instructions, limits }: RoomInput): number {
  const words =
    estimateTokens(system) + estimateTokens(taskPrompt({ sources: [], instructions, focus: planned.instructions }));
  const longestPath = Math.max(0, ...planned.files.map((path) => path.length));
  const frame = TOKENS_PER_SOURCE + estimateTokens(JSON.stringify('x'.repeat(longestPath)));
  const room = Math.floor(limits.contextTokens * (1 - SLACK)) - limits.maxOutputTokens - words - frame;
  if (room >= LEAST_SOURCE_TOKENS) return room;
  throw new HanzoError(
    'PROMPT_TOO_LONG',
    `The instructions leave ${room} tokens for code in a context of ${limits.contextTokens}.`,
    {
      mend: 'Shorten the instructions, or use engines with a larger context.',
      details: {
        contextTokens: limits.contextTokens,
        maxOutputTokens: limits.maxOutputTokens,
        instructionTokens: words,
      },
    },
  );
}

/** Gives a file's pieces as tasks are made of them. */
export type Cut = (path: string, text: string, room: number) => readonly Unit[];

/** Cuts each file once, whoever asks: texts do not change while a run is prepared. */
export function cutOnce(): Cut {
  const known = new Map<string, readonly Unit[]>();
  return (path, text, room) => {
    const key = `${room} ${path}`;
    const units = known.get(key) ?? unitsOf(path, text, { maxTokens: room, tokensPerLine: TOKENS_PER_LINE });
    known.set(key, units);
    return units;
  };
}
