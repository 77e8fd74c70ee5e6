import type { CommentedFunction } from '@hanzo/contracts';
import { nameInWords, type DocComment } from '@hanzo/orchestrator';

/** A doc comment without any model: what the syntax says, put into fixed sentences. What a model must be better than. */
export function templateComment({
  name,
  owner = '',
  kind,
  parameters,
  returns,
  throws,
}: CommentedFunction): DocComment {
  const words = nameInWords(kind === 'constructor' ? `create ${owner}` : name);
  return {
    summary: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`,
    params: parameters.map((parameter) => ({ name: parameter.name, text: `The ${nameInWords(parameter.name)}.` })),
    returns: returns === 'value' ? 'The result.' : '',
    throws: throws.map((type) => ({ name: type, text: 'When it fails.' })),
  };
}

/**
 * The same, tuned to the gate: with words that are true of every function, so that it says "more" than the name. It is no more useful,
 * and shows how far the gate can be met by form alone.
 */
export function tunedComment(facts: CommentedFunction): DocComment {
  const { summary, params, ...others } = templateComment(facts);
  return {
    ...others,
    summary: summary.replace(/\.$/, ', as its callers expect.'),
    params: params.map(({ name, text }) => ({ name, text: text.replace(/^The /, 'The given ') })),
  };
}
