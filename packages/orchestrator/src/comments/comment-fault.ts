import type { CommentedFunction } from '@hanzo/contracts';
import type { DocComment } from './comment-schema.ts';
import { inventedCode } from './rules/invented-code.ts';
import { paramsFault, returnsFault, throwsFault } from './rules/parts-fault.ts';
import { moreFault, nameFault } from './rules/says-name.ts';
import { summaryFault } from './rules/text-fault.ts';

/**
 * What is wrong with a doc comment of a function, as a sentence; undefined: nothing that rules can see. They read English.
 *
 * @param source the function's text
 */
export function commentFault(comment: DocComment, facts: CommentedFunction, source: string): string | undefined {
  return (
    summaryFault(comment.summary) ??
    paramsFault(comment, facts) ??
    returnsFault(comment, facts) ??
    throwsFault(comment, facts, source) ??
    nameFault(comment, facts) ??
    moreFault(comment, facts) ??
    inventedCode(comment, facts, source)
  );
}
