import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import type { OutcomeCount } from '@hanzo/coordinator';
import { loadSetting } from '../../setting.ts';
import { tableLines } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan } from '../../terminal/units.ts';
import type { RouteStatsFlags } from './flags.ts';
import { passRate, rateInWords } from './pass-rate.ts';
import { withOutcomes } from './stored-outcomes.ts';

/** What the gates said of each model so far, by kind of task. */
export async function run(flags: RouteStatsFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths, config } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const counts = withOutcomes<readonly OutcomeCount[]>(paths.outcomes, [], (book) => book.counts());
  if (flags.json === true) {
    const rows = counts.map((count) => ({ ...count, ...passRate(count.passed, count.judged) }));
    terminal.out(JSON.stringify({ v: 1, learn: config.routing.learn, path: paths.outcomes, models: rows }));
    return EXIT.done;
  }
  const now = systemClock.now();
  if (counts.length === 0) terminal.out('No answer was judged yet.');
  else
    for (const line of tableLines(
      HEAD,
      counts.map((count) => cells(count, now)),
      ['model'],
    ))
      terminal.out(line);
  if (!config.routing.learn)
    terminal.err('Learning is switched off (routing.learn): nothing of this is used or added to.');
  return EXIT.done;
}

const HEAD = ['model', 'kind', 'judged', 'passed', 'rate (95 %)', 'last'];

function cells({ model, kind, judged, passed, lastAt }: OutcomeCount, now: number): string[] {
  const ago = `${formatSpan(now - lastAt)} ago`;
  return [model, kind, String(judged), String(passed), rateInWords(passRate(passed, judged)), ago];
}
