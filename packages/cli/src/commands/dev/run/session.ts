import { HanzoError, systemClock, type Logger } from '@hanzo/contracts';
import { openJournal, type Journal, type PaidListener } from '@hanzo/coordinator';
import { settleLeftChanges } from '../../../changes/settle-left.ts';
import { listenForInterrupts } from '../../../process/interrupt.ts';
import type { Setting } from '../../../setting.ts';
import { createTerminalLogger } from '../../../terminal/terminal-logger.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { EngineFlags, WatchFlags } from '../flags.ts';
import { LiveView } from '../live/live-view.ts';
import { paidListener } from '../money/paid-progress.ts';

export { given, settingOf } from './setting-of.ts';

/** What tasks are done in: the record of them, and when to end. */
export interface Session extends AsyncDisposable {
  readonly journal: Journal;
  readonly log: Logger;
  /** Hears of paid calls what their ends do not tell. */
  readonly onPaid: PaidListener;
  /** Shows what happens while it happens. */
  readonly live: LiveView;
  /** When `--timeout` is over, in milliseconds since the epoch. */
  readonly endsAt: number | undefined;
  /** Aborted by Ctrl-C, by a reader who goes away, or when `--timeout` is over. */
  readonly signal: AbortSignal;
  /** Aborted by a person only. */
  readonly interrupted: AbortSignal;
  /** Ends the work as Ctrl-C does: a person did so where a question was open. */
  stop(): void;
}

const STOPPING = 'stopping: what is done is kept; once more stops at once';

/** @param interrupted ends the work instead of Ctrl-C, for programs that use this as a library */
export function openSession(
  setting: Setting,
  flags: EngineFlags & Pick<WatchFlags, 'monitor'>,
  terminal: Terminal,
  interrupted?: AbortSignal,
): Session {
  settleLeftChanges(setting.paths, terminal);
  const stack = new AsyncDisposableStack();
  const live = stack.use(new LiveView(terminal, { monitor: flags.monitor, json: flags.json }));
  const drain = interrupted ?? stack.use(listenForInterrupts(() => terminal.err(STOPPING))).drain;
  const left = new AbortController();
  const interrupts = AbortSignal.any([drain, left.signal]);
  const limitMs = flags.timeout === undefined ? undefined : Math.round(flags.timeout * 1000);
  const limit = limitMs === undefined ? [] : [AbortSignal.timeout(limitMs)];
  return {
    journal: stack.use(openJournal(setting.paths.journal)),
    log: createTerminalLogger(terminal, flags.verbose === true ? 'info' : 'warn'),
    onPaid: paidListener(terminal, flags.json, live, flags.verbose === true),
    live,
    endsAt: limitMs === undefined ? undefined : systemClock.now() + limitMs,
    signal: AbortSignal.any([interrupts, ...limit]),
    interrupted: interrupts,
    stop: () => {
      if (!interrupts.aborted) terminal.err(STOPPING);
      left.abort(new HanzoError('CANCELLED', 'Stopped at a question.'));
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
