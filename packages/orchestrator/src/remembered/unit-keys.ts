import { hash } from 'node:crypto';
import { contentKey, type Task, type TaskKind } from '@hanzo/contracts';
import { checksFor, extensionOf, normalizedUnit } from '@hanzo/tools';

/** Of the way in which reviews are cut, asked for and kept: entries of another version are never read. */
const VERSION = 1;

/** What a review depends on besides the code. */
export interface ReviewWishes extends Pick<
  Task,
  'kind' | 'tier' | 'system' | 'gates' | 'tries' | 'agreement' | 'copies'
> {
  /** The person's words. */
  readonly instructions: string;
  /** The planner's words for the task. */
  readonly focus: string;
  /** As in `Remembered`. */
  readonly fingerprint: string;
}

/** One short text for all that answers depend on besides what was asked. */
export function memoryFingerprint(fingerprint: string): string {
  return contentKey({ of: 'engines', fingerprint });
}

/** One key over all wishes. */
export function wishesKey(wishes: ReviewWishes): string {
  const { kind, tier, system, gates, tries = 1, agreement = 1, copies = 1, instructions, focus, fingerprint } = wishes;
  const policy = { gates: gates ?? null, tries, agreement, copies };
  return contentKey({ of: 'review', version: VERSION, kind, tier, system, policy, instructions, focus, fingerprint });
}

/** A place where a review may be kept: the narrower it is, the more of the place it holds for. */
export interface UnitKeys {
  /** For this code wherever it stands. */
  readonly anywhere: string;
  /** For this code in this file. */
  readonly inFile: string;
  /** For this code at this line of this file. */
  readonly inPlace: string;
}

/** A piece of code where it stands. */
export interface PlacedUnit {
  readonly path: string;
  readonly firstLine: number;
  readonly text: string;
}

/** What these look for may be in the very white space. */
const EXACT_KINDS: ReadonlySet<TaskKind> = new Set<TaskKind>(['format', 'lint']);

/** A piece's keys for tasks of a kind, and the line of the file at which its code begins. */
export function unitKeys(
  wishes: string,
  kind: TaskKind,
  { path, firstLine, text }: PlacedUnit,
): UnitKeys & { readonly anchor: number } {
  const code = EXACT_KINDS.has(kind) ? { text, skippedLines: 0 } : normalizedUnit(path, text);
  const anchor = firstLine + code.skippedLines;
  const language = [extensionOf(path), ...checksFor(path)];
  const anywhere = contentKey({ wishes, language, text: code.text });
  return {
    anchor,
    anywhere,
    inFile: narrower(anywhere, 'file', path),
    inPlace: narrower(anywhere, String(anchor), path),
  };
}

/** Unambiguous: the first two parts have no line feed. Thousands of these are made for each run, so it is no JSON. */
function narrower(anywhere: string, place: string, path: string): string {
  return hash('sha256', `${anywhere}\n${place}\n${path}`);
}

/** What a tool says of a file depends on its exact text, on its name, and on the parser in this Node. */
export function checkKey(path: string, text: string): string {
  return contentKey({ of: 'check', version: VERSION, checks: checksFor(path), path, text, node: process.version });
}
