import type { TaskSource } from '@hanzo/contracts';
import { readExact, type Edit } from '@hanzo/tools';

/** Lines around an edit that must stand there as well: without them a brace would be found anywhere. */
const CONTEXT = 3;

/** Edits that have no place in the files, and what was shown to whoever made them. */
export interface Unplaced {
  readonly taskId: string;
  readonly edits: readonly Edit[];
  readonly sources: readonly TaskSource[];
}

/**
 * The tasks whose edits the files hold already, each edit with the lines around it: a run that is taken up again after its changes
 * were applied must not take them for undone. That the old text is gone says nothing: somebody may have changed it. Where several
 * edits make the same lines of different places, there must be as many of these lines, or nobody knows which one was applied.
 */
export async function standAlready(root: string, unplaced: readonly Unplaced[]): Promise<ReadonlySet<string>> {
  const texts = new Map<string, string | undefined>();
  const places = new Map<string, Set<number>>();
  const made = unplaced.map(({ taskId, edits, sources }) => ({ taskId, made: allMade(edits, sources) }));
  for (const { path, lines, line } of made.flatMap((one) => one.made ?? [])) {
    if (!texts.has(path)) texts.set(path, await textOf(root, path));
    const key = keyOf(path, lines);
    places.set(key, (places.get(key) ?? new Set()).add(line));
  }
  const stands = ({ path, lines }: Made): boolean =>
    timesIn(texts.get(path) ?? '', lines) >= (places.get(keyOf(path, lines))?.size ?? 1);
  return new Set(made.flatMap((one) => (one.made?.every(stands) === true ? [one.taskId] : [])));
}

/** What an edit makes. */
interface Made {
  readonly path: string;
  /** With those around it, once all edits are made. */
  readonly lines: string;
  /** Of the file as it was shown: two edits of one line are one place. */
  readonly line: number;
}

/** Undefined where one has no place in what was shown, or leaves nothing to go by. */
function allMade(edits: readonly Edit[], sources: readonly TaskSource[]): readonly Made[] | undefined {
  const made = [...Map.groupBy(edits, ({ path }) => path)].map(([path, own]) => {
    const shown = sources.filter((source) => source.path === path);
    const [first] = own;
    if (shown.length === 0 && first?.find === '')
      return [{ path, lines: plain(first.replace).replace(/\n$/, ''), line: 0 }];
    const all = shown.flatMap((source) => madeIn(source, own));
    return all.length === own.length ? all : undefined;
  });
  const all = made.flatMap((some) => some ?? []);
  return all.length > 0 && !made.includes(undefined) && all.every(({ lines }) => lines.trim() !== '') ? all : undefined;
}

function madeIn({ path, firstLine, text: shown }: TaskSource, edits: readonly Edit[]): readonly Made[] {
  const text = plain(shown);
  const here = edits.filter(({ find }) => find !== '' && text.includes(plain(find)));
  return here.map((edit): Made => {
    const others = here.filter((one) => one !== edit);
    const start = text.indexOf(plain(edit.find));
    const before = replaced(text.slice(0, start), others);
    const after = replaced(text.slice(start + plain(edit.find).length), others);
    const line = firstLine + text.slice(0, start).split('\n').length - 1;
    return { path, lines: linesAround(before, plain(edit.replace), after), line };
  });
}

function replaced(text: string, edits: readonly Edit[]): string {
  return edits.reduce((made, { find, replace }) => made.replace(plain(find), () => plain(replace)), text);
}

/** Whole lines. */
function linesAround(before: string, now: string, after: string): string {
  const first = before
    .split('\n')
    .slice(-CONTEXT - 1)
    .join('\n');
  const last = after
    .split('\n')
    .slice(0, CONTEXT + 1)
    .join('\n');
  return `${first}${now}${last}`.replace(/\n$/, '');
}

async function textOf(root: string, path: string): Promise<string | undefined> {
  const file = await readExact(root, path).catch(() => undefined);
  return file?.kind === 'text' ? `\n${plain(file.text)}\n` : undefined;
}

function timesIn(text: string, lines: string): number {
  let times = 0;
  for (let at = text.indexOf(`\n${lines}\n`); at >= 0; at = text.indexOf(`\n${lines}\n`, at + 1)) times += 1;
  return times;
}

function keyOf(path: string, lines: string): string {
  return `${path}\n${lines}`;
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/^\ufeff/, '');
}
