import type { ClueText } from '../leads/clue-text.ts';
import { dottedNamesIn } from '../leads/modules.ts';
import { type Place, placesIn } from '../leads/places.ts';
import { fileKind } from '../files/file-kind.ts';
import type { PathIndex, Resolution } from '../files/path-index.ts';
import type { Evidence } from './evidence.ts';
import { KIND_FACTORS, POINTS } from './weights.ts';

/** Frames so far apart, in rows, belong to different traces. */
const MOST_GAP = 6;
/** What so many files share says nothing of any. */
const MOST_MEANT = 8;
const WEAK = 0.15;

/** A bare name may mean any of its files: a test's is the least likely. Whoever writes the whole path means that file. */
function kindShare(path: string, written: string): number {
  return written.includes('/') ? 1 : KIND_FACTORS[fileKind(path)];
}

/** Python tells the frame in which it happened last, all others first. */
const INNERMOST_LAST = /\.py[xi]?$/;

/** Files that the texts name: frames of traces, paths, modules. */
export function addExplicit(evidence: Evidence, texts: readonly ClueText[], index: PathIndex): void {
  const known = new Map<string, Resolution>();
  for (const { text } of texts) {
    const places = placesIn(text).flatMap((place) => {
      const written = place.byPackage ?? place.path;
      const resolution = known.get(written) ?? index.resolve(written);
      known.set(written, resolution);
      return resolution.paths.length === 0 || resolution.paths.length > MOST_MEANT ? [] : [{ place, resolution }];
    });
    addFrames(evidence, places);
    for (const { place, resolution } of places) if (place.line === undefined) addNamed(evidence, place, resolution);
  }
  for (const { text } of texts) addModules(evidence, text, index);
}

interface Meant {
  readonly place: Place;
  readonly resolution: Resolution;
}

function addFrames(evidence: Evidence, places: readonly Meant[]): void {
  for (const trace of tracesOf(places.filter(({ place }) => place.line !== undefined))) {
    const isLast = trace.filter(({ place }) => INNERMOST_LAST.test(place.path)).length * 2 > trace.length;
    const told = isLast ? trace.toReversed() : trace;
    const seen = new Set<string>();
    for (const [depth, { place, resolution }] of told.entries()) {
      const line = place.line ?? 1;
      const words = told.length > 1 ? `in a stack trace, line ${line}` : `named with line ${line}`;
      for (const path of resolution.paths) {
        const points =
          (POINTS.trace * POINTS.traceDecay ** depth * (resolution.isWeak ? WEAK : 1)) / resolution.paths.length;
        // Who stands in a trace ten times is not ten times as likely.
        const share = seen.has(path) ? 0.1 : 1;
        seen.add(path);
        evidence.add(
          path,
          points * share * kindShare(path, place.byPackage ?? place.path),
          { kind: 'trace', words },
          resolution.isWeak ? [] : [{ first: line, last: line }],
        );
      }
    }
  }
}

function tracesOf(frames: readonly Meant[]): readonly (readonly Meant[])[] {
  const traces: Meant[][] = [];
  for (const frame of frames) {
    const last = traces.at(-1)?.at(-1);
    if (last !== undefined && frame.place.row - last.place.row <= MOST_GAP) traces.at(-1)?.push(frame);
    else traces.push([frame]);
  }
  return traces;
}

function addNamed(evidence: Evidence, { path: written }: Place, { paths, isWeak }: Resolution): void {
  for (const path of paths) {
    const points = (POINTS.path * (isWeak ? WEAK : 1) * kindShare(path, written)) / paths.length;
    if (evidence.has(path, 'path')) continue;
    evidence.add(path, points, { kind: 'path', words: `${JSON.stringify(written)} is named` });
  }
}

function addModules(evidence: Evidence, text: string, index: PathIndex): void {
  for (const { parts, taken } of dottedNamesIn(text)) {
    for (let count = parts.length; count > 0; count -= 1) {
      const module = parts.slice(0, count);
      // One word alone may mean anything.
      if (count === 1 && parts.length + taken.length < 2) break;
      const paths = index.module(module);
      if (paths.length === 0 || paths.length > MOST_MEANT) continue;
      const share = (count === 1 ? 0.25 : 1) / paths.length;
      addModule(evidence, paths, POINTS.module * share, module.join('.'));
      for (const name of [...taken, ...parts.slice(count, count + 1)])
        addModule(evidence, index.module([...module, name]), POINTS.module * share, name);
      break;
    }
  }
}

function addModule(evidence: Evidence, paths: readonly string[], points: number, name: string): void {
  for (const path of paths) {
    if (evidence.has(path, 'module')) evidence.add(path, points * 0.2, { kind: 'module', words: `${name} is named` });
    else evidence.add(path, points, { kind: 'module', words: `${name} is named` });
  }
}
