import type { CommentedFunction } from '@hanzo/contracts';
import { expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { answerKey } from '../src/index.ts';

const ADD: CommentedFunction = {
  name: 'add',
  kind: 'function',
  parameters: [],
  returns: 'nothing',
  throws: [],
  calls: [],
  changes: [],
  style: 'jsdoc',
  commentLine: 1,
  indent: '',
  firstLine: 1,
  lastLine: 1,
};

function keyAt(line: number, text: string, comments: CommentedFunction | undefined): string {
  const sources = [{ path: 'a.ts', firstLine: line, text }];
  return answerKey(testTask({ sources, ...(comments && { comments: { ...comments, firstLine: line } }) }), 'f');
}

it(verifies('comments.once', 'also where it has moved'), () => {
  expect(keyAt(9, 'function add() {}', ADD)).toBe(keyAt(1, 'function add() {}', ADD));
  expect(keyAt(1, 'function add(a) {}', ADD)).not.toBe(keyAt(1, 'function add() {}', ADD));
  // Findings name lines.
  expect(keyAt(9, 'function add() {}', undefined)).not.toBe(keyAt(1, 'function add() {}', undefined));
});
