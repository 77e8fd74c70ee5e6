import { HanzoError, systemClock, type Clock, type Engine, type EngineState, type Logger } from '@hanzo/contracts';
import type { SilenceLimits } from './silence-watch.ts';

export interface CompatibleEngineOptions {
  /** The server's address, with or without `/v1`. */
  readonly baseUrl: string;
  /** As the server names it. Ollama's `:latest` may be left out. */
  readonly model: string;
  /** What answers are signed with. @default the server's name of it */
  readonly modelName?: string;
  /** Requests sent at once, 1..256; more wait here. Cut to what the server runs at once, where it tells, and then to 32. */
  readonly slots: number;
  /**
   * Tokens of prompt and answer together, from 16 on. Cut to what is in force at the server.
   *
   * @default what the server tells, or 4096 when it does not
   */
  readonly contextTokens?: number;
  /** For servers that want one. It goes into the Authorization header and nowhere else. */
  readonly apiKey?: string;
  readonly log: Logger;
  /** Told of each change, in order. */
  readonly onState?: (state: EngineState) => void;
  /** When a silent server counts as stuck. */
  readonly silence?: Partial<SilenceLimits>;
  /** How long Ollama may take to load the model at the start, in milliseconds. @default 180_000 */
  readonly loadTimeoutMs?: number;
  /** @default the system's */
  readonly clock?: Clock;
}

/** A model of a server that somebody else runs. Disposing lets go of it; the server goes on. */
export interface CompatibleEngine extends Engine {
  /** `restarting`: the server is away and is asked again and again; what waits goes on waiting. */
  readonly state: EngineState;
}

export interface CheckedOptions extends CompatibleEngineOptions {
  readonly silence: SilenceLimits;
  readonly loadTimeoutMs: number;
  readonly clock: Clock;
}

const MOST_SLOTS = 256;
/** Node's fetch gives up after 300 s without a byte, and would not say why. */
const MOST_SILENCE_MS = 290_000;

/** Fills in defaults and refuses what cannot work. */
export function checkOptions(options: CompatibleEngineOptions): CheckedOptions {
  const checked = {
    loadTimeoutMs: 180_000,
    clock: systemClock,
    ...options,
    silence: { firstTokenMs: 120_000, betweenTokensMs: 30_000, ...options.silence },
  };
  requireInteger('slots', checked.slots, 1, MOST_SLOTS);
  requireInteger('contextTokens', checked.contextTokens ?? 16, 16, 2 ** 24);
  requireInteger('silence.firstTokenMs', checked.silence.firstTokenMs, 1_000, MOST_SILENCE_MS);
  requireInteger('silence.betweenTokensMs', checked.silence.betweenTokensMs, 1_000, MOST_SILENCE_MS);
  requireInteger('loadTimeoutMs', checked.loadTimeoutMs, 1, 2 ** 31 - 1);
  if (checked.model === '') throw new HanzoError('CONFIG_INVALID', 'The name of the model is empty.');
  return checked;
}

function requireInteger(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new HanzoError('CONFIG_INVALID', `The engine's ${name} is ${value}.`, {
    details: { [name]: value },
    mend: `Set ${name} to a whole number from ${least} to ${most}.`,
  });
}
