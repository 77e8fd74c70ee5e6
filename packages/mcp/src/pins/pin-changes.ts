import { countOf } from '@hanzo/contracts';
import { shownLine } from '../shown-text.ts';
import { definitionLines } from './definition-lines.ts';
import { diffLines } from './line-diff.ts';
import { definitionHash, type ToolDefinition } from './tool-definition.ts';

/** What differs from what was allowed. */
export interface PinChanges {
  /** Names of tools, as the server writes them. */
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
  /** For people, without control characters, at most 400: `- old`, `+ new`, and a line around each change. */
  readonly lines: readonly string[];
}

/** `unknown`: nobody has looked at this server's tools, or it is reached in another way than then. */
export type PinState = 'unknown' | 'same' | PinChanges;

/** More are not read by anybody. */
const MOST_LINES = 400;

/** The order of tools means nothing; the order of fields neither. */
export function comparePins(pinned: readonly ToolDefinition[] | undefined, now: readonly ToolDefinition[]): PinState {
  if (pinned === undefined) return 'unknown';
  const before = byName(pinned);
  const after = byName(now);
  const added = now.filter(({ name }) => !before.has(name));
  const gone = pinned.filter(({ name }) => !after.has(name));
  const changed = pinned.filter((old) => differs(old, after.get(old.name)));
  if (added.length + gone.length + changed.length === 0) return 'same';
  const lines = [
    ...changed.flatMap((old) => [title('changed', old), ...diffLines(linesOf(old), linesOf(after.get(old.name)))]),
    ...added.flatMap((each) => [title('new', each), ...diffLines([], linesOf(each))]),
    ...gone.flatMap((each) => [title('gone', each), ...diffLines(linesOf(each), [])]),
  ];
  return { changed: changed.map(nameOf), added: added.map(nameOf), gone: gone.map(nameOf), lines: atMost(lines) };
}

/** The same in a few words: `1 tool changed, 2 tools new`. */
export function changesInWords({ changed, added, gone }: PinChanges): string {
  const parts = [
    ...(changed.length > 0 ? [`${countOf(changed.length, 'tool')} changed`] : []),
    ...(added.length > 0 ? [`${countOf(added.length, 'tool')} new`] : []),
    ...(gone.length > 0 ? [`${countOf(gone.length, 'tool')} gone`] : []),
  ];
  return parts.join(', ');
}

function differs(old: ToolDefinition, now: ToolDefinition | undefined): boolean {
  return now !== undefined && definitionHash(old) !== definitionHash(now);
}

function byName(definitions: readonly ToolDefinition[]): ReadonlyMap<string, ToolDefinition> {
  return new Map(definitions.map((each) => [each.name, each]));
}

function linesOf(definition: ToolDefinition | undefined): readonly string[] {
  return definition === undefined ? [] : definitionLines(definition);
}

function title(what: string, { name }: ToolDefinition): string {
  return `${what}: ${shownLine(name)}`;
}

function nameOf({ name }: ToolDefinition): string {
  return name;
}

function atMost(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `… and ${lines.length - MOST_LINES + 1} more lines`];
}
