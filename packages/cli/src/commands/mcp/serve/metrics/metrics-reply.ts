import { quietTerminal } from '../../../../sdk/quiet-terminal.ts';
import { loadSetting } from '../../../../setting.ts';
import type { MetricsFlags } from '../../../metrics/flags.ts';
import { jsonOf } from '../../../metrics/handler.ts';
import { readMetrics } from '../../../metrics/read-metrics.ts';
import { summaryLines } from '../../../metrics/summary.ts';
import { DATA_NOTE, framed } from '../calls/data-frame.ts';
import type { Reply } from '../calls/served-tool.ts';
import type { Serving } from '../serving.ts';
import type { MetricsInput } from './metrics-input.ts';

const COLUMNS = 100;

/** What `hanzo metrics --json` prints, with its summary in words. */
export function metricsReply(wanted: MetricsInput, { flags, log }: Serving): Reply {
  const terminal = quietTerminal(flags.verbose === true ? log : undefined);
  const home = { ...(flags.home !== undefined && { home: flags.home }) };
  const setting = loadSetting(home, terminal, { makeHome: false });
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const metrics = readMetrics(setting, given as MetricsFlags);
  // Names of machines, members and models are of others.
  const text = framed('metrics', summaryLines(metrics, COLUMNS).join('\n'));
  return { text, data: { note: DATA_NOTE, ...jsonOf(metrics) } };
}
