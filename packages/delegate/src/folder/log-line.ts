import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CONFIDENCE_LEVELS } from '../words.ts';
import type { AppliedFixes, AskedModel, FurtherRequest, KeptResult, NewDelegation } from './delegation.ts';
import type { LogSeal } from './log-seal.ts';
import { ANSWER_NAME, ID, REQUEST_NAME } from './names.ts';

interface OfDelegation {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface OfRequest extends OfDelegation {
  /** Name of the file. */
  readonly request: string;
  /** Of its bytes, in hex. */
  readonly sha256: string;
}

export interface BegunLine extends OfRequest, Omit<NewDelegation, 'prompt'> {
  readonly kind: 'begun';
}
interface FurtherLine extends OfRequest, FurtherRequest {
  readonly kind: 'further';
}
interface AskedLine extends OfDelegation, AskedModel {
  readonly kind: 'asked';
}
/** A result with these bytes is about to be written: no other file is taken for it. */
interface AnsweredLine extends OfDelegation {
  readonly kind: 'answered';
  /** Of the bytes of the JSON file, in hex. */
  readonly sha256: string;
}
interface ResultLine extends OfDelegation, KeptResult {
  readonly kind: 'result';
  /** Of the bytes of the JSON file, in hex. */
  readonly sha256: string;
}
interface ComparedLine extends OfDelegation {
  readonly kind: 'compared';
  readonly markdown: string;
  readonly json: string;
}
interface FixesLine extends OfDelegation, AppliedFixes {
  readonly kind: 'offered' | 'applied';
}

/** A file that is to be sent. */
export type RequestLine = BegunLine | FurtherLine;
export type LogLine = RequestLine | AskedLine | AnsweredLine | ResultLine | ComparedLine | FixesLine;

/** A line of the file, and whether this home wrote it, into this folder. */
export interface ReadLine {
  readonly line: LogLine;
  readonly isOwn: boolean;
}

const id = z.string().regex(ID);
const requestFile = z.string().regex(REQUEST_NAME);
const answerFile = z.string().regex(ANSWER_NAME);
const texts = z.array(z.string()).readonly();
const round = z.int().min(1);
const at = z.number();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const BEGUN = z.object({
  kind: z.literal('begun'),
  id,
  at,
  request: requestFile,
  sha256,
  issue: z.string(),
  attemptedFixes: texts,
  models: texts.refine((models) => models.length > 0),
  files: texts,
  parent: id.optional(),
  workspace: z.string(),
  terms: z.record(z.string(), z.unknown()),
});
const FURTHER = z.object({
  kind: z.literal('further'),
  id,
  at,
  round,
  model: z.string(),
  after: z.string(),
  request: requestFile,
  sha256,
  files: texts,
});
const ASKED = z.object({
  kind: z.literal('asked'),
  id,
  at,
  model: z.string(),
  round,
  runId: z.string(),
  taskId: z.string(),
  request: requestFile,
});
const ANSWERED = z.object({ kind: z.literal('answered'), id, at, sha256 });
const RESULT = z.object({
  kind: z.literal('result'),
  id,
  at,
  model: z.string(),
  round,
  state: z.enum(['answered', 'refused', 'truncated', 'invalid', 'failed']),
  confidence: z.enum(CONFIDENCE_LEVELS).optional(),
  costMicros: z.int().min(0),
  markdown: answerFile,
  json: answerFile,
  sha256,
});
const COMPARED = z.object({ kind: z.literal('compared'), id, at, markdown: answerFile, json: answerFile });
const FIXES = z.object({
  kind: z.enum(['offered', 'applied']),
  id,
  at,
  changeSet: z.string(),
  model: z.string(),
  result: answerFile,
  fixes: z.array(z.int().min(1)).readonly(),
});

const LINE: z.ZodType<LogLine> = z.discriminatedUnion('kind', [
  BEGUN,
  FURTHER,
  ASKED,
  ANSWERED,
  RESULT,
  COMPARED,
  FIXES,
]);

/** At the end of each line: a changed one is told from a whole one by anybody, one of this home from any other by this home. */
const SEALED = /^((\{.*),"mac":"([0-9a-f]{64})"),"sum":"([0-9a-f]{16})"\}$/s;
/** Two lines run into each other where a process died in the middle of one. */
const BEGINNING = /(?=\{"v":\d)/;

/** One line, with its end. */
export function writeLine(line: LogLine, seal: LogSeal): string {
  const body = JSON.stringify({ v: 1, ...line }).slice(0, -1);
  const sealed = `${body},"mac":"${seal.make(body)}"`;
  return `${sealed},"sum":"${sumOf(sealed)}"}\n`;
}

/** What is whole in a line of the file. `fault`: why something of it is not, for people: the end of a sentence. */
export function readLine(
  text: string,
  seal: LogSeal,
): { readonly lines: readonly ReadLine[]; readonly fault?: string | undefined } {
  if (text.trim() === '') return { lines: [] };
  const whole = readOne(text, seal);
  if (typeof whole !== 'string') return { lines: [whole] };
  if (whole === NEWER) return { lines: [], fault: whole };
  const pieces = text.split(BEGINNING).map((piece) => readOne(piece.slice(0, piece.lastIndexOf('}') + 1), seal));
  return { lines: pieces.filter((piece) => typeof piece !== 'string'), fault: whole };
}

const DAMAGED = 'it is damaged';
const NEWER = 'a newer hanzo wrote it';

function readOne(text: string, seal: LogSeal): ReadLine | string {
  const [, sealed = '', body = '', mac = '', sum] = SEALED.exec(text.trim()) ?? [];
  if (sum === undefined || sumOf(sealed) !== sum) return DAMAGED;
  const line = LINE.safeParse(jsonOf(`${body}}`));
  return line.success ? { line: line.data, isOwn: seal.isOwn(body, mac) } : NEWER;
}

/** A line of somebody else may have a right sum and be no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
