import { firstChars, type JsonSchema, type OutputShape } from '@hanzo/contracts';
import { EDIT_SCHEMA, type Parsed, parseJsonAs } from '@hanzo/tools';
import { z } from 'zod';
import { type Analysis, type Confidence, CONFIDENCE_LEVELS, type RecommendedFix } from '../words.ts';
import { answeredEdits } from './answered-edits.ts';
import { objectIn } from './object-in.ts';

const MAX_FIXES = 6;
const MAX_EDITS = 12;
const MAX_NAMES = 10;

const FIX: JsonSchema = {
  type: 'object',
  properties: {
    title: { type: 'string', maxLength: 160, description: 'What to do, in one line' },
    explanation: { type: 'string', description: 'How it is done and why it removes the cause' },
    code_example: {
      type: 'string',
      description: 'The code that matters, as it shall be; empty where the edits say it all',
    },
    edits: {
      type: 'array',
      items: EDIT_SCHEMA,
      maxItems: MAX_EDITS,
      description: 'Exact changes of files that you were shown; empty where you cannot copy their text exactly',
    },
  },
  required: ['title', 'explanation', 'code_example', 'edits'],
  additionalProperties: false,
};

/** Engines write fields in this order: why they are sure comes before how sure they are. */
const ANALYSIS: JsonSchema = {
  type: 'object',
  properties: {
    root_cause: { type: 'string', description: 'What causes the issue, in one to three sentences' },
    technical_explanation: {
      type: 'string',
      description: 'Why it happens, step by step, naming files, lines and code',
    },
    fixes: { type: 'array', items: FIX, maxItems: MAX_FIXES, description: 'The most important first' },
    additional_investigation: {
      type: 'array',
      items: { type: 'string' },
      maxItems: MAX_NAMES,
      description: 'What else to check, and how',
    },
    wanted_files: {
      type: 'array',
      items: { type: 'string', maxLength: 240 },
      maxItems: MAX_NAMES,
      description: 'Paths of files that you were not shown and would have to see to be surer',
    },
    confidence_reason: { type: 'string', description: 'What the evidence proves, and what is only a guess' },
    confidence: { type: 'string', enum: CONFIDENCE_LEVELS, description: 'How sure you are of the root cause' },
  },
  required: [
    'root_cause',
    'technical_explanation',
    'fixes',
    'additional_investigation',
    'wanted_files',
    'confidence_reason',
    'confidence',
  ],
  additionalProperties: false,
};

/** The output shape of tasks that analyse an issue. */
export const ANALYSIS_OUTPUT: OutputShape = { kind: 'json', name: 'analysis', schema: ANALYSIS };

/** Engines without a grammar may exceed what they were given, within reason. All in UTF-16 units, or entries. */
const MOST_ANSWER_CHARS = 4_000_000;
const MOST_CHARS = 40_000;
const MOST_LINE_CHARS = 1_000;
const MOST_FIXES = 50;
const MOST_ENTRIES = 200;

const prose = z.string().max(MOST_CHARS).transform(tidy);
const oneLine = z
  .string()
  .max(MOST_CHARS)
  .transform((text) => firstChars(tidy(text).replace(/\s+/g, ' '), MOST_LINE_CHARS));

/** One text counts as a list of one. */
const entries = z
  .union([prose.transform((text) => [text]), z.array(z.union([prose, z.null()])).max(MOST_ENTRIES)])
  .nullish()
  .transform((all) => (all ?? []).filter((text): text is string => text !== null && text !== ''));

const fixValidator: z.ZodType<RecommendedFix> = z
  .object({
    title: oneLine.nullish(),
    explanation: prose.nullish(),
    code_example: z.string().max(MOST_CHARS).nullish(),
    edits: answeredEdits,
  })
  .transform(({ title, explanation, code_example: code, edits }) => {
    const isExact = edits.kind === 'exact';
    return {
      title: title || 'A fix without a title',
      explanation: joined(explanation, isExact ? '' : edits.why),
      codeExample: blankLinesOff(joined(code, isExact ? '' : edits.shown)),
      edits: isExact ? edits.edits : [],
    };
  });

const analysisValidator: z.ZodType<Analysis> = z
  .object({
    root_cause: prose.refine((text) => text !== '', 'it is empty'),
    technical_explanation: prose.nullish(),
    fixes: z.array(fixValidator).max(MOST_FIXES).nullish(),
    additional_investigation: entries,
    wanted_files: entries,
    confidence: z.unknown().optional(),
    confidence_reason: prose.nullish(),
  })
  .transform((said) => {
    const confidence = confidenceOf(said.confidence);
    return {
      rootCause: said.root_cause,
      technicalExplanation: said.technical_explanation ?? '',
      fixes: said.fixes ?? [],
      additionalInvestigation: said.additional_investigation,
      wantedFiles: said.wanted_files,
      // Whoever does not say how sure he is, is not.
      confidence: confidence ?? 'low',
      confidenceReason:
        said.confidence_reason || (confidence === undefined ? 'The model does not say how sure it is.' : ''),
    };
  });

/**
 * Reads the answer of a model: an analysis with a root cause, of bounded length. Words and a Markdown fence around the JSON, and fields
 * that matter less, are forgiven; anything else is not.
 */
export function parseAnalysis(text: string): Parsed<Analysis> {
  if (text.trim() === '') return { ok: false, reason: 'It is empty.' };
  if (text.length > MOST_ANSWER_CHARS)
    return { ok: false, reason: `It is longer than ${MOST_ANSWER_CHARS / 1_000_000} million characters.` };
  return parseJsonAs(objectIn(text), analysisValidator);
}

/** Why a text is no analysis, as a sentence; undefined: it is one. */
export function judgeAnalysis(text: string): string | undefined {
  const parsed = parseAnalysis(text);
  return parsed.ok ? undefined : parsed.reason;
}

/** The first level that is named, as in `Very high.`; none in `not high`. */
function confidenceOf(said: unknown): Confidence | undefined {
  const words = typeof said === 'string' ? (said.toLowerCase().match(/[a-z']+/g) ?? []) : [];
  const at = words.findIndex((word) => CONFIDENCE_LEVELS.some((level) => level === word));
  const isDenied = words.slice(0, Math.max(0, at)).some((word) => /^(?:no|not|never|hardly)$|n't$/.test(word));
  return isDenied ? undefined : CONFIDENCE_LEVELS.find((level) => level === words[at]);
}

function joined(text: string | null | undefined, more: string): string {
  return [text ?? '', more].filter((part) => part !== '').join('\n\n');
}

/** Half characters cannot be written to a file and read back. */
function tidy(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').trim();
}

/** Code keeps its first indentation. */
function blankLinesOff(code: string): string {
  return code
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}
