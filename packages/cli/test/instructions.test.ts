import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { focusProfile } from '@hanzo/orchestrator';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { resumeRun } from '../src/commands/dev/run/resume-run.ts';
import { listeningTerminal } from './conversation/listening-terminal.ts';
import { MAX_INSTRUCTIONS, readInstructions, type InstructionsInput } from '../src/commands/dev/run/instructions.ts';

const scratch = temporaryFolder();
afterAll(() => scratch[Symbol.dispose]());

function fileIn(name: string, content: string | Buffer): string {
  const file = join(scratch.path, name);
  writeFileSync(file, content);
  return file;
}

const UNTOUCHED: InstructionsInput = {
  [Symbol.asyncIterator]: () => {
    throw new Error('standard input was read');
  },
};

function piped(...pieces: (string | Buffer)[]): InstructionsInput {
  return Readable.from(pieces, { objectMode: false });
}

describe(verifies('talk.instructions'), () => {
  it('come from where they are said to be', async () => {
    const file = fileIn('todo.md', 'Look at ünicode.\n');
    expect(await readInstructions({ instructions: 'review' }, UNTOUCHED)).toBe('review');
    expect(await readInstructions({ instructionsFile: file }, UNTOUCHED)).toBe('Look at ünicode.\n');
    expect(await readInstructions({ instructions: '-' }, piped('re', 'view'))).toBe('review');
    expect(await readInstructions({ instructionsFile: '-' }, piped('review'))).toBe('review');
    const said: string[] = [];
    const both = await readInstructions({ instructions: 'review', instructionsFile: file }, UNTOUCHED, (line) =>
      said.push(line),
    );
    expect([both, said]).toEqual(['review\n\nLook at ünicode.\n', [`instructions: the argument, then ${file}`]]);
  });

  it('are those of the focus without words, and never of a pipe that was not named', async () => {
    expect(await readInstructions({ focus: 'security' }, UNTOUCHED)).toBe(focusProfile('security').instructions);
    expect(await readInstructions({ focus: 'security', instructions: 'only auth' }, UNTOUCHED)).toBe('only auth');
    await expect(readInstructions({}, UNTOUCHED)).rejects.toMatchObject({ code: 'USAGE' });
  });

  it.each([
    ['missing', () => 'nowhere.md', 'There is no file'],
    ['binary', () => fileIn('binary', Buffer.from([104, 0, 105])), 'is not text'],
    ['not UTF-8', () => fileIn('latin', Buffer.from([0xe4, 0x20])), 'is not UTF-8'],
    ['empty', () => fileIn('empty', ' \n'), 'is empty'],
    ['huge', () => fileIn('huge', 'x'.repeat(MAX_INSTRUCTIONS + 1)), 'is larger than 64 KiB'],
    ['a folder', () => scratch.path, 'cannot be read|is no regular file'],
  ])('a file that is %s is refused, with a mend', async (_, file, sentence) => {
    const refused = readInstructions({ instructionsFile: file() }, UNTOUCHED);
    await expect(refused).rejects.toMatchObject({ code: 'USAGE', mend: expect.stringMatching(/./) });
    await expect(refused).rejects.toThrow(new RegExp(sentence));
  });

  it('as large as they may be are taken', async () => {
    const text = 'x'.repeat(MAX_INSTRUCTIONS);
    expect(await readInstructions({ instructionsFile: fileIn('largest', text) }, UNTOUCHED)).toBe(text);
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(16_384, 120);
      })(),
      { objectMode: false },
    );
    await expect(readInstructions({ instructions: '-' }, endless)).rejects.toThrow('larger than 64 KiB');
  });

  it('are those of the run when it is taken up again', async () => {
    const { terminal } = listeningTerminal();
    await expect(resumeRun({ instructionsFile: 'todo.md' }, 'last', terminal)).rejects.toThrow(
      '--resume and --instructions-file do not go together',
    );
  });

  it('are never waited for at a keyboard', async () => {
    const keyboard = { ...UNTOUCHED, isTTY: true };
    await expect(readInstructions({ instructions: '-' }, keyboard)).rejects.toThrow('that is a keyboard');
    await expect(readInstructions({ instructions: '-', instructionsFile: '-' }, keyboard)).rejects.toThrow('at once');
  });
});
