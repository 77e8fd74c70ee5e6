/** Characters that charts are drawn with. */
export interface Glyphs {
  /** Parts of a bar's last place, the smallest first, the whole one last. */
  readonly bar: readonly string[];
  /** From nothing to the most. */
  readonly spark: readonly string[];
  /** Where there is nothing to show. */
  readonly gap: string;
  /** Where a text is cut. */
  readonly cut: string;
  /** Of a meter: what is spent, what is held, what is left. */
  readonly meter: readonly [spent: string, held: string, left: string];
}

const UNICODE: Glyphs = {
  bar: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  spark: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  gap: '·',
  cut: '…',
  meter: ['█', '▒', '·'],
};

const ASCII: Glyphs = {
  bar: ['#'],
  spark: ['_', '.', '-', '=', '+', '*', '#'],
  gap: ' ',
  cut: '~',
  meter: ['#', '=', '.'],
};

/** Blocks where they can be shown: the locale says UTF-8, and the terminal is not a dumb one. Windows has no locale. */
export function glyphsFor(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): Glyphs {
  if (env['TERM'] === 'dumb') return ASCII;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((each) => each !== undefined && each !== '');
  if (locale === undefined) return platform === 'win32' ? UNICODE : ASCII;
  return /utf-?8/i.test(locale) ? UNICODE : ASCII;
}
