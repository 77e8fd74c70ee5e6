import type { CommentedFunction } from '@hanzo/contracts';
import type { WrittenFunction } from './code/write-function.ts';
import { whenByType } from './code/guards.ts';
import type { Frame } from './frame.ts';
import { listed, prose, sentence } from './grammar.ts';
import { commentFault, type DocComment, nameInWords } from './production.ts';

/** The doc comment of a function: what its frame says, and what its code adds. Undefined: it would be refused. */
export function docComment(frame: Frame, written: WrittenFunction): DocComment | undefined {
  const { facts, parameters, guards, text } = written;
  const rest = {
    params: facts.parameters.map(({ name }, index) => ({ name, text: parameters[index]?.text ?? '' })),
    returns: facts.returns === 'nothing' ? '' : frame.returns,
    throws: facts.throws.map((name) => ({
      name,
      text: guards.find(({ type }) => type === name)?.when ?? whenByType(name),
    })),
  };
  for (const more of additions(frame, facts)) {
    const comment = { summary: sentence(`${frame.summary}${more}`), ...rest };
    if (commentFault(comment, facts, text) === undefined) return comment;
  }
  return undefined;
}

/** What may be added to the summary: the first that leaves nothing wanting is taken. */
function* additions(frame: Frame, facts: CommentedFunction): Generator<string> {
  const changed = changes(frame, facts);
  if (changed !== '') yield changed;
  else yield '';
  if (frame.owner !== undefined) yield ` for this ${prose(frame.owner)}`;
  const [call] = facts.calls;
  if (call !== undefined) yield `, by means of \`${call}\``;
  if (facts.isAsync === true) yield ', and waits until that is done';
  yield ' in this module';
}

function changes({ mayChange, body, nameWords, summary }: Frame, { changes: fields }: CommentedFunction): string {
  if (!mayChange || body === 'set') return '';
  const named = fields
    .map((field) => nameInWords(field))
    .filter((words) => words !== '' && !words.split(' ').every((word) => nameWords.includes(word)));
  if (named.length === 0) return '';
  const which = listed(named.slice(0, 2).map((words) => prose(words.split(' '))));
  if (body === 'construct') return summary.startsWith('makes a new ') ? ` with its ${which}` : '';
  return `, and updates its ${which}`;
}
