/** What a model takes, decided once per request. */
export interface Habits {
  /** Takes temperature and seed. */
  readonly samples: boolean;
  /** Takes an effort, and wants `max_completion_tokens`. */
  readonly reasons: boolean;
  readonly effort: Effort | undefined;
  /** True for OpenAI itself, whose parameter names compatible servers do not all know. */
  readonly atOpenAi: boolean;
}

/** How hard a reasoning model thinks. */
export type Effort = 'none' | 'minimal' | 'low' | 'medium' | 'high';

const REASONING = /^(gpt-5|gpt-6|o\d|codex)/;

/** Guess for models that no catalogue knows. */
export function looksReasoning(model: string): boolean {
  return REASONING.test(model);
}
