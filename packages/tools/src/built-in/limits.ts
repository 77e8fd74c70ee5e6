/** Of a file that a tool reads: beyond it are data and logs. */
export const MOST_FILE_BYTES: number = 4 * 1024 * 1024;
/** Of what one call tells, in UTF-8: the toolbox cuts at more, and then nobody would know how to read on. */
export const MOST_TOLD_BYTES = 20_000;
/** Of one line that is told, in UTF-16 units. */
export const MOST_LINE_CHARS = 1_000;
