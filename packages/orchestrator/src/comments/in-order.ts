import type { CommentedFunction } from '@hanzo/contracts';
import type { DocComment, NamedText } from './comment-schema.ts';
import { plainName, saidOfReturns } from './rules/parts-fault.ts';

/** A comment as it is written down: parameters in the order of the signature, texts in one line each, a sentence as the summary. */
export function inOrder(comment: DocComment, facts: CommentedFunction): DocComment {
  const { params, throws } = comment;
  const byName = new Map(params.map(({ name, text }) => [plainName(name), tidy(text)]));
  const ordered = facts.parameters.flatMap(({ name }): readonly NamedText[] => {
    const text = byName.get(name);
    return text === undefined ? [] : [{ name, text }];
  });
  const summary = tidy(comment.summary);
  return {
    summary: /[.!?:…)"'`。！？]$/u.test(summary) ? summary : `${summary}.`,
    params: ordered,
    returns: tidy(saidOfReturns(comment, facts)),
    throws: throws.map(({ name, text }) => ({ name: tidy(name).replaceAll(/[`{}]/g, ''), text: tidy(text) })),
  };
}

function tidy(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
