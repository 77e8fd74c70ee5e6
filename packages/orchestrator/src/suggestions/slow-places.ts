import { type Category, SEVERITIES } from '@hanzo/contracts';
import { openSyntax, type Profile } from '@hanzo/tools';
import { focusProfile } from '../focus/profiles.ts';
import { functionAt, hotFunctions, LEAST_SHARE } from '../hot/hot-functions.ts';
import type { RunFinding } from '../run/run-finding.ts';

/** Code that is slow, by what was measured or by what was found. */
export interface SlowPlace {
  readonly path: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Of the function, where it is known. */
  readonly name?: string | undefined;
  /** Part of the measured time with all that it calls: 0 to 1; undefined where nothing was measured. */
  readonly share?: number | undefined;
  /** About performance, in it. */
  readonly findings: readonly RunFinding[];
}

/** Each is a task that is paid. */
export const MOST_PLACES = 5;
/** A function of its own, without a finding, is worth words from here on. */
const WORTH_WORDS = 0.05;
/** Code around a line that no declaration holds. */
const LINES_AROUND = 30;

/** The slowest places, at most 5: hot functions, and code with findings about performance that count and are not cold. */
export async function slowPlaces(
  findings: readonly RunFinding[],
  profile: Profile | undefined,
  textOf: (path: string) => string | undefined,
): Promise<readonly SlowPlace[]> {
  const places = new Map<string, SlowPlace>();
  const add = (place: SlowPlace): void => {
    const key = `${place.firstLine} ${place.path}`;
    const known = places.get(key);
    places.set(key, known === undefined ? place : { ...known, findings: [...known.findings, ...place.findings] });
  };
  const hot = profile === undefined ? [] : hotFunctions(profile);
  for (const { path, line, lastLine, name, share, totalShare } of hot)
    if (share >= WORTH_WORDS && lastLine > line)
      add({ path, firstLine: line, lastLine, name, share: totalShare, findings: [] });
  using syntax = await openSyntax(findings.map(({ path }) => path));
  for (const finding of findings.filter(isSlow)) {
    const { path, line } = finding;
    const seen = profile && functionAt(profile, finding);
    if (seen !== undefined) {
      add({
        path,
        firstLine: seen.line,
        lastLine: seen.lastLine,
        name: seen.name,
        share: seen.totalShare,
        findings: [finding],
      });
      continue;
    }
    const [inner] = syntax
      .outline(path, textOf(path) ?? '')
      .filter(({ kind, firstLine, lastLine }) => kind !== 'class' && firstLine <= line && line <= lastLine)
      .toSorted((a, b) => a.lastLine - a.firstLine - (b.lastLine - b.firstLine));
    const firstLine = inner?.firstLine ?? Math.max(1, line - LINES_AROUND);
    add({ path, firstLine, lastLine: inner?.lastLine ?? line + LINES_AROUND, name: inner?.name, findings: [finding] });
  }
  return [...places.values()].toSorted(slowestFirst).slice(0, MOST_PLACES);
}

const ABOUT = new Set<Category>(focusProfile('performance').checklist.map(({ category }) => category));

function isSlow({ category, isKnown, severity, heat }: RunFinding): boolean {
  const isCold = heat !== undefined && heat.share < LEAST_SHARE;
  return ABOUT.has(category) && !isKnown && !isCold && severity !== 'info';
}

function slowestFirst(a: SlowPlace, b: SlowPlace): number {
  return (b.share ?? 0) - (a.share ?? 0) || worst(b) - worst(a);
}

function worst({ findings }: SlowPlace): number {
  return Math.max(-1, ...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
}
