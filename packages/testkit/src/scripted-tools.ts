import type {
  ToolAnswer,
  ToolCall,
  ToolCallContext,
  ToolCaller,
  ToolOffer,
  ToolSpec,
  ToolWish,
} from '@hanzo/contracts';

/** What tools were wanted for, and what was asked of them. */
export interface ScriptedTools extends ToolCaller {
  readonly wishes: readonly ToolWish[];
  /** Also those that were refused because they were not offered. */
  readonly calls: readonly (ToolCall & { readonly context: ToolCallContext })[];
}

/** What a call comes to: what the model is told, or all of it. */
export type ScriptedToolAnswer = string | ToolAnswer;

/**
 * Tools that say what they are told.
 *
 * @param names what is offered
 * @param script `call` counts from 0
 * @param together names of those that may be called at the same time
 */
export function scriptedTools(
  names: readonly string[],
  script: (
    asked: ToolCall,
    call: number,
    context: ToolCallContext,
  ) => ScriptedToolAnswer | Promise<ScriptedToolAnswer> = () => 'done',
  together: ReadonlySet<string> = new Set(),
): ScriptedTools {
  const wishes: ToolWish[] = [];
  const calls: (ToolCall & { readonly context: ToolCallContext })[] = [];
  return {
    wishes,
    calls,
    offer(wish): ToolOffer {
      wishes.push(wish);
      return { specs: names.map(specOf), tokens: names.length * 20, left: [], together };
    },
    async call(asked, context) {
      calls.push({ ...asked, context });
      if (!context.offered.has(asked.name)) return { output: `There is no tool "${asked.name}".`, failed: true };
      const answer = await script(asked, calls.length - 1, context);
      return typeof answer === 'string' ? { output: answer, failed: false } : answer;
    },
  };
}

function specOf(name: string): ToolSpec {
  return { name, description: `Does ${name}.`, parameters: { type: 'object', properties: {} } };
}
