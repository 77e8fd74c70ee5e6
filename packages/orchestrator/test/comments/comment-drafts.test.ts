import type { Task } from '@hanzo/contracts';
import { openSyntax } from '@hanzo/tools';
import { describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { commentDrafts } from '../../src/comments/comment-drafts.ts';
import { commentEdits } from '../../src/comments/comment-edits.ts';
import { type FunctionsOf, functionsOnce } from '../../src/comments/functions-of.ts';
import { task } from '../samples.ts';
import { said } from './facts.ts';

type Draft = Pick<Task, 'title' | 'sources' | 'comments'>;

function drafts(text: string, functionsOf: FunctionsOf, functions?: number): readonly Draft[] {
  const { tier, maxOutputTokens, sampling, timeoutMs } = task();
  const common = { kind: 'comments', tier, maxOutputTokens, sampling, timeoutMs } as const;
  const planned = { kind: 'comments', tier, title: '', files: ['a.ts'], instructions: '' } as const;
  return commentDrafts({ ...planned, ...(functions !== undefined && { functions }) }, common, {
    instructions: 'Write doc comments',
    texts: new Map([['a.ts', text]]),
    functionsOf,
  });
}

describe('tasks of doc comments', () => {
  it.each([
    ['// @ts-expect-error of old\n', 1],
    ['// eslint-disable-next-line no-empty\n// because\n', 1],
    ['// Why.\n/* istanbul ignore next */\n', 2],
    ['// Why.\n', 2],
  ])(verifies('comments.placed', 'below %j'), async (above, line) => {
    const lines = `${above}function clear() {\n}\n`.split('\n');
    using syntax = await openSyntax(['a.ts']);
    const [draft] = drafts(lines.join('\n'), functionsOnce(syntax));
    const [source] = draft?.sources ?? [];
    if (draft?.comments === undefined || source === undefined) throw new Error('there is one');
    const [edit] = commentEdits(said({ summary: 'Empties the queue' }), draft.comments, source).edits;
    expect(lines.join('\n').replace(edit?.find ?? '', () => edit?.replace ?? '')).toBe(
      lines.toSpliced(line - 1, 0, '/** Empties the queue. */').join('\n'),
    );
  });

  it(verifies('comments.each', 'a file is cut into lines once, however many functions it has'), async () => {
    const text = Array.from({ length: 40 }, (_, at) => `function add${at}() {\n}\n`).join('');
    using syntax = await openSyntax(['a.ts']);
    const functionsOf = functionsOnce(syntax);
    expect(functionsOf('a.ts', text)).toHaveLength(40);
    const split = vi.spyOn(String.prototype, 'split');
    try {
      const made = drafts(text, functionsOf, 30);
      const whole = split.mock.contexts.filter((one) => String(one) === text);
      expect([made.length, whole.length]).toEqual([30, 1]);
      expect(made.at(-1)).toMatchObject({
        title: 'comments a.ts:59 add29',
        sources: [{ firstLine: 59, text: 'function add29() {\n}' }],
      });
    } finally {
      split.mockRestore();
    }
  });
});
