import { PathFault } from '../../writes/confined-root.ts';
import { SECRET_MASK, SecretLines } from '../../guards/secret-lines.ts';
import { MOST_FILE_BYTES } from '../limits.ts';
import { fitting, linesOf, shortLine } from '../numbered-lines.ts';
import { decoded } from '../sight/seen-text.ts';
import type { Sight } from '../sight/sight.ts';
import type { FileMatches } from './matches-in.ts';

export interface TellOptions {
  /** Lines before and after each match. */
  readonly context: number;
  readonly most: number;
  /** Not everything was searched. */
  readonly isCut: boolean;
}

/** What there is to tell. */
export interface Told {
  /** Undefined: nothing. */
  readonly text: string | undefined;
  /** Files that match, and why nothing of them is shown. */
  readonly unshown: ReadonlyMap<string, string>;
}

/**
 * Matches with what stands around them. The lines are read again, through the handles of the workspace's own folders: what ripgrep
 * read may lie behind a link that was put there meanwhile. A line that is not what matched is left out, and so is one that looks like
 * a secret: else a pattern could ask for it, character by character.
 */
export function toldMatches(sight: Sight, found: readonly FileMatches[], options: TellOptions): Told {
  const { most, isCut } = options;
  let all = found.reduce((sum, { lines }) => sum + lines.size, 0);
  const rows: string[] = [];
  const unshown = new Map<string, string>();
  let shown = 0;
  for (const file of found) {
    if (shown >= most) break;
    const now = linesNow(sight, file.path);
    if ('why' in now) unshown.set(file.path, now.why);
    const sure = confirmed(file, 'why' in now ? [] : now.lines, most - shown);
    all -= file.lines.size - sure.matches.length - sure.unread;
    shown += sure.matches.length;
    rows.push(...rowsOf(file.path, sure.matches, options.context));
  }
  if (rows.length === 0) return { text: undefined, unshown };
  const [fit, left] = fitting(rows);
  const isAll = shown === all && left === 0 && !isCut;
  const more = isAll
    ? ''
    : `\nThere are more matches (${isCut ? 'over ' : ''}${all} in ${found.length} files): search more exactly.`;
  return { text: fit.join('\n') + more, unshown };
}

/** A matching line in its file. */
interface Match {
  readonly number: number;
  /** All lines of the file. */
  readonly lines: readonly string[];
  readonly secrets: SecretLines;
}

interface Confirmed {
  readonly matches: readonly Match[];
  /** So many more there may be. */
  readonly unread: number;
}

function confirmed({ path, lines: wanted }: FileMatches, lines: readonly string[], most: number): Confirmed {
  const secrets = new SecretLines(lines, path);
  const matches: Match[] = [];
  let read = 0;
  for (const [number, text] of wanted) {
    if (matches.length >= most) break;
    read += 1;
    const line = lines[number - 1];
    const isSame = line !== undefined && (text === undefined || line === text.replace(/^\ufeff/, ''));
    if (isSame && !secrets.has(number - 1)) matches.push({ number, lines, secrets });
  }
  return { matches, unread: lines.length === 0 ? 0 : wanted.size - read };
}

/** Why they cannot be shown, when it is no text. Empty where it cannot be read any more. */
function linesNow(sight: Sight, path: string): { readonly lines: readonly string[] } | { readonly why: string } {
  try {
    const file = sight.read(path, MOST_FILE_BYTES);
    if (file === undefined) return { lines: [] };
    if (file.bytes === undefined) return { why: 'it is too large' };
    const text = decoded(file.bytes);
    return text.kind === 'text' ? { lines: linesOf(text.text) } : text;
  } catch (error) {
    if (error instanceof PathFault) return { lines: [] };
    throw error;
  }
}

/** `path:12: line`, and `path-11- line` for those around: as grep writes it. */
function rowsOf(path: string, matches: readonly Match[], context: number): readonly string[] {
  if (matches.length === 0) return [];
  if (context === 0)
    return matches.map(({ number, lines }) => `${path}:${number}: ${shortLine(lines[number - 1] ?? '')}`);
  const own = new Set(matches.map(({ number }) => number));
  const rows: string[] = [];
  let last = 0;
  for (const { number, lines, secrets } of matches) {
    const first = Math.max(last + 1, number - context);
    if (last > 0 && first > last + 1) rows.push('--');
    const end = Math.min(lines.length, number + context);
    for (let at = first; at <= end; at += 1) {
      const sign = own.has(at) ? ':' : '-';
      rows.push(`${path}${sign}${at}${sign} ${secrets.has(at - 1) ? SECRET_MASK : shortLine(lines[at - 1] ?? '')}`);
    }
    last = Math.max(last, end);
  }
  return [...rows, '--'];
}
