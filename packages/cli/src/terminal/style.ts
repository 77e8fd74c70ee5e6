/** Colours for stderr; plain where they are not wanted. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

/** NO_COLOR (https://no-color.org) wins, then FORCE_COLOR, then whether somebody watches. */
export function wantsColour(watched: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return watched && env['TERM'] !== 'dumb';
}

/**
 * @param coloured asked at each text
 * @param seal digits by which a terminal knows these colours from those of foreign text
 */
export function createStyle(coloured: () => boolean, seal = ''): Style {
  const wrap = (open: number, close: number) => (text: string) =>
    coloured() ? `\u001b[${seal}${open}m${text}\u001b[${close}m` : text;
  return {
    bold: wrap(1, 22),
    dim: wrap(2, 22),
    red: wrap(31, 39),
    green: wrap(32, 39),
    yellow: wrap(33, 39),
    cyan: wrap(36, 39),
  };
}
