import { HanzoError, parseDollars } from '@hanzo/contracts';

/** `--budget` in micro-dollars; undefined when none is set. */
export function budgetMicros(usd: string | undefined): number | undefined {
  if (usd === undefined) return undefined;
  const micros = parseDollars(usd);
  if (micros === undefined)
    throw new HanzoError('USAGE', `--budget does not understand "${usd}".`, { mend: 'US dollars, e.g. 2 or 0.50.' });
  return micros;
}
