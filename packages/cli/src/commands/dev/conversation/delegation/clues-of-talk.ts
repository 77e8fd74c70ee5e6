import type { TaskDetail } from '@hanzo/coordinator';
import type { Turn } from '../../../../sessions/session.ts';
import type { DelegateInput } from '../../../delegate/delegate-text.ts';
import { wishFor } from '../../../delegate/issue/wish-for.ts';
import { cluesOfTask, type TaskClues } from '../../../delegate/task/clues-of-task.ts';
import { given } from '../../run/setting-of.ts';
import { beforeInWords } from '../before.ts';

/** Turns back in which something that failed still matters. */
const TURNS_BACK = 3;
/** Answers that were refused, of all tasks together. */
const MOST_TRIED = 6;
/** Characters. */
const MOST_LOGS = 20_000;

/** What somebody said, for a model that is delegated to. */
export interface Said {
  readonly issue: string;
  /** As written. @default what the configuration says */
  readonly model?: string | undefined;
  readonly before?: string | undefined;
  readonly logs?: string | undefined;
}

/** Undone tasks of a run, those that failed most first. */
export type Undone = (runId: string) => readonly TaskDetail[];

/** An issue with what a conversation knows of it: what was asked for, what came of it, what was tried and refused, and why. */
export function inputOf({ issue, model, before, logs }: Said, turns: readonly Turn[], undone: Undone): DelegateInput {
  const failed = failedOf(turns, undone);
  const context = joined([before, beforeInWords(turns)]);
  const all = joined([logs, ...failed.map((clues) => clues.logs)]);
  return {
    issue,
    ...given({ phraseModel: model, context, logs: all?.slice(-MOST_LOGS) }),
    attemptedFixes: failed.flatMap(({ attemptedFixes }) => attemptedFixes).slice(0, MOST_TRIED),
  };
}

/** The last thing that failed, as an issue; undefined where nothing did. */
export function failedInput(turns: readonly Turn[], undone: Undone): DelegateInput | undefined {
  const [worst, ...others] = failedOf(turns, undone);
  if (worst === undefined) return undefined;
  const also = others.length === 0 ? '' : ` ${others.length} more of its tasks failed, too.`;
  const { context, logs, ...said } = inputOf({ issue: `${worst.issue}${also}`, before: worst.context }, turns, undone);
  return { ...said, ...given({ context, logs }), wishes: worst.files.map(wishFor) };
}

function failedOf(turns: readonly Turn[], undone: Undone): readonly TaskClues[] {
  return turns
    .slice(-TURNS_BACK)
    .toReversed()
    .flatMap(({ runId, words }) =>
      runId === undefined ? [] : undone(runId).map((detail) => cluesOfTask(detail, words)),
    );
}

function joined(texts: readonly (string | undefined)[]): string | undefined {
  const said = texts.filter((text) => text !== undefined && text.trim() !== '');
  return said.length === 0 ? undefined : said.join('\n\n');
}
