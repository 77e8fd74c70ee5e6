import { formatDollars, HanzoError } from '@hanzo/contracts';

/** Money for one call. */
export interface Share {
  /** Most that the call may spend, in micro-dollars. */
  readonly micros: number;
  /** Ends it: what was not spent is there for others again. Once; later ones count for nothing. */
  settle(spentMicros: number): void;
}

export interface PurseLimits {
  /** Of one call, in micro-dollars. */
  readonly callMicros: number;
  /** Of all calls together, in micro-dollars. */
  readonly totalMicros: number;
}

/**
 * What the calls of one server may spend. Models decide when to call, so that no call gets more than the person who started the
 * server allows: one that wants more is refused, and not cut to what is left.
 */
export class Purse {
  readonly #limits: PurseLimits;
  #spent = 0;
  /** Of calls under way. */
  #promised = 0;

  constructor(limits: PurseLimits) {
    this.#limits = limits;
  }

  get limits(): PurseLimits {
    return this.#limits;
  }

  /** Of calls that have ended, in micro-dollars. */
  get spentMicros(): number {
    return this.#spent;
  }

  /**
   * @param wantedMicros @default as much as a call may have
   * @throws HanzoError BUDGET_EXCEEDED for more than a call may have, or than is left; BUDGET_BUSY while other calls hold it
   */
  take(wantedMicros?: number): Share {
    const { callMicros, totalMicros } = this.#limits;
    const left = totalMicros - this.#spent - this.#promised;
    if (wantedMicros !== undefined && wantedMicros > callMicros) throw tooMuch(wantedMicros, callMicros);
    const micros = wantedMicros ?? callMicros;
    if (micros > left) throw this.#noMore(micros, left);
    this.#promised += micros;
    let isOpen = true;
    return {
      micros,
      settle: (spentMicros) => {
        if (!isOpen) return;
        isOpen = false;
        this.#promised -= micros;
        this.#spent += spentMicros;
      },
    };
  }

  #noMore(micros: number, left: number): HanzoError {
    const { totalMicros } = this.#limits;
    const now = formatDollars(Math.max(0, left));
    const sentence = `This call may cost up to ${formatDollars(micros)}, and ${now} is left of the ${formatDollars(totalMicros)} that this server may spend.`;
    if (micros <= left + this.#promised)
      return new HanzoError('BUDGET_BUSY', `${sentence} Calls under way hold the rest.`, {
        mend: `Wait until they have ended, or ask for max_cost_usd of at most ${now.slice(1)}.`,
      });
    return new HanzoError('BUDGET_EXCEEDED', sentence, {
      mend: `Ask for max_cost_usd of at most ${now.slice(1)}. Whoever runs the server decides about more: hanzo mcp serve --max-total <usd>.`,
    });
  }
}

function tooMuch(wanted: number, most: number): HanzoError {
  return new HanzoError(
    'BUDGET_EXCEEDED',
    `max_cost_usd is ${formatDollars(wanted)}, and this server spends at most ${formatDollars(most)} on a call.`,
    {
      mend: 'Ask for less, or leave it out. Whoever runs the server decides about more: hanzo mcp serve --max-cost <usd>.',
    },
  );
}
