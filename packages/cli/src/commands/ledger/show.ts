import { EXIT, formatDollars, systemClock, type ExitCode } from '@hanzo/contracts';
import { runOwners } from '@hanzo/coordinator';
import { readLedger, type Missing } from '@hanzo/ledger';
import { glyphsFor, type Glyphs } from '../../terminal/glyphs.ts';
import { fitTable, labelled, outputWidth, type Column } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { callColumns, openColumns, uncertainColumns } from './call-columns.ts';
import { chosenCalls, type ChosenCalls } from './chosen-calls.ts';
import type { LedgerShowFlags } from './flags.ts';
import { ledgerSetting, noLedger } from './ledger-setting.ts';
import { DAY_MS, limitColumns, limitStandings, roomAgainLines, type LimitStanding } from './limits.ts';

/** What `hanzo ledger show` tells, in whatever form. */
interface View extends ChosenCalls {
  readonly now: number;
  readonly limits: readonly LimitStanding[];
  readonly owners: ReadonlyMap<string, number>;
  readonly missing: Missing | undefined;
}

/** Limits and what is left of them, what is held, and the last calls. */
export async function run(flags: LedgerShowFlags, terminal: Terminal): Promise<ExitCode> {
  const { limits, paths } = ledgerSetting(flags);
  using ledger = readLedger(paths.ledger);
  if (ledger === undefined) {
    if (flags.json === true) terminal.out(JSON.stringify({ v: 1, path: paths.ledger, exists: false, calls: [] }));
    else terminal.out(noLedger(paths.ledger));
    return EXIT.done;
  }
  const now = systemClock.now();
  const chosen = chosenCalls(ledger, flags);
  const view: View = {
    ...chosen,
    now,
    limits: limitStandings(ledger.standings(limits, now), ledger.eachCall({ since: now - DAY_MS }), now),
    owners: runOwners(
      paths.journal,
      chosen.open.map(({ runId }) => runId),
      now,
    ),
    missing: ledger.missing(),
  };
  if (flags.json === true) terminal.out(JSON.stringify(jsonOf(view, paths.ledger)));
  else print(view, terminal);
  return EXIT.done;
}

function jsonOf(
  { now, limits, spending, open, owners, uncertain, calls, hasMore, missing }: View,
  path: string,
): unknown {
  const withProcess = open.map((call) => ({ ...call, process: owners.get(call.runId), ageMs: now - call.reservedAt }));
  return { v: 1, path, exists: true, limits, spending, open: withProcess, uncertain, calls, hasMore, missing };
}

const NO_LIMIT = 'No limit is set: HANZO_DAILY_LIMIT and HANZO_HOURLY_LIMIT set some, --budget one for a run.';

function print(view: View, terminal: Terminal): void {
  const { now, limits, spending, open, owners, uncertain, calls, hasMore, missing } = view;
  const glyphs = glyphsFor(process.env);
  const table = (title: string, columns: readonly Column[]): void => {
    terminal.out(`\n${title}`);
    printFitted(columns, terminal, glyphs);
  };
  const { spentMicros, uncertainMicros, heldMicros } = spending;
  const uncertainPart = `${formatDollars(uncertainMicros)} uncertain`;
  terminal.out(
    `${formatDollars(spentMicros)} spent, of which ${uncertainPart}; ${formatDollars(heldMicros)} held by open calls\n`,
  );
  if (missing !== undefined) printLabelled(missingInWords(missing), terminal);
  if (limits.length > 0) printFitted(limitColumns(limits, glyphs), terminal, glyphs);
  for (const note of limits.length > 0 ? roomAgainLines(limits) : [NO_LIMIT]) printLabelled(note, terminal);
  if (open.length > 0) table('open calls, and what they hold', openColumns(open, owners, now));
  if (uncertain.length > 0) table('uncertain calls, charged in full', uncertainColumns(uncertain));
  if (calls.some(({ state }) => state !== 'uncertain')) table('last calls', callColumns(calls));
  if (calls.length === 0) terminal.out('\nThere is no such call.');
  if (hasMore) terminal.err('Older ones are not shown: --limit shows more, `hanzo ledger export` all.');
}

function missingInWords({ commits, micros }: Missing): string {
  const changes = commits === 1 ? '1 change' : `${commits} changes`;
  return (
    `MISSING: the newest ${changes}, worth up to ${formatDollars(micros)}. They are charged when it is next opened: ` +
    'see `hanzo ledger verify`.\n'
  );
}

function printLabelled(text: string, terminal: Terminal): void {
  for (const line of labelled('', text, 0, outputWidth(terminal, process.env))) terminal.out(line);
}

function printFitted(columns: readonly Column[], terminal: Terminal, glyphs: Glyphs): void {
  for (const line of fitTable(columns, outputWidth(terminal, process.env), glyphs).lines) terminal.out(line);
}
