import { formatDollars } from '@hanzo/contracts';
import type { FigureGroup, FigureRow } from '@hanzo/coordinator';
import { bar } from '../../terminal/charts.ts';
import type { Glyphs } from '../../terminal/glyphs.ts';
import { fitTable, type Column, type FittedTable } from '../../terminal/table-fit.ts';
import { formatCount, formatSeconds, formatShare, perEach } from './figure-words.ts';

/** The wider one where there is room. */
const BAR_WIDTHS = [10, 5] as const;

/** Names of keys that people need not see: the node's name is enough. */
const HIDDEN_KEYS: ReadonlySet<string> = new Set(['peerId']);

/** Figures by group, as wide as there is room for. */
export function groupTable(rows: readonly FigureRow[], by: FigureGroup, width: number, glyphs: Glyphs): FittedTable {
  const columns = figureColumns(rows, by);
  const tables = BAR_WIDTHS.map((barWidth) => {
    const share = shareColumn(rows, barWidth, glyphs);
    return { share, table: fitTable([...columns, share], width, glyphs) };
  });
  const fitting = tables.find(({ share, table }) => !table.leftOut.includes(share.title)) ?? tables[0];
  return fitting?.table ?? fitTable(columns, width, glyphs);
}

function figureColumns(rows: readonly FigureRow[], by: FigureGroup): readonly Column[] {
  const column = (title: string, cell: (row: FigureRow) => string, leaveOut?: number): Column => ({
    title,
    cells: rows.map(cell),
    ...(leaveOut !== undefined && { leaveOut }),
  });
  const isAboutTasks = by === 'task' || by === 'orchestrator' || by === 'day';
  return [
    ...keyColumns(rows, by),
    // Plans have no tries: their calls stand for them.
    column('tries', ({ tries, calls }) => String(tries === 0 ? calls : tries)),
    column('pass', ({ successRate }) => formatShare(successRate)),
    column('done', ({ resolved }) => String(resolved), isAboutTasks ? 3 : 10),
    column('refused', ({ rejected }) => String(rejected), 7),
    column('failed', ({ failed, extra }) => String(failed - extra), 11),
    column('tokens', ({ usage }) => formatCount(usage.inputTokens + usage.outputTokens), 2),
    column('in', ({ usage }) => formatCount(usage.inputTokens), 9),
    column('cached', ({ usage }) => formatCount(usage.cachedInputTokens), 13),
    column('out', ({ usage }) => formatCount(usage.outputTokens), 8),
    column('reasoning', ({ usage }) => formatCount(usage.reasoningTokens), 14),
    column('first', ({ firstTokenP50Seconds }) => formatSeconds(firstTokenP50Seconds), 6),
    column('p50', ({ p50Seconds }) => formatSeconds(p50Seconds), 1),
    column('p95', ({ p95Seconds }) => formatSeconds(p95Seconds), 5),
    column('cost', ({ spentMicros }) => formatDollars(spentMicros)),
    column('per task', perTask, isAboutTasks ? 2.5 : 12),
  ];
}

/** For whom is empty where one person works alone. */
function keyColumns(rows: readonly FigureRow[], by: FigureGroup): Column[] {
  const names = Object.keys(rows[0]?.keys ?? {}).filter((name) => !HIDDEN_KEYS.has(name));
  return names.map((name) => ({
    title: by === 'member' && name === 'node' ? 'served by' : name,
    cells: rows.map(({ keys }) => keys[name] || '-'),
    isName: true,
  }));
}

function perTask({ spentMicros, resolved }: FigureRow): string {
  const each = perEach(spentMicros, resolved);
  return each === undefined ? '-' : formatDollars(each);
}

/** Of the cost; where nothing cost anything of the tokens, and else of the tries. */
function shareColumn(rows: readonly FigureRow[], barWidth: number, glyphs: Glyphs): Column {
  const measures: readonly [string, (row: FigureRow) => number][] = [
    ['cost', ({ spentMicros }) => spentMicros],
    ['tokens', ({ usage }) => usage.inputTokens + usage.outputTokens],
    ['tries', ({ tries, calls }) => (tries === 0 ? calls : tries)],
  ];
  const sum = (of: (row: FigureRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const [name, of] = measures.find(([, measure]) => sum(measure) > 0) ?? ['cost', () => 0];
  const all = sum(of);
  const cells = rows.map((row) => (all === 0 ? '' : bar(of(row) / all, barWidth, glyphs)));
  return { title: barWidth < `of ${name}`.length ? 'share' : `of ${name}`, cells, leaveOut: 4 };
}
