import { fenced, sentence } from './escape.ts';

/** A fence on a line of its own, and what it says it holds. */
const FENCE = /^\s*(`{3,}|~{3,})\s*([\w+#.-]{0,20})\s*$/;

/**
 * Text of many lines that others wrote, as Markdown that can be nothing but text: each line stays one, what stands between backticks
 * is code, and fenced blocks stay fenced. Of lists only the signs are seen; headings, tables, links and HTML there are none.
 */
export function prose(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: string[] = [];
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    // A backslash at its end breaks a line.
    if (paragraph.length > 0) blocks.push(paragraph.join('\\\n'));
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, fence, info = ''] = FENCE.exec(line) ?? [];
    if (fence === undefined && line.trim() !== '') {
      paragraph.push(proseLine(line));
      continue;
    }
    endParagraph();
    if (fence === undefined) continue;
    const end = closingFence(lines, at + 1, fence);
    blocks.push(fenced(lines.slice(at + 1, end).join('\n'), info));
    at = end;
  }
  endParagraph();
  return blocks.join('\n\n');
}

/** The same on one line, however many the text has. */
export function proseLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim().replaceAll(/`{2,}/g, '`');
  return plainNames(sentence(line, Number.MAX_SAFE_INTEGER));
}

/** The end of the text, where it is never closed. */
function closingFence(lines: readonly string[], from: number, fence: string): number {
  const found = lines.findIndex((line, at) => {
    const mark = line.trim();
    return at >= from && mark.startsWith(fence) && /^(?:`+|~+)$/.test(mark);
  });
  return found < 0 ? lines.length : found;
}

/** Within a word an underscore is no mark-up: names stay readable, also for whoever reads the file as it is. */
function plainNames(escaped: string): string {
  return escaped.replaceAll(/(?<=[A-Za-z0-9])\\_(?=[A-Za-z0-9])/g, '_');
}
