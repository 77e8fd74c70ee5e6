import { estimateTokens } from '@hanzo/tools';
import { sendableLines } from '../redact/sendable.ts';
import type { LineRange, PackedFile, Redaction } from '../words.ts';
import type { SourceFile } from './source-file.ts';

/** A file whose lines may be sent, and which of them are. */
export interface SendableFile {
  readonly path: string;
  /** As they may be sent, of all stretches one after the other. */
  readonly lines: readonly string[];
  /** For each of them its number in the file. */
  readonly numbers: readonly number[];
  /** For those that look like a secret what they look like, by their number. */
  readonly hidden: ReadonlyMap<number, string>;
  readonly source: SourceFile;
}

export type Piece = PackedFile['pieces'][number];

export function sendableFile(source: SourceFile): SendableFile {
  const lines: string[] = [];
  const numbers: number[] = [];
  const hidden = new Map<number, string>();
  for (const { firstLine, lines: own } of source.stretches) {
    const sendable = sendableLines(own, source.path);
    for (const [index, line] of sendable.lines.entries()) {
      lines.push(line);
      numbers.push(firstLine + index);
    }
    for (const { index, what } of sendable.hidden) hidden.set(firstLine + index, what);
  }
  return { path: source.path, lines, numbers, hidden, source };
}

/** The lines of these ranges, as far as the file has them; without ranges all of the file. */
export function piecesOf(file: SendableFile, ranges: readonly LineRange[]): readonly Piece[] {
  const isIn = (number: number): boolean =>
    ranges.length === 0 || ranges.some(({ first, last }) => first <= number && number <= last);
  if (file.lines.length === 0 && ranges.length === 0) return [{ firstLine: 1, text: '' }];
  return piecesWhere(file, (index) => isIn(file.numbers[index] ?? 0));
}

/** Lines that follow each other are one piece. */
export function piecesWhere(
  { lines, numbers }: SendableFile,
  isTaken: (index: number) => boolean,
  told: (line: string) => string = (line) => line,
): readonly Piece[] {
  const pieces: { firstLine: number; lines: string[] }[] = [];
  for (const [index, line] of lines.entries()) {
    if (!isTaken(index)) continue;
    const number = numbers[index] ?? 0;
    const last = pieces.at(-1);
    if (last !== undefined && last.firstLine + last.lines.length === number) last.lines.push(told(line));
    else pieces.push({ firstLine: number, lines: [told(line)] });
  }
  return pieces.map((piece) => ({ firstLine: piece.firstLine, text: piece.lines.join('\n') }));
}

export function tokensOfPieces(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + estimateTokens(text), 0);
}

export function packedFile(file: SendableFile, pieces: readonly Piece[], because: string): PackedFile {
  const { path, source } = file;
  const { lineCount, encoding } = source;
  const sent = pieces.reduce((sum, { text }) => sum + linesIn(text), 0);
  return {
    path,
    pieces,
    lineCount,
    tokens: tokensOfPieces(pieces),
    isWhole: !source.isPartial && pieces.length === 1 && (sent === lineCount || lineCount === 0),
    because,
    ...(encoding !== undefined && { encoding }),
  };
}

/** Of the lines that are sent. */
export function redactionsIn(file: SendableFile, pieces: readonly Piece[]): readonly Redaction[] {
  return [...file.hidden].flatMap(([line, what]) => {
    const isSent = pieces.some(({ firstLine, text }) => firstLine <= line && line < firstLine + linesIn(text));
    return isSent ? [{ where: file.path, line, what }] : [];
  });
}

export function linesIn(text: string): number {
  return text.split('\n').length;
}
