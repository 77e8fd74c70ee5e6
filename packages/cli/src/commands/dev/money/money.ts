import { formatDollars, HanzoError, parseDollars } from '@hanzo/contracts';

/** `--budget` in micro-dollars; undefined when none is set. */
export function budgetMicros(usd: string | undefined): number | undefined {
  if (usd === undefined) return undefined;
  const micros = parseDollars(usd);
  if (micros === undefined)
    throw new HanzoError('USAGE', `--budget does not understand "${usd}".`, { mend: 'US dollars, e.g. 2 or 0.50.' });
  return micros;
}

/** Finer amounts tell nobody anything before they are spent. Micro-dollars. */
const CENT = 10_000;

/**
 * Micro-dollars that are estimated, for people: `<$0.01`, else three significant digits and never coarser than a cent. Rounded
 * up, since most of them are bounds.
 */
export function roughDollars(micros: number): string {
  if (micros <= 0) return formatDollars(0);
  if (micros < CENT) return '<$0.01';
  const step = Math.min(CENT, 10 ** (String(micros).length - 3));
  return formatDollars(Math.ceil(micros / step) * step);
}
