import { HanzoError } from '@hanzo/contracts';
import { namesModel } from './names-model.ts';
import { outsideFences, type PlainLine } from './plain-lines.ts';

/** `DELEGATE TO GPT-4O: issue` in a text of somebody. */
export interface MagicPhrase {
  /** As written; {@link phraseModel} knows which it is. Never empty, on one line, without control characters. */
  readonly model: string;
  /** What follows on the line and on the lines of its paragraph. Never empty. */
  readonly issue: string;
  /** The text above it, which becomes context. Empty where there is none. */
  readonly before: string;
  /** The text below its paragraph, such as a stack trace, which becomes logs. Empty where there is none. */
  readonly after: string;
  /** Where it stands, counted from 1. */
  readonly line: number;
}

/** Marks of Markdown that may stand before a sentence: of quotes, lists and headings. */
const BLOCK_MARKS = String.raw`(?:[>\s]|[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s)*`;
/** Of bold and code; what opens before the phrase may close anywhere behind it. */
const INLINE_MARKS = String.raw`(?:\*{1,3}|_{1,3}|${'`'}+)`;
/** `local:llama3.2`, `llama3.2:3b`, `GPT-4O`, `Claude Sonnet 4.5`. */
const MODEL = String.raw`(?:local:)?[^:：\p{C}]{1,60}?(?::(?:[\d.]+b|latest))?`;

const PHRASE = new RegExp(
  `^(?<block>${BLOCK_MARKS})(?<open>${INLINE_MARKS}?)(?<verb>delegate[^\\S\\n]+to)[^\\S\\n]+(?<model>${MODEL})\\s*[:：](?<issue>.*)$`,
  'iu',
);

/** What the guide has in place of an issue. */
const PLACEHOLDER = /^[[<{](?:the |your |a )?(?:brief )?(?:issue|problem|bug)(?: description)?[\]>}]$/i;

/**
 * The magic phrase of a text: `DELEGATE TO <model>: <issue>` at the beginning of a line, where marks of Markdown before it do not count.
 * The issue goes on to the end of the paragraph: up to an empty line, a code block or, in a list, the next entry. In a code
 * block nothing is a phrase. In capitals it is one for any name of a model; written otherwise only where the name belongs to
 * a known family (`delegate to gpt-4o: …`), so that "Delegate to the team: …" stays a sentence.
 *
 * @throws HanzoError USAGE for two phrases, and for one without an issue
 */
export function findPhrase(text: string): MagicPhrase | undefined {
  const lines = text.split(/\r\n|\n|\r/);
  const plain = outsideFences(lines);
  const found = plain.flatMap((line) => matchOf(line) ?? []);
  const [first, second] = found;
  if (first === undefined) return undefined;
  if (second !== undefined)
    throw new HanzoError(
      'USAGE',
      `Lines ${first.line} and ${second.line} both delegate: "${shown(first)}" and "${shown(second)}".`,
      { mend: 'Delegate one issue at a time.', details: { lines: `${first.line}, ${second.line}` } },
    );
  return phraseOf(first, lines, plain);
}

interface Match {
  readonly line: number;
  readonly block: string;
  readonly open: string;
  readonly model: string;
  readonly issue: string;
}

function matchOf({ text, line }: PlainLine): Match | undefined {
  const groups = PHRASE.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { block = '', open = '', verb = '', model = '', issue = '' } = groups;
  const name = model.replaceAll(/^[\s*_`"']+|[\s*_`"']+$/g, '');
  const isLoud = /^DELEGATE\s+TO$/.test(verb);
  return namesModel(name, isLoud) ? { line, block, open, model: name, issue } : undefined;
}

function phraseOf(match: Match, lines: readonly string[], plain: readonly PlainLine[]): MagicPhrase {
  const { line, model, open } = match;
  const own = paragraphBelow(match, plain);
  const rest = [match.issue, ...own.map((text) => withoutQuote(text, match.block))].join('\n');
  const issue = withoutMarks(rest.trim(), open).trim();
  if (issue === '' || PLACEHOLDER.test(issue))
    throw new HanzoError('USAGE', `Line ${line} delegates to ${model}, and does not say what.`, {
      mend: `Write the issue behind the colon: DELEGATE TO ${model}: 500 error on /runs/start with no traceback`,
    });
  return {
    model,
    issue,
    before: trimmed(lines.slice(0, line - 1)),
    after: trimmed(lines.slice(line + own.length)),
    line,
  };
}

/** Lines right below the phrase that belong to its sentence. */
function paragraphBelow({ line, block }: Match, plain: readonly PlainLine[]): readonly string[] {
  const isEntry = /[-*+.)]\s*$/.test(block);
  const own: string[] = [];
  for (const next of plain.filter((one) => one.line > line)) {
    const bare = withoutQuote(next.text, block);
    const isOther = isEntry && /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(bare);
    // A line that is missing is one of a code block.
    if (next.line !== line + own.length + 1 || bare.trim() === '' || isOther) break;
    own.push(next.text);
  }
  return own;
}

function withoutQuote(text: string, block: string): string {
  return block.includes('>') ? text.replace(/^(?:\s*>)+ ?/, '') : text;
}

/** `**…:** issue` closes at once, `**…: issue**` at the end; in `**…**: issue` the model's name had the mark. */
function withoutMarks(issue: string, open: string): string {
  if (open === '') return issue;
  if (issue.startsWith(open)) return issue.slice(open.length);
  return issue.endsWith(open) ? issue.slice(0, -open.length) : issue;
}

function trimmed(lines: readonly string[]): string {
  return lines.join('\n').replaceAll(/^(?:[^\S\n]*\n)+|\s+$/g, '');
}

function shown({ model, issue }: Match): string {
  const words = `DELEGATE TO ${model}:${issue}`.trim();
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}
