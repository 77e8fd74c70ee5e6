import { formatDollars } from '@hanzo/contracts';
import type { Series } from '@hanzo/coordinator';
import { sparkline } from '../../terminal/charts.ts';
import type { Glyphs } from '../../terminal/glyphs.ts';
import { formatSpan, formatTime } from '../../terminal/units.ts';

/** What was done over time: one place for each piece of it. Nothing when there is no time to speak of. */
export function seriesLines({ bucketMs, buckets }: Series, glyphs: Glyphs): string[] {
  const [first] = buckets;
  if (first === undefined || buckets.length < 2) return [];
  const tasks = buckets.map(({ resolved }) => resolved);
  const dollars = buckets.map(({ spentMicros }) => spentMicros);
  const success = buckets.map(({ successRate }) => successRate);
  const width = buckets.length;
  const line = (label: string, drawn: string, note: string): string =>
    `${label.padEnd(10)}${drawn.padEnd(width)}  ${note}`.trimEnd();
  return [
    `over time, from ${formatTime(first.from)}, each ${glyphs.spark.at(-1)} ${formatSpan(bucketMs)}`,
    line('tasks', sparkline(tasks, glyphs), `at most ${Math.max(...tasks)} done`),
    line('cost', sparkline(dollars, glyphs), `at most ${formatDollars(Math.max(...dollars))}`),
    line('passed', sparkline(success, glyphs, 1), 'share of tries; full height is 100%'),
  ];
}
