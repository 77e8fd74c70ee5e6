import type { Analysis } from '../words.ts';

/** Files that an analysis changes, and those that it only names: by their path, or by a name that only one of them has. */
export function placesOf(
  analysis: Analysis,
  known: readonly string[],
): { readonly editing: ReadonlySet<string>; readonly naming: ReadonlySet<string> } {
  const { rootCause, technicalExplanation, fixes, additionalInvestigation } = analysis;
  const editing = new Set(fixes.flatMap(({ edits }) => edits.map(({ path }) => path)));
  const said = [
    rootCause,
    technicalExplanation,
    ...fixes.flatMap(({ title, explanation }) => [title, explanation]),
    ...additionalInvestigation,
  ].join('\n');
  const words = new Set((said.match(/[\p{L}\p{N}_@+./\\-]+/gu) ?? []).flatMap(wordForms));
  const byName = Map.groupBy(known, nameOf);
  const isNamed = (path: string): boolean =>
    words.has(path) || (byName.get(nameOf(path))?.length === 1 && words.has(nameOf(path)));
  return { editing, naming: new Set(known.filter((path) => !editing.has(path) && isNamed(path))) };
}

/** As it stands there, and without the full stop of a sentence. */
function wordForms(word: string): readonly string[] {
  const path = word.replaceAll('\\', '/').replace(/^\.\//, '');
  return [path, path.replace(/\.+$/, '')];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
