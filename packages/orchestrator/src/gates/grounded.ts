import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import type { Edit, Finding } from '@hanzo/tools';
import { isEditsTask, parseEdits } from '../edits/edits-schema.ts';
import { anchor } from '../findings/anchor.ts';
import { parseFindings } from '../findings/findings-schema.ts';
import { isPatternsTask, namesRealModules } from '../suggestions/patterns-task.ts';
import { namedIn, namesCodeOf, particularIdentifiers } from './identifiers.ts';
import { codeWords, modelWords } from './model-words.ts';
import { PASSED, reject } from './verdict.ts';

/** Named identifiers that an answer needs; one suffices for a source that has few. */
const WANTED = 2;
const FEW = 4;

/**
 * The answer speaks of this very source: it names identifiers that occur in it and are not everyday words. Noise and
 * "looks good" therefore never count as a review. A source without such identifiers cannot be held against. Edits of what
 * stands there show that it was read, and so does what one finding says of the code that it quotes rightly.
 */
export function grounded(task: Task, answer: Answer): GateVerdict {
  if (isPatternsTask(task) && !namesRealModules(task, answer))
    return reject('grounded', 'The answer names no module of the facts, or only such as are not there.');
  if (editsWhatStands(task, answer)) return PASSED;
  const findings = findingsOf(answer);
  if (findings.some((finding) => speaksOfItsQuote(task, finding))) return PASSED;
  const known = new Set(task.sources.flatMap((source) => [...particularIdentifiers(source.text)]));
  const wanted = Math.min(known.size < FEW ? 1 : WANTED, known.size);
  const whys = findings.map(({ rationale }) => rationale).join('\n');
  const named = namedIn(`${modelWords(task, answer)}\n${codeWords(task, answer)}\n${whys}`, known);
  if (named.size >= wanted) return PASSED;
  return reject(
    'grounded',
    `The answer names ${named.size} of the ${known.size} identifiers of the source; at least ${wanted} are needed to show that it was read.`,
  );
}

/** Whether each has its place, and what becomes of the file, is for the gates behind this one. */
function editsWhatStands(task: Task, { text }: Answer): boolean {
  const parsed = isEditsTask(task) ? parseEdits(text) : undefined;
  const edits: readonly Edit[] = parsed?.ok === true ? parsed.value.edits : [];
  return edits.some(
    ({ path, find, replace }) =>
      /[\p{L}\p{N}]/u.test(find) &&
      find !== replace &&
      task.sources.some((source) => source.path === path && plain(source.text).includes(plain(find))),
  );
}

function findingsOf({ text }: Answer): readonly Finding[] {
  const parsed = parseFindings(text);
  return parsed.ok ? parsed.value.findings : [];
}

function speaksOfItsQuote({ sources }: Task, finding: Finding): boolean {
  const place = anchor(sources, finding);
  if (place === undefined) return false;
  const code = sources.map(({ text }) => text).join('\n');
  const { message, rationale, fix, quote } = finding;
  return namesCodeOf([message, rationale, fix].join('\n'), { code, quote });
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
