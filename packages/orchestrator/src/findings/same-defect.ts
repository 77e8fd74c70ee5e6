import type { FoundFinding } from '../run/run-finding.ts';
import { collapse } from './anchor.ts';

/**
 * Groups findings that are about one defect: of the same category at the same place of the same line of the same file,
 * whatever kind of task found them. All quotes of a group overlap: one line may have several defects of a category. What
 * has the category 'other' is taken for the defect there that most found, unless the same answer tells both.
 */
export function sameDefects<Found extends FoundFinding>(found: readonly Found[]): readonly (readonly Found[])[] {
  const lines = Map.groupBy(found, ({ path, line }) => JSON.stringify([path, line]));
  return [...lines.values()].flatMap(ofOneLine);
}

function ofOneLine<Found extends FoundFinding>(found: readonly Found[]): readonly (readonly Found[])[] {
  const { other = [], ...named } = Object.groupBy(found, ({ category }) => category);
  const groups = Object.values(named).flatMap((some) => overlapping(some));
  const mostFirst = groups.toSorted((a, b) => b.length - a.length);
  const joining = new Map<readonly Found[], readonly Found[]>();
  const rest = other.filter((one) => {
    const group = mostFirst.find((members) =>
      members.every((member) => member.taskId !== one.taskId && overlap(member, one)),
    );
    if (group !== undefined) joining.set(group, [...(joining.get(group) ?? []), one]);
    return group === undefined;
  });
  const all = [...groups.map((group) => [...group, ...(joining.get(group) ?? [])]), ...overlapping(rest)];
  const place = new Map(found.map((one, at) => [one, at]));
  const placeOf = (group: readonly Found[]): number => Math.min(...group.map((one) => place.get(one) ?? 0));
  return all.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The shortest quotes decide how many groups there are: a longer one may overlap several, and joins the first. */
function overlapping<Found extends FoundFinding>(found: readonly Found[]): readonly (readonly Found[])[] {
  const groups: Found[][] = [];
  for (const one of found.toSorted((a, b) => lengthOf(a) - lengthOf(b))) {
    const group = groups.find((members) => members.every((member) => overlap(member, one)));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups;
}

function lengthOf({ span, quote }: FoundFinding): number {
  return span === undefined ? collapse(quote).length : span[1] - span[0];
}

function overlap(one: FoundFinding, other: FoundFinding): boolean {
  if (one.span !== undefined && other.span !== undefined)
    return one.span[0] < other.span[1] && other.span[0] < one.span[1];
  // Of a tool, or not placed: on one line one of the quotes is a part of the other.
  if (one.lineKey !== undefined && one.lineKey === other.lineKey) return true;
  const [a, b] = [collapse(one.quote), collapse(other.quote)];
  return a.includes(b) || b.includes(a);
}
