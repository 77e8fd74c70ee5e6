/** Lines of a file that follow each other. */
export interface Stretch {
  /** Counted from 1. */
  readonly firstLine: number;
  /** Without line ends. */
  readonly lines: readonly string[];
}

/** A file of the workspace as it was read: all of it, or what is near to what matters. */
export interface SourceFile {
  readonly path: string;
  /** In order. A file that was read whole is one. */
  readonly stretches: readonly Stretch[];
  readonly lineCount: number;
  /** Something of it was not read. */
  readonly isPartial: boolean;
  /** @default UTF-8 */
  readonly encoding?: string | undefined;
}

/** Lines without their ends. An empty text has none, and what ends with a line end has no line after it. */
export function linesOf(text: string): readonly string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
