import { hash } from 'node:crypto';
import { contentKey, type Task, type TaskKind } from '@hanzo/contracts';
import { checksFor, extensionOf, normalizedUnit } from '@hanzo/tools';

/** Of the way in which reviews are cut, asked for and kept: entries of another version are never read. */
const VERSION = 2;

/** What a review depends on besides the code. */
export interface ReviewWishes extends Pick<
  Task,
  'kind' | 'tier' | 'system' | 'sampling' | 'gates' | 'tries' | 'agreement' | 'agreementShare' | 'copies' | 'models'
> {
  /** The person's words. */
  readonly instructions: string;
  /** The planner's words for the task. */
  readonly focus: string;
  /** As in `Remembered`. */
  readonly fingerprint: string;
  /** What so many looks found together is no answer to a question for fewer or more. @default 1 */
  readonly looks?: number;
}

/** One short text for all that answers depend on besides what was asked. */
export function memoryFingerprint(fingerprint: string): string {
  return contentKey({ of: 'engines', fingerprint });
}

/** One key over all wishes. */
export function wishesKey(wishes: ReviewWishes): string {
  const { kind, tier, system, sampling, gates, tries = 1, agreement = 1, agreementShare, copies = 1 } = wishes;
  const { instructions, focus, fingerprint, models, looks = 1 } = wishes;
  const asked = { kind, tier, system, sampling, instructions, focus, fingerprint };
  const policy = { gates: gates ?? null, tries, agreement, agreementShare: agreementShare ?? null, copies };
  return contentKey({
    of: 'review',
    version: VERSION,
    policy,
    ...asked,
    ...(models && { models }),
    ...(looks > 1 && { looks }),
  });
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
  /** As in `Unit`. */
  readonly isExact: boolean;
  /** What its file imports, as one key. Undefined: that does not count. */
  readonly imports: string | undefined;
  /** What it mentions of other files, as one key. Undefined: nothing, or that does not count. */
  readonly mentions: string | undefined;
}

/** What these look for may be in the very white space. */
const EXACT_KINDS: ReadonlySet<TaskKind> = new Set<TaskKind>(['format', 'lint']);

/** A piece's keys for tasks of a kind, and the line of the file at which its code begins. */
export function unitKeys(
  wishes: string,
  kind: TaskKind,
  { path, firstLine, text, isExact, imports, mentions }: PlacedUnit,
): UnitKeys & { readonly anchor: number } {
  const exact = isExact || EXACT_KINDS.has(kind);
  const code = normalizedUnit({ text, isExact: exact });
  const anchor = firstLine + code.skippedLines;
  const language = JSON.stringify([extensionOf(path), ...checksFor(path)]);
  const uses = `${imports ?? 'any'}${mentions === undefined ? '' : ` ${mentions}`}`;
  // None of the parts before the text has a line feed.
  const anywhere = hash('sha256', [wishes, language, exact, uses, code.text].join('\n'));
  return {
    anchor,
    anywhere,
    inFile: narrower(anywhere, 'file', path),
    inPlace: narrower(anywhere, String(anchor), path),
  };
}

/** Unambiguous: the first two parts have no line feed. Thousands of these are made for each run: so it is no JSON. */
function narrower(anywhere: string, place: string, path: string): string {
  return hash('sha256', `${anywhere}\n${place}\n${path}`);
}

/** What a tool says of a file depends on its exact text, on its name, and on the parser in this Node. */
export function checkKey(path: string, text: string): string {
  return contentKey({ of: 'check', version: VERSION, checks: checksFor(path), path, text, node: process.version });
}
