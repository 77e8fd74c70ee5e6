import { HanzoError } from '@hanzo/contracts';
import { type BlockSource, estimateTokens, type Unit, unitsOf } from '@hanzo/tools';
import type { PlannedTask } from '../plan/plan.ts';
import { systemPrompt } from './kind-prompts.ts';
import { taskPrompt, TOKENS_PER_LINE, TOKENS_PER_SOURCE } from './prompt.ts';
import { limitsFor, type TaskLimits } from './task-limits.ts';

/** Share of the context kept free, since tokens are estimated and engines add a template and the schema. */
const SLACK = 0.1;
export const LEAST_SOURCE_TOKENS = 200;

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
export function sourceRoom(planned: PlannedTask, wish: RoomInput): number {
  const { room, words } = measured(planned, wish);
  if (room >= LEAST_SOURCE_TOKENS) return room;
  const { contextTokens, maxOutputTokens } = wish.limits;
  throw new HanzoError(
    'PROMPT_TOO_LONG',
    `The instructions leave ${room} tokens for code in a context of ${contextTokens}.`,
    {
      mend: 'Shorten the instructions, or use engines with a larger context.',
      details: { contextTokens, maxOutputTokens, instructionTokens: words },
    },
  );
}

/** `words`: tokens of all that is no source. */
function measured(
  planned: PlannedTask,
  { system, instructions, limits }: RoomInput,
): { readonly room: number; readonly words: number } {
  const { instructions: focus, facts } = planned;
  const words = estimateTokens(system) + estimateTokens(taskPrompt({ sources: [], instructions, focus, facts }));
  const longestPath = Math.max(0, ...planned.files.map((path) => path.length));
  const frame = TOKENS_PER_SOURCE + estimateTokens(JSON.stringify('x'.repeat(longestPath)));
  return { room: Math.floor(limits.contextTokens * (1 - SLACK)) - limits.maxOutputTokens - words - frame, words };
}

type OwnRoomInput = Pick<RoomInput, 'instructions' | 'limits'>;

/** The same for a planned task that is shown files as they are cut; undefined for others. @throws HanzoError PROMPT_TOO_LONG */
export function roomOf(planned: PlannedTask, input: OwnRoomInput): number | undefined {
  const own = ownInput(planned, input);
  return own && sourceRoom(planned, own);
}

/** The same, however little it is: also less than nothing. */
export function leftForSources(planned: PlannedTask, input: OwnRoomInput): number | undefined {
  const own = ownInput(planned, input);
  return own && measured(planned, own).room;
}

function ownInput(planned: PlannedTask, { instructions, limits }: OwnRoomInput): RoomInput | undefined {
  const { kind } = planned;
  if (kind === 'check' || kind === 'critic' || kind === 'comments') return undefined;
  return { system: systemPrompt(kind, limits), instructions, limits: limitsFor(limits, planned) };
}

/** Gives a file's pieces as tasks are made of them. */
export type Cut = (path: string, text: string, room: number) => readonly Unit[];

/** Cuts each file once, whoever asks, along its syntax where that is known: texts do not change while a run is prepared. */
export function cutOnce(syntax?: BlockSource, onCut?: (path: string) => void): Cut {
  const known = new Map<string, readonly Unit[]>();
  return (path, text, room) => {
    const key = `${room} ${path}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const units = unitsOf(path, text, { maxTokens: room, tokensPerLine: TOKENS_PER_LINE, syntax });
    known.set(key, units);
    onCut?.(path);
    return units;
  };
}

/** Files that models are shown, which are cut; tools look at whole files, and doc comments are about one function each. */
export function pathsToCut(tasks: readonly PlannedTask[]): readonly string[] {
  return tasks.flatMap(({ kind, files }) => (kind === 'check' || kind === 'comments' ? [] : files));
}

/** Files whose syntax is asked. */
export function pathsToParse(tasks: readonly PlannedTask[]): readonly string[] {
  return tasks.flatMap(({ kind, files }) => (kind === 'check' ? [] : files));
}
