import { HanzoError, type GenerateRequest } from '@hanzo/contracts';
import type { ServerKind } from './probed-server.ts';
import { estimatePrompt, estimateRequest } from './token-estimate.ts';

/** What is known of the context when a prompt is judged. */
export interface ContextFacts {
  readonly kind: ServerKind;
  /** What is lent. */
  readonly contextTokens: number;
  /** What the server has; more where its owner lends less. */
  readonly serverContextTokens: number;
}

/** These count exactly and refuse with numbers; an estimate of ours would only refuse too early. */
const REFUSES_ITSELF: ReadonlySet<ServerKind> = new Set(['vllm', 'sglang', 'llama-server']);

/** Older versions of llama-server did cut. */
const NEVER_CUTS: ReadonlySet<ServerKind> = new Set(['vllm', 'sglang']);

const MEND =
  'Send less text, ask for a shorter answer, or give the server a larger context (Ollama: OLLAMA_CONTEXT_LENGTH).';

/**
 * Refuses a prompt that will not fit, where the server would cut off its beginning without a word. Ollama does: the
 * answer then looks fine and is about half of the question.
 *
 * @throws HanzoError PROMPT_TOO_LONG
 */
export function refuseTooLong({ system, prompt, maxOutputTokens }: GenerateRequest, facts: ContextFacts): void {
  const { kind, contextTokens, serverContextTokens } = facts;
  if (REFUSES_ITSELF.has(kind) && contextTokens === serverContextTokens) return;
  const promptTokens = estimatePrompt(system, prompt);
  if (promptTokens + maxOutputTokens <= contextTokens) return;
  throw new HanzoError(
    'PROMPT_TOO_LONG',
    `The prompt has about ${promptTokens} tokens; with ${maxOutputTokens} tokens of answer it does not fit ` +
      `the context of ${contextTokens}.`,
    { details: { promptTokens, maxOutputTokens, contextTokens }, mend: MEND },
  );
}

/** Below this share of the context an estimate would have to be far off for the prompt not to have fitted. */
const NEAR_CONTEXT = 0.6;
/** A count this far below the estimate is no matter of vocabularies any more. */
const TOO_FEW = 0.7;

/**
 * Compares what the server read with what it was given.
 *
 * @throws HanzoError ANSWER_INVALID when it seems to have read only a part
 */
export function refuseCutPrompt(request: GenerateRequest, inputTokens: number, facts: ContextFacts): void {
  const { kind, serverContextTokens: contextTokens } = facts;
  const estimate = estimateRequest(request);
  const filledUp = inputTokens >= contextTokens;
  const tooFew = !NEVER_CUTS.has(kind) && estimate > NEAR_CONTEXT * contextTokens && inputTokens < TOO_FEW * estimate;
  if (!filledUp && !tooFew) return;
  throw new HanzoError(
    'ANSWER_INVALID',
    `The server read ${inputTokens} tokens of a prompt of about ${estimate}: it cut the prompt to fit its context.`,
    { details: { inputTokens, estimate, contextTokens }, mend: MEND },
  );
}
