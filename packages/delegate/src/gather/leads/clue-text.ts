import type { Clues } from '../../words.ts';

/** A piece of what is known, and how much its words are worth. */
export interface ClueText {
  readonly text: string;
  /** 1: a sentence about the problem. */
  readonly weight: number;
  /** Code, or the output of a program: its words may be names. */
  readonly isCode: boolean;
}

/** Of each text, in UTF-16 units. Of longer ones the beginning and, where errors stand, the end is looked at. */
const MOST_CHARS = 120_000;
const HEAD_SHARE = 0.4;

const TITLE = 3;
const CODE = 0.5;
const LOGS = 0.5;
const ATTEMPTS = 0.7;
const FENCE = /^[ \t>]{0,12}(?:```|~~~)/;
/** Output of programs and sessions that nobody put between fences. */
const CODE_LINE = /^(?: {4}|\t|>>> ?|\.\.\. ?|\$ |In \[|Out\[|Traceback |\s{2,}File ")/;

/** `numpy: 1.19.0`, `attrs==21.4.0`: what is installed stands in half of all reports, and has nothing to do with the fault. */
const VERSION_LINE =
  /^[ \t>*-]{0,8}[\w.-]{1,40}(?:[ \t]{0,30}[:=]{1,2}[ \t]{0,8}|[ \t]{1,30})(?:None|v?\d+(?:\.[\w+-]{1,40}){1,6})(?:[ \t(].{0,80})?$/;
/** What stands above them. */
const VERSION_HEAD =
  /\b(?:show_versions|installed versions)\b|^[#*\s]{0,12}(?:environment|versions?|system info)(?: (?:info|information|details))?[\s:*]{0,6}$/i;
/** What the template of a tracker says to those who report. */
const TEMPLATE = /<!--[^]{0,2000}?-->/g;

/** The pieces of all clues but the diff, which names its files itself. */
export function clueTexts({ issue, context, logs, attemptedFixes }: Clues): readonly ClueText[] {
  const [title = '', ...rest] = bounded(issue).replaceAll(TEMPLATE, '').trimStart().split('\n');
  return [
    { text: title.slice(0, 500), weight: TITLE, isCode: false },
    ...proseAndCode(rest.join('\n'), 1),
    ...proseAndCode(bounded(context ?? ''), 1),
    ...proseAndCode(bounded(attemptedFixes.join('\n')), ATTEMPTS),
    { text: bounded(logs ?? ''), weight: LOGS, isCode: true },
  ].filter(({ text }) => text.trim() !== '');
}

function bounded(written: string): string {
  const text = written.replaceAll('\r', '');
  if (text.length <= MOST_CHARS) return text;
  const head = text.slice(0, MOST_CHARS * HEAD_SHARE);
  return `${head}\n${text.slice(text.length - (MOST_CHARS - head.length))}`;
}

function proseAndCode(text: string, weight: number): readonly ClueText[] {
  const prose: string[] = [];
  const code: string[] = [];
  let isFenced = false;
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) isFenced = !isFenced;
    else if (!VERSION_LINE.test(line) && !VERSION_HEAD.test(line))
      (isFenced || CODE_LINE.test(line) ? code : prose).push(line);
  }
  return [
    { text: prose.join('\n'), weight, isCode: false },
    { text: code.join('\n'), weight: weight * CODE, isCode: true },
  ];
}
