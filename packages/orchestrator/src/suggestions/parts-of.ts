export interface AnswerParts {
  /** What stands before the first part. */
  readonly opening: string;
  readonly parts: readonly string[];
  /** False where parts are mere paragraphs: nothing says where a suggestion begins. */
  readonly haveHeadings: boolean;
}

/** Below all levels of `#`. */
const BOLD = 7;
/** Bold names of what each suggestion holds. */
const LABELS = /^(?:benefits?|costs?|first step|problem|modules?|risks?|why\b.*)$/i;

/**
 * The suggestions of an answer, by its highest headings (a single title is none), or by names in bold that stand alone; else its
 * paragraphs. Blocks of code are never cut.
 */
export function partsOf(text: string): AnswerParts {
  const lines = linesOf(text);
  const levels = lines.flatMap(({ level }) => level ?? []).toSorted((a, b) => a - b);
  const [first, second] = levels;
  const base = first !== second && second !== undefined ? second : first;
  const begins = ({ level, isAfterGap }: Line): boolean => (base === undefined ? isAfterGap : level === base);
  const parts: string[] = [''];
  for (const line of lines) {
    if (begins(line)) parts.push('');
    parts[parts.length - 1] += line.text;
  }
  const [opening = '', ...others] = parts;
  if (base === undefined) return { opening: '', parts, haveHeadings: false };
  return { opening, parts: others, haveHeadings: true };
}

interface Line {
  readonly text: string;
  readonly level: number | undefined;
  readonly isAfterGap: boolean;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let isCode = false;
  let isAfterGap = false;
  for (const line of text.split(/(?<=\n)/)) {
    const isEmpty = line.trim() === '';
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
    lines.push({
      text: line,
      level: isCode ? undefined : levelOf(line),
      isAfterGap: !isCode && isAfterGap && !isEmpty,
    });
    isAfterGap = isEmpty;
  }
  return lines;
}

function levelOf(line: string): number | undefined {
  const [, marks] = /^(#{1,6}) \S/.exec(line) ?? [];
  if (marks !== undefined) return marks.length;
  const [, name = ''] = /^\s*(?:[-*]\s+|\d+[.)]\s+)?\*\*([^*]+)\*\*:?\s*$/.exec(line) ?? [];
  return name === '' || LABELS.test(name.replace(/:$/, '').trim()) ? undefined : BOLD;
}
