import { systemClock, type Logger } from '@hanzo/contracts';
import { openJournal, type Journal, type PaidListener } from '@hanzo/coordinator';
import { listenForInterrupts } from '../../../process/interrupt.ts';
import { shellWord } from '../../../terminal/shell-word.ts';
import { loadSetting, type Setting } from '../../../setting.ts';
import { createTerminalLogger } from '../../../terminal/terminal-logger.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { EngineFlags } from '../flags.ts';
import { paidListener } from '../money/paid-progress.ts';

/** What tasks are done in: the record of them, and when to end. */
export interface Session extends AsyncDisposable {
  readonly journal: Journal;
  readonly log: Logger;
  /** Hears of paid calls what their ends do not tell. */
  readonly onPaid: PaidListener;
  /** When `--timeout` is over, in milliseconds since the epoch. */
  readonly endsAt: number | undefined;
  /** Aborted by Ctrl-C, by a reader who goes away, or when `--timeout` is over. */
  readonly signal: AbortSignal;
  /** Aborted by a person only. */
  readonly interrupted: AbortSignal;
}

export function openSession(setting: Setting, flags: EngineFlags, terminal: Terminal): Session {
  const stack = new AsyncDisposableStack();
  const interrupts = stack.use(
    listenForInterrupts(() => terminal.err('stopping: what is done is kept; once more stops at once')),
  );
  const limitMs = flags.timeout === undefined ? undefined : Math.round(flags.timeout * 1000);
  const limit = limitMs === undefined ? [] : [AbortSignal.timeout(limitMs)];
  return {
    journal: stack.use(openJournal(setting.paths.journal)),
    log: createTerminalLogger(terminal, flags.verbose === true ? 'info' : 'warn'),
    onPaid: paidListener(terminal, flags.json),
    endsAt: limitMs === undefined ? undefined : systemClock.now() + limitMs,
    signal: AbortSignal.any([interrupts.drain, ...limit]),
    interrupted: interrupts.drain,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/**
 * What `hanzo dev` and `hanzo tasks retry` start from.
 *
 * @param workspace where the work is; undefined while that is not known
 */
export function settingOf(flags: EngineFlags, terminal: Terminal, workspace?: string): Setting {
  const { home, orchestrator, baseUrl, api } = flags;
  const { retryOnRateLimit, maxRetries, serviceTier, effort } = flags;
  const calls = given({ retryOnRateLimit, maxRetries, serviceTier, effort });
  const options = { askKeychain: true, workspace };
  const loaded = loadSetting({ ...given({ home, orchestrator, baseUrl, api }), calls }, terminal, options);
  const setting = flags.maxTier === undefined ? loaded : { ...loaded, maxTier: flags.maxTier };
  warnOfProject(setting, terminal);
  return setting;
}

/** Nothing of it counts, and nobody should believe that it does. */
function warnOfProject({ project: { state, root, why } }: Setting, terminal: Terminal): void {
  if (state !== 'untrusted') return;
  const { style } = terminal;
  terminal.err(`${style.yellow('warning:')} ${why} It is ignored.`);
  terminal.err(`  ${style.cyan('mend:')} Look at it and allow it with: hanzo config trust ${shellWord(root)}`);
}

/** Drops what is undefined. */
export function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
