import type { TaskSource } from '@hanzo/contracts';
import { estimateTokens } from './tokens.ts';

export interface ChunkOptions {
  /** Tokens added for each line, e.g. for line numbers in the prompt. @default 0 */
  readonly tokensPerLine?: number;
}

interface Line {
  readonly number: number;
  readonly text: string;
  readonly tokens: number;
}

/**
 * Cuts a text into chunks of at most `maxTokens` estimated tokens, at the best boundary in the last two fifths of each:
 * a blank line before top-level code, a blank line, a top-level line, any line. CRLF becomes LF. Chunks joined by LF
 * are the whole text, except that a line too long for a chunk is cut into several with the same `firstLine`.
 */
export function chunkFile(
  file: { readonly path: string; readonly text: string },
  maxTokens: number,
  options: ChunkOptions = {},
): readonly TaskSource[] {
  const room = Math.max(1, Math.floor(maxTokens));
  const lines = linesOf(file.text, room, options.tokensPerLine ?? 0);
  const chunks: TaskSource[] = [];
  for (let start = 0; start < lines.length;) {
    const end = chunkEnd(lines, start, room);
    const part = lines.slice(start, end);
    chunks.push({ path: file.path, firstLine: part[0]?.number ?? 1, text: part.map((line) => line.text).join('\n') });
    start = end;
  }
  return chunks;
}

function linesOf(text: string, room: number, tokensPerLine: number): readonly Line[] {
  const raw = text.replaceAll('\r\n', '\n').split('\n');
  if (raw.at(-1) === '') raw.pop();
  return raw.flatMap((line, index) =>
    piecesOf(line, room, tokensPerLine).map((piece) => ({ number: index + 1, ...piece })),
  );
}

function piecesOf(line: string, room: number, tokensPerLine: number): readonly { text: string; tokens: number }[] {
  // One more character for the line feed.
  const tokens = estimateTokens(`${line}\n`) + tokensPerLine;
  if (tokens <= room) return [{ text: line, tokens }];
  const size = Math.max(1, Math.floor((room - tokensPerLine) * 3) - 1);
  const pieces = [];
  for (let at = 0; at < line.length;) {
    const end = avoidSplitPair(line, at + size);
    pieces.push({ text: line.slice(at, end), tokens: room });
    at = end;
  }
  return pieces;
}

/** Moves a cut that would part a surrogate pair. */
function avoidSplitPair(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

function chunkEnd(lines: readonly Line[], start: number, room: number): number {
  let end = start;
  let used = 0;
  for (let line = lines[end]; line !== undefined && (end === start || used + line.tokens <= room); line = lines[end]) {
    used += line.tokens;
    end += 1;
  }
  return end === lines.length ? end : bestCut(lines, start, end);
}

function bestCut(lines: readonly Line[], start: number, end: number): number {
  const earliest = start + Math.max(1, Math.ceil((end - start) * 0.6));
  let best = end;
  let bestScore = cutScore(lines, end);
  for (let at = end - 1; at >= earliest; at -= 1) {
    const score = cutScore(lines, at);
    if (score > bestScore) {
      best = at;
      bestScore = score;
    }
  }
  return best;
}

/** How good a place between line `at - 1` and line `at` is for a cut. */
function cutScore(lines: readonly Line[], at: number): number {
  const isBlankBefore = (lines[at - 1]?.text ?? '').trim() === '';
  const isTopLevel = /^[^\s)}\]]/.test(lines[at]?.text ?? '');
  return (isBlankBefore ? 2 : 0) + (isTopLevel ? 1 : 0);
}
