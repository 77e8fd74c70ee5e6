import type { Rule } from '../evidence-rule.ts';
import { saidBy } from './said.ts';

/** A circle is one only when the real imports make it. Of files whose imports cannot be read nobody knows. */
export const realCycle: Rule = ({ category, path }, { graph }) => {
  if (category !== 'cycle' || !graph.modules.some((module) => module.path === path)) return undefined;
  return graph.groups.some((group) => group.includes(path)) ? undefined : 'its real imports make no circle';
};

/** What is coupled, or on the wrong layer, is so with something: another file, folder or package that it names. */
export const namesOther: Rule = (finding, { graph }) => {
  const { category, path } = finding;
  if (category !== 'coupling' && category !== 'layering') return undefined;
  const own = graph.modules.find((module) => module.path === path);
  if (own === undefined) return undefined;
  const said = saidBy(finding).toLowerCase();
  const users = graph.modules.filter(({ imports }) => imports.includes(path)).map((module) => module.path);
  const names = [...own.imports, ...users].flatMap((other) => [...folderNames(other), baseName(other)]);
  const isNamed = [...names, ...own.packages].some((name) => name.length > 2 && said.includes(name.toLowerCase()));
  return isNamed ? undefined : 'it names nothing that this file really imports, or that imports it';
};

function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.indexOf('.', 1);
  return dot < 0 ? name : name.slice(0, dot);
}

function folderNames(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}
