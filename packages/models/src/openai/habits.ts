import type { Capabilities } from '@hanzo/contracts';

/** What a model takes, decided once per request. */
export interface Habits {
  readonly takes: Capabilities;
  /** Thinks before it answers: wants `max_completion_tokens`, and its reasoning back in the next turn. */
  readonly reasons: boolean;
  /** True for OpenAI itself, whose parameter names compatible servers do not all know. */
  readonly atOpenAi: boolean;
}

const OPENAI_NAMES = /^(gpt-|chatgpt-|o\d|codex)/;
const REASONING = /^(gpt-5|gpt-6|o\d|codex)/;
const BEFORE_SCHEMAS = /^gpt-(3|4(-|$))/;

export function habitsOf(model: string, takes: Capabilities | undefined, atOpenAi: boolean): Habits {
  const known = takes ?? guessCapabilities(model);
  return { takes: known, reasons: known.efforts.length > 0 || REASONING.test(model), atOpenAi };
}

/** For models that no catalogue knows: what all models with such a name take. */
export function guessCapabilities(model: string): Capabilities {
  const reasons = REASONING.test(model);
  return {
    apis: ['responses', 'chat'],
    sampling: !reasons,
    stop: !reasons,
    json: !BEFORE_SCHEMAS.test(model),
    tools: true,
    cacheKey: OPENAI_NAMES.test(model),
    images: false,
    efforts: reasons ? ['low', 'medium', 'high'] : [],
  };
}
