import type { CommentedFunction, Task, TaskSource } from '@hanzo/contracts';
import type { PlannedTask } from '../plan/plan.ts';
import { systemPrompt } from '../tasks/kind-prompts.ts';
import { commentPrompt } from './comment-prompt.ts';
import { COMMENT_OUTPUT } from './comment-schema.ts';
import type { FunctionsOf } from './functions-of.ts';

/** A doc comment is short, and takes some words for each parameter. */
const COMMENT_TOKENS = 400;
const TOKENS_PER_PARAMETER = 40;
const USUAL_PARAMETERS = 5;

export interface CommentDraftsInput {
  readonly instructions: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly functionsOf: FunctionsOf;
}

type Drafted = Omit<Task, 'id' | 'runId'>;

/** One task for each function of a planned task's files that has no doc comment, as many as the plan says. */
export function commentDrafts(
  planned: PlannedTask,
  common: Omit<Drafted, 'title' | 'system' | 'prompt' | 'output' | 'sources'>,
  { instructions, texts, functionsOf }: CommentDraftsInput,
): readonly Drafted[] {
  const wanted = planned.files.flatMap((path) => {
    const text = texts.get(path);
    return text === undefined ? [] : functionsOf(path, text).map((comments) => ({ path, comments }));
  });
  const byPath = Map.groupBy(wanted.slice(0, planned.functions), ({ path }) => path);
  return [...byPath].flatMap(([path, functions]) => {
    const lines = linesOf(texts.get(path) ?? '');
    return functions.map(({ comments }): Drafted => {
      const source = shownOf(path, lines, comments);
      return {
        ...common,
        maxOutputTokens: Math.min(common.maxOutputTokens, tokensFor(comments)),
        title: titleOf(source, comments),
        system: systemPrompt('comments'),
        prompt: commentPrompt({ source, comments, instructions, focus: planned.instructions }),
        output: COMMENT_OUTPUT,
        sources: [source],
        comments,
      };
    });
  });
}

function linesOf(text: string): readonly string[] {
  return text
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .split('\n');
}

/** Its whole lines, with the comments for tools above it that the doc comment goes before. */
function shownOf(path: string, lines: readonly string[], facts: CommentedFunction): TaskSource {
  const firstLine = Math.min(facts.firstLine, facts.commentLine);
  return { path, firstLine, text: lines.slice(firstLine - 1, facts.lastLine).join('\n') };
}

function tokensFor({ parameters }: CommentedFunction): number {
  return COMMENT_TOKENS + TOKENS_PER_PARAMETER * Math.max(0, parameters.length - USUAL_PARAMETERS);
}

function titleOf({ path }: TaskSource, { firstLine, name, owner }: CommentedFunction): string {
  return `comments ${path}:${firstLine} ${owner === undefined ? name : `${owner}.${name}`}`;
}
