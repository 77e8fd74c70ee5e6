import type { Tier } from './task.ts';

/** What every entry of the catalogue has. */
export interface CardBase {
  /** The name people use: `gpt-5`, `llama3.2`. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Most tokens of prompt. */
  readonly contextTokens: number;
  /** Most tokens of answer. */
  readonly maxOutputTokens: number;
  /** The tiers this model is good enough for, by default. */
  readonly tiers: readonly Tier[];
  readonly note?: string;
}
