import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { commentEdits } from '../../src/comments/comment-edits.ts';
import { commentLines } from '../../src/comments/comment-lines.ts';
import { facts, said, taking } from './facts.ts';

const SHORT = said({ summary: 'Empties the queue' });
const FULL = said({
  summary: 'Loads the user with the given identifier, from memory where it was loaded before and else from the disk.',
  params: {
    fallback: 'What is returned where there is no such user; without it that is an error.',
    userId: 'Whom to load.',
  },
  returns: 'The user.',
  throws: { RangeError: 'If there is no such user.' },
});
const LOAD = facts('loadUser', { ...taking('userId', 'fallback'), returns: 'value', throws: ['RangeError'] });

describe('a doc comment above a function', () => {
  it(verifies('comments.written', 'in one line'), () => {
    expect(commentLines(SHORT, facts('clear', { indent: '\t' }))).toEqual(['\t/** Empties the queue. */']);
  });

  it(verifies('comments.written', 'with parameters in the order of the signature'), () => {
    expect(commentLines(FULL, { ...LOAD, indent: '  ' }).join('\n')).toBe(`  /**
   * Loads the user with the given identifier, from memory where it was loaded before and else from
   * the disk.
   *
   * @param userId - Whom to load.
   * @param fallback - What is returned where there is no such user; without it that is an error.
   * @returns The user.
   * @throws {RangeError} If there is no such user.
   */`);
  });

  it(verifies('comments.contained', 'above a function'), () => {
    const sly = said({ summary: 'Reads */ evil(); /* and then', params: { a: 'One @deprecated thing */' } });
    const lines = commentLines(sly, facts('read', taking('a')));
    expect(lines).toEqual([
      '/**',
      ' * Reads * / evil(); /* and then.',
      ' *',
      ' * @param a - One `@deprecated` thing * /',
      ' */',
    ]);
  });
});

describe('a docstring', () => {
  const python = { style: 'docstring', indent: '    ' } as const;

  it(verifies('comments.written', 'as a docstring in one line'), () => {
    expect(commentLines(SHORT, facts('clear', python))).toEqual(['    """Empties the queue."""']);
  });

  it(verifies('comments.written', "as a docstring in Google's style"), () => {
    expect(commentLines(FULL, { ...LOAD, ...python }).join('\n'))
      .toBe(`    """Loads the user with the given identifier, from memory where it was loaded before
    and else from the disk.

    Args:
        userId: Whom to load.
        fallback: What is returned where there is no such user; without it that is an
            error.

    Returns:
        The user.

    Raises:
        RangeError: If there is no such user.
    """`);
  });

  it(verifies('comments.written', 'with tabs, of a generator'), () => {
    const each = facts('each', { ...python, indent: '\t', returns: 'value', isGenerator: true });
    expect(commentLines(said({ summary: 'Walks them.', returns: 'Each of them.' }), each)).toEqual([
      '\t"""Walks them.',
      '',
      '\tYields:',
      '\t\tEach of them.',
      '\t"""',
    ]);
  });

  it.each([
    ['Says """hello""" aloud.', [`    """Says '''hello''' aloud."""`]],
    ['Says "hello"', ['    """Says "hello"', '    """']],
    [String.raw`Splits at \n and \t.`, [String.raw`    r"""Splits at \n and \t."""`]],
  ])(verifies('comments.contained', 'in a docstring: %s'), (summary, lines) => {
    expect(commentLines(said({ summary }), facts('say', python))).toEqual(lines);
  });
});

describe('the place of a doc comment', () => {
  const edit = (text: string, commentLine: number, firstLine = 1): { find: string; replace: string } => {
    const source = { path: 'a.ts', firstLine, text };
    const { edits } = commentEdits(SHORT, facts('clear', { firstLine, commentLine }), source);
    const [{ find, replace } = { find: '', replace: '' }] = edits;
    return { find, replace };
  };

  it(verifies('comments.placed', 'by the first line'), () => {
    expect(edit('function clear() {\n}', 7, 7)).toEqual({
      find: 'function clear() {',
      replace: '/** Empties the queue. */\nfunction clear() {',
    });
  });

  it(verifies('comments.placed', 'by as many lines as stand there once'), () => {
    expect(edit('x = 1\nx = 1\ny = 1\n', 2).find).toBe('x = 1\ny = 1');
    expect(edit('a {\nb\n}\nb', 4)).toEqual({ find: '}\nb', replace: '}\n/** Empties the queue. */\nb' });
  });

  it(verifies('comments.placed', 'in a text with other line ends'), () => {
    expect(edit('a\r\nb\r\n', 2)).toEqual({ find: 'b', replace: '/** Empties the queue. */\nb' });
  });
});
