/**
 * Draws what train.py wrote of its run.
 *
 *   node scripts/embedded-model/curve.ts loss-curve.csv loss-curve.svg
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { HanzoError } from '../../packages/contracts/src/errors.ts';
import { runScript } from '../lib/run-script.ts';

interface Point {
  readonly tokens: number;
  readonly minutes: number;
  readonly train: number;
  readonly validation: number;
  /** Share of validation examples whose greedy answer is the expected one. */
  readonly exact: number;
}

const WIDTH = 720;
const HEIGHT = 380;
const LEFT = 60;
const RIGHT = WIDTH - 60;
const TOP = 40;
const BOTTOM = HEIGHT - 50;

export function readCurve(csv: string): Point[] {
  const [head = '', ...lines] = csv.trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line, index) => {
    const row = new Map(line.split(',').map((cell, at) => [names[at], cell.trim() === '' ? Number.NaN : Number(cell)]));
    const of = (name: string, isFine: (number: number) => boolean = Number.isFinite): number => {
      const number = row.get(name) ?? Number.NaN;
      if (Number.isFinite(number) && isFine(number)) return number;
      throw new HanzoError('USAGE', `Line ${index + 2} of the curve has no usable ${name}: "${line.slice(0, 100)}".`, {
        mend: 'Give the loss-curve.csv that train.py wrote, whole.',
      });
    };
    // Losses are drawn by their logarithm.
    const isPositive = (number: number): boolean => number > 0;
    return {
      tokens: of('tokens'),
      minutes: of('seconds') / 60,
      train: of('train_loss', isPositive),
      validation: of('validation_loss', isPositive),
      exact: of('validation_exact'),
    };
  });
}

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words}</text>`;

function line(points: readonly (readonly [x: number, y: number])[], colour: string): string {
  const places = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return `<polyline points="${places}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}

/** The losses on a logarithmic scale at the left, the share of exact answers at the right, over the tokens seen. */
export function drawCurve(points: readonly Point[]): string {
  const last = points.at(-1);
  if (last === undefined)
    throw new HanzoError('USAGE', 'The curve has no points.', { mend: 'Let train.py come to its first validation.' });
  const losses = points.flatMap(({ train, validation }) => [train, validation]);
  const [low, high] = [Math.log10(Math.min(...losses) * 0.9), Math.log10(Math.max(...losses) * 1.1)];
  const x = (tokens: number): number => LEFT + ((RIGHT - LEFT) * tokens) / last.tokens;
  const y = (loss: number): number => BOTTOM - ((BOTTOM - TOP) * (Math.log10(loss) - low)) / (high - low);
  const share = (exact: number): number => BOTTOM - (BOTTOM - TOP) * exact;
  const ticks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5].filter(
    (loss) => Math.log10(loss) > low && Math.log10(loss) < high,
  );
  const millions = last.tokens / 1e6;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#555">`,
    '<title>hanzo-embedded: loss over the tokens seen in training</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...ticks.flatMap((loss) => [
      `<line x1="${LEFT}" x2="${RIGHT}" y1="${y(loss).toFixed(1)}" y2="${y(loss).toFixed(1)}" stroke="#ddd"/>`,
      text(LEFT - 8, y(loss) + 4, `${loss}`, 'text-anchor="end"'),
    ]),
    ...[0, 0.25, 0.5, 0.75, 1].map((exact) => text(RIGHT + 8, share(exact) + 4, `${exact * 100} %`)),
    ...[0, 0.25, 0.5, 0.75, 1].map((part) =>
      text(x(last.tokens * part), BOTTOM + 18, `${(millions * part).toFixed(1)} M`, 'text-anchor="middle"'),
    ),
    text((LEFT + RIGHT) / 2, BOTTOM + 36, `tokens (${last.minutes.toFixed(0)} minutes in all)`, 'text-anchor="middle"'),
    line(
      points.map((point) => [x(point.tokens), y(point.train)]),
      '#9aa7c7',
    ),
    line(
      points.map((point) => [x(point.tokens), y(point.validation)]),
      '#2f4b8f',
    ),
    line(
      points.map((point) => [x(point.tokens), share(point.exact)]),
      '#2e8b57',
    ),
    text(LEFT, 22, 'loss per answer token: in training', 'fill="#7080a8"'),
    text(LEFT + 215, 22, 'in validation', 'fill="#2f4b8f"'),
    text(RIGHT, 22, 'answers exactly as expected', 'fill="#2e8b57" text-anchor="end"'),
    '</svg>',
    '',
  ].join('\n');
}

if (import.meta.main) {
  const [from, to] = process.argv.slice(2);
  if (from === undefined || to === undefined) {
    process.stderr.write('Usage: curve.ts loss-curve.csv loss-curve.svg\n');
    process.exitCode = 2;
  } else {
    await runScript('curve', () => writeFileSync(to, drawCurve(readCurve(readFileSync(from, 'utf8')))));
  }
}
