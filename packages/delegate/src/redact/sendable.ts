import { stripVTControlCharacters } from 'node:util';
import { redact } from '@hanzo/contracts';
import { diffLines, SECRET_MASK, SecretLines, showHidden, withoutHidden } from '@hanzo/tools';
import type { Redaction } from '../words.ts';
import { mayHoldSecret } from './likely-secret.ts';
import { endsThatFit, shortLine } from './shortened.ts';
import { textKindOf } from './text-kind.ts';

/** A line that may not be sent as it is. */
export interface HiddenLine {
  /** Counted from 0. */
  readonly index: number;
  /** As {@link Redaction} says it. */
  readonly what: string;
}

/** Lines as they may leave the machine: as many as before. */
export interface SendableLines {
  readonly lines: readonly string[];
  readonly hidden: readonly HiddenLine[];
}

/**
 * Lines without secrets: one that looks like a secret is replaced whole, keys of this process where they stand. Characters that nobody
 * sees are written out, and hide nothing.
 *
 * @param path of the file that they are of, or of that of each; empty: they are of none
 */
export function sendableLines(lines: readonly string[], path: string | ((index: number) => string)): SendableLines {
  const pathOf = typeof path === 'string' ? (): string => path : path;
  // Of a key of several lines each line by itself is nothing that is known.
  const clean = redact(lines.join('\n')).split('\n');
  const seen = lines.map(withoutHidden);
  const secrets = new SecretLines(seen, pathOf, Infinity);
  const hidden: HiddenLine[] = [];
  const sendable = lines.map((line, index) => {
    const what = secrets.what(index) ?? likelySecret(seen, index, pathOf(index)) ?? unseenKey(line, seen[index]);
    const told = clean[index] ?? '';
    if (what !== undefined) hidden.push({ index, what });
    else if (told !== line) hidden.push({ index, what: 'a key that hanzo knows' });
    return what === undefined ? showHidden(told.toWellFormed()) : SECRET_MASK;
  });
  return { lines: sendable, hidden };
}

function likelySecret(lines: readonly string[], index: number, path: string): string | undefined {
  const line = lines[index] ?? '';
  const kind = textKindOf(path);
  // Where only carriage returns end lines, a text is one of them.
  const rows = line.includes('\r') ? line.split('\r') : [line];
  const isSecret = rows.some((row, at) => mayHoldSecret(row, rows[at - 1] ?? lines[index - 1] ?? '', kind));
  return isSecret ? 'a value whose name or place says that it is a secret' : undefined;
}

/** A key of this process with something in it that nobody sees. */
function unseenKey(line: string, seen: string | undefined): string | undefined {
  return seen === undefined || seen === line || redact(seen) === seen || redact(line) !== line
    ? undefined
    : 'a key that hanzo knows';
}

/** What people or programs wrote, as it may be sent. */
export interface SendableText {
  readonly text: string;
  readonly redactions: readonly Redaction[];
  /** Lines between its beginning and its end that are not in it. */
  readonly cutLines: number;
  /** Its long lines are cut, or lines are left out. */
  readonly isCut: boolean;
}

/** All of a text as it may be sent: what hides nothing may be longer than it was. */
export function cleanText(text: string): SendableLines {
  return sendableLines(plainLines(text), '');
}

/**
 * A text as it may be sent, without colours and with one kind of line ends.
 *
 * @param where for what is told of it
 * @param mostTokens what is longer keeps its beginning and its end
 */
export function sendableText(text: string, where: string, mostTokens: number = Infinity): SendableText {
  return fitting(cleanText(text), where, mostTokens);
}

/** The same for a unified diff: what stands before each of its lines is no part of the file's line. */
export function cleanDiff(diff: string): SendableLines {
  const lines = plainLines(diff);
  const known = diffLines(lines);
  const signOf = (index: number): string => known[index]?.sign ?? '';
  const own = lines.map((line, index) => line.slice(signOf(index).length));
  const told = sendableLines(own, (index) => known[index]?.path ?? '');
  return { ...told, lines: told.lines.map((line, index) => `${signOf(index)}${line}`) };
}

/**
 * The beginning and the end, where it is too long. All of a text is cleaned before: of half a secret nobody knows that it is one.
 *
 * @param where for what is told of it
 */
export function fitting(told: SendableLines, where: string, mostTokens: number): SendableText {
  const ends = endsThatFit(told.lines, mostTokens);
  if (ends === undefined)
    return { text: told.lines.join('\n'), redactions: redactionsOf(told.hidden, where), cutLines: 0, isCut: false };
  const behind = told.lines.length - ends.tail;
  const cutLines = behind - ends.head;
  const note = cutLines === 0 ? [] : [`[… ${cutLines} lines are left out here …]`];
  const kept = [...told.lines.slice(0, ends.head), ...note, ...told.lines.slice(behind)];
  return {
    text: kept.map((line) => shortLine(line)).join('\n'),
    redactions: redactionsOf(
      told.hidden.filter(({ index }) => index < ends.head || index >= behind),
      where,
    ),
    cutLines,
    isCut: true,
  };
}

/** Words on one line, such as a name of a file: nothing of it is told where it looks like a secret. */
export function sendableWords(words: string): string {
  return sendableText(words.replaceAll(/\s+/g, ' ').trim(), '').text;
}

function plainLines(text: string): readonly string[] {
  const lines = stripVTControlCharacters(text.replace(/^\ufeff/, ''))
    .replaceAll(/\r\n?/g, '\n')
    .split('\n');
  while (lines.at(-1)?.trim() === '') lines.pop();
  return lines;
}

function redactionsOf(hidden: readonly HiddenLine[], where: string): readonly Redaction[] {
  return hidden.map(({ index, what }) => ({ where, line: index + 1, what }));
}
