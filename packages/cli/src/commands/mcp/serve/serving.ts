import { realpath } from 'node:fs/promises';
import { HanzoError, parseDollars, systemClock, type Clock } from '@hanzo/contracts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { Calls } from './calls/calls.ts';
import { Purse, type PurseLimits } from './calls/purse.ts';
import type { McpServeFlags } from './flags.ts';

/** US dollars. A client's model decides when to call: small enough that one which calls for nothing does no harm. */
export const DEFAULT_MAX_COST = '0.50';
export const DEFAULT_MAX_TOTAL = '5';

/** What all calls of one server share. */
export interface Serving {
  readonly flags: McpServeFlags;
  /** Absolute, links resolved. */
  readonly workspace: string;
  readonly purse: Purse;
  readonly calls: Calls;
  /** Ids of runs that clients of this server began, which may be gone on with here. */
  readonly begun: Set<string>;
  readonly clock: Clock;
  /** For the person who looks at the server's log: a line. */
  readonly log: (line: string) => void;
}

/** @throws HanzoError WORKSPACE_MISSING, USAGE */
export async function openServing(
  flags: McpServeFlags,
  terminal: Pick<Terminal, 'err'>,
  clock: Clock = systemClock,
): Promise<Serving> {
  const limits = limitsOf(flags);
  const folder = flags.workspace ?? '.';
  const workspace = await realpath(folder).catch((cause: unknown) => {
    throw new HanzoError('WORKSPACE_MISSING', `There is no folder ${JSON.stringify(folder)}.`, {
      cause,
      mend: 'Name the folder of your project with --workspace.',
    });
  });
  return {
    flags,
    workspace,
    purse: new Purse(limits),
    calls: new Calls(),
    begun: new Set(),
    clock,
    log: (line) => terminal.err(line),
  };
}

/** What was not said is wide enough for what was: a default refuses nothing. */
function limitsOf({ maxCost, maxTotal }: McpServeFlags): PurseLimits {
  const callMicros = dollarsOf(maxCost ?? DEFAULT_MAX_COST);
  const totalMicros = dollarsOf(maxTotal ?? DEFAULT_MAX_TOTAL);
  if (callMicros <= totalMicros) return { callMicros, totalMicros };
  if (maxCost === undefined) return { callMicros: totalMicros, totalMicros };
  if (maxTotal === undefined) return { callMicros, totalMicros: callMicros };
  throw new HanzoError('USAGE', `--max-cost ${maxCost} is more than --max-total ${maxTotal}: no call could have it.`, {
    mend: 'Raise --max-total, or lower --max-cost.',
  });
}

function dollarsOf(text: string): number {
  const micros = parseDollars(text);
  if (micros !== undefined) return micros;
  throw new HanzoError('USAGE', `"${text}" is no amount of US dollars.`, { mend: 'US dollars, e.g. 2 or 0.50.' });
}
