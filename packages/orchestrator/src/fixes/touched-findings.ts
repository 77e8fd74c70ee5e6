import type { Answer, Task, TaskSource } from '@hanzo/contracts';
import { lineChanges, splitLines, unitsOf, type Edit } from '@hanzo/tools';
import { parseEdits } from '../edits/edits-schema.ts';
import type { RunFinding } from '../run/run-finding.ts';

/** Lines of a file, counted from 1; both belong to it. */
interface Lines {
  readonly path: string;
  readonly first: number;
  readonly last: number;
}

/**
 * Those findings of a mending task that its edits touch: a change of the lines that a finding quotes, or beside which it puts
 * something, is about that finding; one that is about none so is about all whose function it changes. One that leaves the
 * function of a finding alone mends it not, and says nothing of it.
 */
export function touchedFindings(
  { sources }: Pick<Task, 'sources'>,
  { text }: Pick<Answer, 'text'>,
  findings: readonly RunFinding[],
): ReadonlySet<RunFinding> {
  const parsed = parseEdits(text);
  const edits = parsed.ok ? parsed.value.edits : [];
  const units = sources.flatMap(unitLines);
  const touched = new Set<RunFinding>();
  for (const change of edits.flatMap((edit) => sources.flatMap((source) => changedLines(source, edit)))) {
    const quoted = findings.filter((finding) => holds(change, finding));
    const own = units.filter((unit) => overlaps(unit, change));
    const near = findings.filter((finding) => own.some((unit) => holds(unit, finding)));
    for (const finding of quoted.length > 0 ? quoted : near) touched.add(finding);
  }
  const makesFile = edits.some(({ path, find }) => find === '' && !sources.some((source) => source.path === path));
  // A test that was missing stands in a file of its own.
  if (makesFile) for (const finding of findings) if (finding.category === 'missing-test') touched.add(finding);
  return touched;
}

/** What an edit takes out or changes; of what it puts in between, the lines on both sides. */
function changedLines({ path, firstLine, text }: TaskSource, edit: Edit): readonly Lines[] {
  const shown = plain(text);
  const find = plain(edit.find);
  const at = edit.path === path && find !== '' ? shown.indexOf(find) : -1;
  if (at < 0) return [];
  const made = shown.slice(0, at) + plain(edit.replace) + shown.slice(at + find.length);
  return lineChanges(splitLines(shown), splitLines(made)).map(({ beforeStart, beforeEnd }) =>
    beforeStart === beforeEnd
      ? { path, first: firstLine + beforeStart - 1, last: firstLine + beforeStart }
      : { path, first: firstLine + beforeStart, last: firstLine + beforeEnd - 1 },
  );
}

function unitLines({ path, firstLine, text }: TaskSource): readonly Lines[] {
  return unitsOf(path, text).map((unit) => {
    const first = firstLine + unit.firstLine - 1;
    return { path, first, last: first + unit.text.split('\n').length - 1 };
  });
}

function holds({ path, first, last }: Lines, finding: RunFinding): boolean {
  return finding.path === path && finding.line >= first && finding.line <= last;
}

function overlaps(unit: Lines, change: Lines): boolean {
  return unit.path === change.path && change.first <= unit.last && change.last >= unit.first;
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
