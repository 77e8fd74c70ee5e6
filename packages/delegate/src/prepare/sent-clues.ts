import { firstChars } from '@hanzo/contracts';
import { estimateTokens } from '@hanzo/tools';
import { fairShares } from '../pack/fair-shares.ts';
import {
  cleanDiff,
  cleanText,
  fitting,
  sendableText,
  type SendableLines,
  type SendableText,
} from '../redact/sendable.ts';
import type { Clues, EarlierDelegation, FileWarning, Redaction } from '../words.ts';

/** The issue, and what is told besides it and the files, never have less room. Tokens, estimated. */
const LEAST_ROOM = 2_000;
/** Of that room: what was said before. */
const EARLIER_SHARE = 0.5;
/** A fix is told in a sentence. Tokens. */
const MOST_OF_FIX = 2_000;
const MOST_FIXES = 100;
/** Of what was said before. In UTF-16 units. */
const MOST_CHARS = 2_000;
const MOST_LINE_CHARS = 300;

/** What is told of an issue beside its files, as it may be sent. */
export interface SentClues extends Clues {
  readonly redactions: readonly Redaction[];
  readonly leftOut: readonly FileWarning[];
}

/**
 * Texts without secrets, and cut where they are far too long: their beginning and their end stay. The issue has as much room as files
 * have, and all others together have as much again; of these short ones are whole, and the others share the room.
 */
export function sentClues(clues: Clues, contextTokens: number): SentClues {
  const desk = new ClueDesk();
  const room = Math.max(LEAST_ROOM, contextTokens);
  const { issue, context, logs, attemptedFixes, diff } = clues;
  // Cleaned first: characters that nobody sees are written out, and need room.
  const [cleanContext, cleanLogs] = [context, logs].map((text) => (text === undefined ? undefined : cleanText(text)));
  const changes = diff === undefined ? undefined : cleanDiff(diff);
  const fixes = attemptedFixes.slice(0, MOST_FIXES).map(cleanText);
  const ofFixes = fixes.map((fix) => Math.min(MOST_OF_FIX, tokensOf(fix)));
  const needs = [cleanContext, cleanLogs, changes].map(tokensOf);
  const [forContext = 0, forLogs = 0, forDiff = 0, forFixes = 0] = fairShares([...needs, sumOf(ofFixes)], room);
  const text = (clean: SendableLines | undefined, where: string, most: number): string | undefined =>
    clean === undefined ? undefined : desk.take(fitting(clean, where, most), where);
  const given = {
    issue: desk.take(sendableText(issue, 'issue', room), 'issue'),
    context: text(cleanContext, 'context', forContext),
    logs: text(cleanLogs, 'logs', forLogs),
    diff: text(changes, 'diff', forDiff),
    attemptedFixes: desk.takeAll(fixes, 'attempted fixes', fairShares(ofFixes, forFixes)),
  };
  desk.tellMore(attemptedFixes.length - fixes.length, 'attempted fixes');
  return { ...given, redactions: desk.redactions, leftOut: desk.leftOut };
}

function tokensOf(clean: SendableLines | undefined): number {
  return clean === undefined ? 0 : estimateTokens(clean.lines.join('\n'));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** Questions of whoever delegates. */
export function sentQuestions(questions: readonly string[]): {
  readonly questions: readonly string[];
  readonly redactions: readonly Redaction[];
} {
  const desk = new ClueDesk();
  const asked = desk.takeAll(questions.slice(0, MOST_FIXES).map(cleanText), 'questions');
  return { questions: asked, redactions: desk.redactions };
}

/** What models said before, and what was asked then: the first ones that there is room for, and the very first in any case. */
export function sentEarlier(
  earlier: readonly EarlierDelegation[],
  contextTokens: number,
): {
  readonly earlier: readonly EarlierDelegation[];
  readonly redactions: readonly Redaction[];
  readonly leftOut: readonly FileWarning[];
} {
  let room = Math.max(LEAST_ROOM, contextTokens) * EARLIER_SHARE;
  const told: EarlierDelegation[] = [];
  const redactions: Redaction[] = [];
  const leftOut: FileWarning[] = [];
  for (const one of earlier) {
    const sent = sentOne(one);
    room -= sent.tokens;
    if (room < 0 && told.length > 0) {
      leftOut.push({ path: `delegation ${one.id}`, reason: 'no room is left for it' });
      continue;
    }
    told.push(sent.earlier);
    redactions.push(...sent.redactions);
  }
  return { earlier: told, redactions, leftOut };
}

function sentOne(one: EarlierDelegation): {
  readonly earlier: EarlierDelegation;
  readonly redactions: readonly Redaction[];
  readonly tokens: number;
} {
  const where = `delegation ${one.id}`;
  const redactions: Redaction[] = [];
  let tokens = 0;
  // Cut only afterwards: half of a secret is not known as one.
  const clean = (text: string, most: number = MOST_LINE_CHARS): string => {
    const sent = sendableText(text, where);
    redactions.push(...sent.redactions);
    const told = firstChars(sent.text, most);
    tokens += estimateTokens(told);
    return told;
  };
  const earlier = {
    ...one,
    issue: clean(one.issue),
    rootCause: clean(one.rootCause, MOST_CHARS),
    attemptedFixes: one.attemptedFixes.map((text) => clean(text)),
    fixes: one.fixes.map((fix) => ({ ...fix, title: clean(fix.title) })),
  };
  return { earlier, redactions, tokens };
}

/** Collects what is to be told of all texts. */
class ClueDesk {
  readonly redactions: Redaction[] = [];
  readonly leftOut: FileWarning[] = [];

  take({ text, redactions, isCut, cutLines }: SendableText, where: string): string {
    this.redactions.push(...redactions);
    const reason = cutLines === 0 ? 'its long lines are cut' : `${cutLines} of its lines are left out: it is too long`;
    if (isCut) this.leftOut.push({ path: where, reason });
    return text;
  }

  tellMore(count: number, where: string): void {
    if (count > 0) this.leftOut.push({ path: where, reason: `${count} of them are left out: there are too many` });
  }

  /**
   * Lines are counted over all of them, one after the other.
   *
   * @param rooms of each, in tokens. @default as much as a fix may have
   */
  takeAll(texts: readonly SendableLines[], where: string, rooms: readonly number[] = []): readonly string[] {
    let line = 0;
    return texts.map((text, index) => {
      const sent = fitting(text, where, rooms[index] ?? MOST_OF_FIX);
      const redactions = sent.redactions.map((one) => ({ ...one, line: one.line + line }));
      line += Math.max(1, text.lines.length);
      return this.take({ ...sent, redactions }, where);
    });
  }
}
