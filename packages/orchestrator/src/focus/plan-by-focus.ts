import type { TaskKind } from '@hanzo/contracts';
import type { ModuleGraph, WorkspaceFile } from '@hanzo/tools';
import type { FocusProfile } from './focus-profile.ts';

/** Kind of the tasks of a run with this focus: with a patch those that change files, where there are such. */
export function kindByFocus({ kind, edits }: FocusProfile, patch: boolean): TaskKind {
  return patch && edits !== undefined ? edits : kind;
}

/**
 * Files in the order in which a focus wants them looked at: those that its signs point to first, the most signs first. A plan
 * that cannot take all leaves out the least.
 */
export function orderByFocus(
  files: readonly WorkspaceFile[],
  texts: ReadonlyMap<string, string>,
  { first }: Pick<FocusProfile, 'first'>,
  graph?: Pick<ModuleGraph, 'modules' | 'groups'>,
): readonly WorkspaceFile[] {
  const weights = graph === undefined ? undefined : weightsBy(graph);
  const scoreOf = ({ path }: WorkspaceFile): number =>
    weights?.get(path) ?? (first === undefined ? 0 : signs(texts.get(path) ?? '', first));
  const scored = files.map((file) => ({ file, score: scoreOf(file) }));
  return scored.toSorted((a, b) => b.score - a.score).map(({ file }) => file);
}

function signs(text: string, sign: RegExp): number {
  let count = 0;
  for (const line of text.split('\n')) if (sign.test(line)) count += 1;
  return count;
}

/** Members of circles first, then by how many depend on it and on how many it depends. */
function weightsBy({ modules, groups }: Pick<ModuleGraph, 'modules' | 'groups'>): ReadonlyMap<string, number> {
  const inCycle = new Set(groups.flat());
  return new Map(
    modules.map(({ path, imports, importedBy }) => [
      path,
      (inCycle.has(path) ? 1_000 : 0) + 2 * importedBy + imports.length,
    ]),
  );
}

/** What a model that plans is told of the focus, after the person's words. */
export function focusForPlanner({ name, title, checklist }: FocusProfile, kind: TaskKind): string {
  return [
    `The whole run is about ${name}; its result is a ${title.toLowerCase()}. Plan tasks of kind ${kind} only, for the code where one of these questions may have a bad answer, the likeliest first:`,
    ...checklist.map(({ question }) => `- ${question}`),
  ].join('\n');
}

const MOST_CYCLES = 10;
const MOST_HUBS = 15;

/** What the real imports say, for models: facts that none of them could see in one file. */
export function graphFacts({ modules, cycles }: Pick<ModuleGraph, 'modules' | 'cycles'>): string {
  const hubs = modules.filter(({ importedBy }) => importedBy > 1).toSorted((a, b) => b.importedBy - a.importedBy);
  const circles = cycles.slice(0, MOST_CYCLES).map((cycle) => `- ${[...cycle, cycle[0]].join(' -> ')}`);
  return [
    `What the imports of this workspace say (exact, read from the code): ${modules.length} modules.`,
    ...(circles.length === 0 ? ['No modules import each other in a circle.'] : ['Circles:', ...circles]),
    ...(cycles.length > MOST_CYCLES ? [`- and ${cycles.length - MOST_CYCLES} more`] : []),
    ...(hubs.length === 0 ? [] : ['Imported most:']),
    ...hubs.slice(0, MOST_HUBS).map(({ path, importedBy, imports }) => {
      return `- ${path}: by ${importedBy}, imports ${imports.length}`;
    }),
  ].join('\n');
}

const MOST_NAMES = 12;

/** The same of one module; empty where nothing is known of it. */
export function moduleFacts(path: string, { modules, cycles, groups }: ModuleGraph): string {
  const own = modules.find((module) => module.path === path);
  if (own === undefined) return '';
  const users = modules.filter(({ imports }) => imports.includes(path)).map((module) => module.path);
  const circles = cycles.filter((cycle) => cycle.includes(path)).map((cycle) => [...cycle, cycle[0]].join(' -> '));
  // Of a group one circle is known by name.
  const others = circles.length > 0 ? [] : (groups.find((group) => group.includes(path)) ?? []);
  if (own.imports.length + users.length + own.packages.length === 0) return '';
  return [
    'What the imports say (exact):',
    `- it imports ${named(own.imports)}; packages ${named(own.packages)}`,
    `- it is imported by ${named(users)}`,
    ...circles.slice(0, 3).map((circle) => `- it is part of the circle ${circle}`),
    ...(others.length > 0
      ? [`- it and ${named(others.filter((one) => one !== path))} need each other in circles`]
      : []),
  ].join('\n');
}

function named(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}
