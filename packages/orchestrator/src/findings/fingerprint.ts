import { hash } from 'node:crypto';
import type { FoundFinding } from '../run/run-finding.ts';
import { collapse } from './anchor.ts';

/** Of the way in which fingerprints are made: those of another version are never the same. */
const VERSION = 1;
const DIGITS = 32;

/** What a defect is known by. */
type Known = Pick<FoundFinding, 'path' | 'line' | 'category' | 'quote' | 'lineKey' | 'span'>;

/**
 * The names by which later runs know defects again, in the order of the findings. A name is made of the path, the category
 * and the text of the line, and not of its number or of anything that an engine says: so it stays when other lines move,
 * when the line is indented anew and when the defect is told in other words. Equal lines that have a finding of the
 * category are counted from the top; of several on one line, all but the first are told by their place in it.
 */
export function fingerprints(findings: readonly Known[]): readonly string[] {
  const names = findings.map(nameOf);
  const made = new Map<Known, string>();
  for (const [name, group] of Map.groupBy(findings.keys(), (index) => names[index] ?? '')) {
    const lines = Map.groupBy(
      group.flatMap((index) => findings[index] ?? []),
      ({ line }) => line,
    );
    const inOrder = [...lines].toSorted(([a], [b]) => a - b);
    for (const [at, [, ofLine]] of inOrder.entries())
      for (const [one, place] of placesOf(ofLine))
        made.set(one, hash('sha256', `${name}\n${at}${place}`).slice(0, DIGITS));
  }
  return findings.map((one) => made.get(one) ?? '');
}

/** What tells several of one line apart; nothing for the first. */
function placesOf(found: readonly Known[]): ReadonlyMap<Known, string> {
  const sorted = found.toSorted((a, b) => startOf(a) - startOf(b) || endOf(a) - endOf(b));
  return new Map(sorted.map((one, at) => [one, at === 0 ? '' : `\n${startOf(one)}-${endOf(one)}`]));
}

function startOf({ span }: Known): number {
  return span?.[0] ?? 0;
}

function endOf({ span, quote }: Known): number {
  return span?.[1] ?? quote.length;
}

function nameOf({ path, category, quote, lineKey }: Known): string {
  return JSON.stringify([VERSION, path, category, lineKey ?? collapse(quote)]);
}
