import type { TaskSource } from '@hanzo/contracts';
import { readExact, type Edit } from '@hanzo/tools';

/** Lines around an edit that must stand there as well: without them a brace would be found anywhere. */
const CONTEXT = 3;

/**
 * True when files hold what edits made of what was shown of them, each with the lines around it: a run that is taken up again after
 * its changes were applied must not take them for undone. That the old text is gone says nothing: somebody may have changed it.
 */
export async function standAlready(
  root: string,
  edits: readonly Edit[],
  sources: readonly TaskSource[],
): Promise<boolean> {
  for (const [path, own] of Map.groupBy(edits, (edit) => edit.path)) {
    const shown = sources.filter((source) => source.path === path).map(({ text }) => plain(text));
    const file = await readExact(root, path).catch(() => undefined);
    if (file?.kind !== 'text') return false;
    const text = `\n${plain(file.text)}\n`;
    const [first] = own;
    const wanted =
      shown.length === 0 && first?.find === '' ? [plain(first.replace).replace(/\n$/, '')] : linesMade(shown, own);
    if (wanted?.some((lines) => lines.trim() === '') === true) return false;
    if (!wanted?.every((lines) => text.includes(`\n${lines}\n`))) return false;
  }
  return edits.length > 0;
}

interface Made {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What stands around each edit once all are made; undefined where one has no place, or leaves nothing to go by. */
function linesMade(shown: readonly string[], edits: readonly Edit[]): readonly string[] | undefined {
  const lines: string[] = [];
  for (const text of shown) {
    const here = edits.filter(({ find }) => find !== '' && text.includes(plain(find)));
    const made = here.map((edit): Made => {
      const others = here.filter((one) => one !== edit);
      const start = text.indexOf(plain(edit.find));
      const before = replaced(text.slice(0, start), others);
      const now = plain(edit.replace);
      const after = replaced(text.slice(start + plain(edit.find).length), others);
      return { text: before + now + after, start: before.length, end: before.length + now.length };
    });
    lines.push(...made.map(linesAround));
  }
  return lines.length === edits.length && lines.every((some) => some.trim() !== '') ? lines : undefined;
}

function replaced(text: string, edits: readonly Edit[]): string {
  return edits.reduce((made, { find, replace }) => made.replace(plain(find), () => plain(replace)), text);
}

/** Whole lines. */
function linesAround({ text, start, end }: Made): string {
  const before = text.slice(0, start).split('\n');
  const after = text.slice(end).split('\n');
  const first = before.slice(-CONTEXT - 1).join('\n');
  const last = after.slice(0, CONTEXT + 1).join('\n');
  return `${first}${text.slice(start, end)}${last}`.replace(/\n$/, '');
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/^\ufeff/, '');
}
