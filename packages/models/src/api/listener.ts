import { type FinishReason, type GenerateOptions, HanzoError, type Timings, type Usage } from '@hanzo/contracts';

/** Everything the two interfaces have in common once the terminal event is in. */
export interface FinishedTurn {
  readonly finish: FinishReason;
  readonly servedModel: string;
  /** Undefined: the server did not say. */
  readonly usage: Usage | undefined;
}

/** Collects a stream: hands text on, remembers when the first piece came. */
export interface Listener {
  readonly text: string;
  hear(piece: string): void;
  /** A piece of reasoning: work, but no part of the answer. */
  think(piece: string): void;
  alive(): void;
  timings(): Timings;
}

/** Starts listening now. After an abort, `hear` throws the signal's reason. */
export function listen(options: GenerateOptions): Listener {
  const startedAt = performance.now();
  const pieces: string[] = [];
  let firstAt: number | undefined;
  return {
    get text() {
      return pieces.join('');
    },
    hear(piece) {
      options.signal.throwIfAborted();
      if (piece === '') return;
      firstAt ??= performance.now();
      pieces.push(piece);
      callBack(() => options.onText?.(piece));
    },
    think() {
      options.signal.throwIfAborted();
      callBack(() => options.onAlive?.());
    },
    alive() {
      options.signal.throwIfAborted();
      callBack(() => options.onAlive?.());
    },
    timings() {
      const now = performance.now();
      return {
        queueMs: 0,
        firstTokenMs: Math.round((firstAt ?? now) - startedAt),
        totalMs: Math.round(now - startedAt),
      };
    },
  };
}

/** A callback that throws is the caller's fault, not the API's. */
function callBack(call: () => void): void {
  try {
    call();
  } catch (cause) {
    throw cause instanceof HanzoError
      ? cause
      : new HanzoError('INTERNAL', 'A callback of the caller failed.', { cause });
  }
}
