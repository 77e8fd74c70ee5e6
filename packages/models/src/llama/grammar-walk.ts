import {
  LlamaGrammarEvaluationState,
  type Llama,
  type LlamaGrammar,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import { ChildFailure } from './child-failure.ts';

/**
 * The part of node-llama-cpp's binding that moves a grammar on without sampling. Its public API has no way; the version is
 * pinned, and a test fails when these are gone.
 */
interface GrammarBinding {
  readonly AddonSampler: {
    canBeNextTokenForGrammarEvaluationState(state: unknown, token: Token): boolean;
    acceptGrammarEvaluationStateToken(state: unknown, token: Token): void;
  };
}

/**
 * The state of a grammar behind the beginning of an answer: what comes next fits it.
 *
 * @throws ChildFailure ANSWER_INVALID when the beginning does not follow the grammar
 */
export function grammarAfter(
  beginning: readonly Token[],
  { llama, model, grammar }: { readonly llama: Llama; readonly model: LlamaModel; readonly grammar: LlamaGrammar },
): LlamaGrammarEvaluationState {
  const evaluation = new LlamaGrammarEvaluationState({ model, grammar });
  if (beginning.length === 0) return evaluation;
  const { AddonSampler } = (llama as unknown as { readonly _bindings: GrammarBinding })._bindings;
  const { _state: state } = evaluation as unknown as { readonly _state: unknown };
  for (const token of beginning) {
    // llama.cpp ends the process when a grammar is given what it does not allow: ask first.
    if (!AddonSampler.canBeNextTokenForGrammarEvaluationState(state, token)) throw doesNotFit();
    AddonSampler.acceptGrammarEvaluationStateToken(state, token);
  }
  return evaluation;
}

function doesNotFit(): ChildFailure {
  return new ChildFailure({
    code: 'ANSWER_INVALID',
    message: 'The beginning that the answer should go on from does not follow the JSON schema.',
    mend: 'Ask for the answer from its start.',
  });
}
