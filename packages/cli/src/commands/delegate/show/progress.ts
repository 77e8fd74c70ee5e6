import { join, relative } from 'node:path';
import { countOf, formatDollars, type Clock } from '@hanzo/contracts';
import type { DelegationEvent, DelegationRequest, DelegationResult, KeptResult } from '@hanzo/delegate';
import { eventEmitter, type EmitEvent } from '../../../terminal/events.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { formatMs } from '../../../terminal/units.ts';
import { roughDollars } from '../../dev/money/money.ts';

const TICK_MS = 1_000;
/** More are counted, and stand in the request. */
const MOST_WARNINGS = 10;

export interface ProgressParts {
  readonly terminal: Terminal;
  readonly json: boolean | undefined;
  readonly clock: Pick<Clock, 'elapsed' | 'every'>;
  /** Of the delegations, absolute. */
  readonly folder: string;
  /** What asking a model may cost at most, in micro-dollars; undefined where nobody worked it out. */
  readonly worstMicros: (model: string) => number | undefined;
}

/** Says what happens while a delegation goes on: lines for people, events for programs. */
export class DelegationProgress implements Disposable {
  readonly #parts: ProgressParts;
  readonly #emit: EmitEvent;
  /** Since when models are asked, in milliseconds of the clock that only goes on. */
  readonly #waiting = new Map<string, number>();
  readonly #tick: Disposable;

  constructor(parts: ProgressParts) {
    this.#parts = parts;
    this.#emit = eventEmitter(parts.terminal, parts.json);
    this.#tick = parts.clock.every(TICK_MS, () => this.#tell());
  }

  [Symbol.dispose](): void {
    this.#tick[Symbol.dispose]();
  }

  /** Where lines can be replaced: strong models think for minutes. */
  #tell(): void {
    const { terminal, clock } = this.#parts;
    const now = clock.elapsed();
    const waits = [...this.#waiting].map(([model, since]) => `${model} ${formatMs(now - since)}`);
    if (waits.length > 0) terminal.status(`waiting for ${waits.join(', ')}`);
  }

  readonly hear = (event: DelegationEvent): void => {
    const { terminal } = this.#parts;
    switch (event.kind) {
      case 'saved': {
        const { id, issue, models } = event.delegation;
        terminal.err(`request saved: ${this.#shown(event.file)}`);
        return this.#emit('delegation-saved', { id, issue, models, request: this.#path(event.file) });
      }
      case 'asking': {
        const { model, round, tokens } = event;
        this.#waiting.set(model, this.#parts.clock.elapsed());
        const worst = this.#parts.worstMicros(model);
        const cost = worst === undefined || worst === 0 ? '' : `, at most ${roughDollars(worst)} a try`;
        terminal.err(`asking ${model}${round === 1 ? '' : `, round ${round}`}: about ${tokens} tokens${cost}`);
        return this.#emit('delegation-asking', {
          model,
          round,
          tokens,
          ...(worst !== undefined && { worstMicros: worst }),
        });
      }
      case 'result':
        this.#waiting.delete(event.result.model);
        return this.#result(event.result, event.kept);
      case 'again':
        terminal.err(`once more, with ${event.model}: ${event.because}`);
        return this.#emit('delegation-again', { model: event.model, because: event.because });
      case 'not-again':
        terminal.err(`no further round: ${event.because}`);
        return this.#emit('delegation-not-again', { because: event.because });
      case 'left-open':
        this.#waiting.delete(event.model);
        return this.#leftOpen(event);
    }
  };

  #leftOpen({ model, round, error }: Extract<DelegationEvent, { kind: 'left-open' }>): void {
    const { terminal } = this.#parts;
    const { code, message, mend } = error;
    terminal.err(terminal.style.yellow(`${model} is still to answer: ${oneLine(message)}`));
    this.#emit('delegation-left-open', { model, round, error: { code, message, mend } });
  }

  #result(result: DelegationResult, { markdown, json }: KeptResult): void {
    const { terminal } = this.#parts;
    const { style } = terminal;
    const files = { markdown: this.#path(markdown), json: this.#path(json) };
    this.#emit('delegation-result', { result, files });
    const { model, servedModel, state, costMicros, analysis, error } = result;
    const who = servedModel === '' || servedModel === model ? model : `${model} (served: ${oneLine(servedModel)})`;
    const cost = formatDollars(costMicros);
    if (analysis !== undefined) {
      const said = `${who} answered, ${analysis.confidence} confidence, ${countOf(analysis.fixes.length, 'fix').replace('fixs', 'fixes')}, for ${cost}`;
      terminal.err(analysis.confidence === 'low' ? style.yellow(said) : style.green(said));
    } else {
      terminal.err(style.red(`${who}: ${state}, charged ${cost}: ${oneLine(error?.message ?? '')}`));
      if (error?.mend !== undefined) terminal.err(`  ${style.cyan('mend:')} ${oneLine(error.mend)}`);
    }
    terminal.err(`result saved: ${this.#shown(markdown)}`);
  }

  #path(name: string): string {
    return join(this.#parts.folder, name);
  }

  #shown(name: string): string {
    return shownPath(this.#path(name));
  }
}

/** From the current folder on, where it lies in that. */
export function shownPath(file: string): string {
  const way = relative(process.cwd(), file);
  return way === '' || way.startsWith('..') ? file : way;
}

/** What is told beside files. */
const NO_FILE = /^(?:issue|context|logs|diff|attempted fixes|delegation \d{8}_\d{6}(?:_\d+)?)$/;

/** Whoever was not asked then is told now what was. */
export function earlierInWords({ earlier }: Pick<DelegationRequest, 'earlier'>): readonly string[] {
  return earlier.map(
    ({ id, isParent }) =>
      `told with it: what delegation ${id} found (${isParent ? 'it goes on with that' : 'an issue like this one'}; --no-earlier leaves it out)`,
  );
}

/**
 * What was named and is not sent, and what was taken out of what is sent. Of files that nobody named only the number is told.
 *
 * @param named files, as they were written
 */
export function sayWhatIsMissing(
  { leftOut, redactions, earlier }: Pick<DelegationRequest, 'leftOut' | 'redactions' | 'earlier'>,
  named: readonly string[],
  terminal: Terminal,
): void {
  const { style } = terminal;
  const texts = named.flatMap((text) => [text, text.replaceAll('\\', '/')]);
  const wanted = leftOut.filter(({ path }) => NO_FILE.test(path) || texts.some((text) => text.includes(path)));
  for (const line of earlierInWords({ earlier })) terminal.err(style.dim(line));
  for (const { path, reason, nearest } of wanted.slice(0, MOST_WARNINGS)) {
    const near = nearest === undefined ? '' : ` Did you mean ${oneLine(nearest)}?`;
    terminal.err(`${style.yellow('warning:')} not sent: ${oneLine(path)}: ${sentence(oneLine(reason))}${near}`);
  }
  const others = leftOut.length - Math.min(wanted.length, MOST_WARNINGS);
  if (others > 0) terminal.err(style.dim(`not sent: ${countOf(others, 'other file')}; the request names them`));
  if (redactions.length === 0) return;
  const told = redactions.slice(0, MOST_WARNINGS).map(redactionInWords).join('; ');
  const more = redactions.length > MOST_WARNINGS ? `; and ${redactions.length - MOST_WARNINGS} more` : '';
  terminal.err(`taken out, as it looks like a secret: ${told}${more}`);
}

export function redactionInWords({ where, line, what }: DelegationRequest['redactions'][number]): string {
  return `${oneLine(where)}:${line} (${oneLine(what)})`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
