import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { figureKeys } from '@hanzo/coordinator';
import { glyphsFor, type Glyphs } from '../../terminal/glyphs.ts';
import { loadSetting } from '../../setting.ts';
import { labelled, outputWidth } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { total } from './figure-words.ts';
import type { MetricsFlags } from './flags.ts';
import { groupTable } from './group-table.ts';
import { figureValues, groupCsv, groupValues } from './group-values.ts';
import { readMetrics, type Metrics } from './read-metrics.ts';
import { seriesLines } from './series-lines.ts';
import { summaryLines } from './summary.ts';

/** Prints what the journal, the ledger and the running nodes of this home know. */
export async function run(flags: MetricsFlags, terminal: Terminal): Promise<ExitCode> {
  refuseConflicts(flags);
  const home = { ...(flags.home !== undefined && { home: flags.home }) };
  const setting = loadSetting(home, terminal, { makeHome: false });
  const metrics = readMetrics(setting, flags);
  if (flags.json === true) terminal.out(JSON.stringify(jsonOf(metrics)));
  else if (flags.csv === true)
    for (const line of groupCsv(metrics.report.groups, figureKeys(metrics.by))) terminal.out(line, 'data');
  else if (flags.prometheus === true) {
    const { prometheusText } = await import('./prometheus.ts');
    terminal.out((await prometheusText(metrics)).trimEnd(), 'data');
  } else print(metrics, terminal);
  return EXIT.done;
}

/** What is left out would be left out in silence. */
function refuseConflicts({ json, csv, prometheus, by }: MetricsFlags): void {
  const forms = [json === true && '--json', csv === true && '--csv', prometheus === true && '--prometheus'];
  const [one, other] = [...forms, prometheus === true && by !== undefined && '--by'].filter((flag) => flag !== false);
  if (one === undefined || other === undefined) return;
  throw new HanzoError('USAGE', `${one} and ${other} do not go together.`, { mend: 'Leave one of them out.' });
}

/** What `--json` prints. */
export function jsonOf({
  report,
  window,
  orchestrator,
  by,
  standings,
  running,
}: Metrics): Readonly<Record<string, unknown>> {
  const { totals, groups, ...rest } = report;
  const rows = groups.map(groupValues);
  const { spentMicros, uncertainMicros, heldMicros } = totals;
  return {
    v: 1,
    ...window,
    ...(orchestrator !== undefined && { orchestrator }),
    runs: total(report.runsByState),
    ...rest,
    totals: figureValues(totals),
    by,
    groups: rows,
    ...(by === 'engine' && { engines: rows }),
    spending: { spentMicros, uncertainMicros, heldMicros },
    limits: standings,
    running,
  };
}

function print(metrics: Metrics, terminal: Terminal): void {
  const { report, running } = metrics;
  const width = outputWidth(terminal, process.env);
  const glyphs = glyphsFor(process.env);
  for (const line of summaryLines(metrics, width)) terminal.out(line);
  if (report.groups.length === 0) terminal.out(`\n${nothingInWords(metrics)}`);
  else printCharts(metrics, width, glyphs, terminal);
  for (const { nodeName, pid, metricsUrl } of running) {
    const place = metricsUrl === undefined ? '' : `, metrics at ${metricsUrl}`;
    terminal.out(`running here: ${nodeName} (pid ${pid})${place}`);
  }
}

function printCharts({ report, by }: Metrics, width: number, glyphs: Glyphs, terminal: Terminal): void {
  const series = seriesLines(report.series, glyphs);
  const { lines, leftOut } = groupTable(report.groups, by, width, glyphs);
  for (const line of [...(series.length > 0 ? [''] : []), ...series, '', ...lines]) terminal.out(line);
  if (leftOut.length === 0 || !terminal.watched) return;
  const hint = `A wider terminal shows also: ${leftOut.toReversed().join(', ')}. --json and --csv show all.`;
  for (const line of labelled('', hint, 0, width)) terminal.err(terminal.style.dim(line));
}

function nothingInWords({ report, orchestrator, window }: Metrics): string {
  if (report.orchestrators.length === 0)
    return 'No attempts are in the journal yet. Start with: hanzo dev "review this project" --use-hanzo-net';
  if (orchestrator !== undefined && !report.orchestrators.includes(orchestrator))
    return `No run has the orchestrator ${orchestrator}. There are runs of: ${report.orchestrators.join(', ')}`;
  return window.since === undefined && window.until === undefined
    ? 'No attempt has been made yet.'
    : 'Nothing was done in this time. Widen it with --since, or leave it out.';
}
