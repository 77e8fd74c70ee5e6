import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '@hanzo/orchestrator';
import { describe, expect, it } from 'vitest';
import { writePatch } from '../src/commands/dev/report/patch-file.ts';
import { answerInWords } from '../src/commands/tasks/answer-in-words.ts';
import { listenForInterrupts } from '../src/process/interrupt.ts';
import type { Terminal } from '../src/terminal/terminal.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

describe('a patch', () => {
  it(verifies('cli.patch-applied', 'none where nothing was changed'), async () => {
    using folder = temporaryFolder();
    const root = realpathSync(folder.path);
    const file = join(root, 'out.diff');
    const said: string[] = [];
    const terminal = { err: (line: string) => said.push(line) } as unknown as Terminal;
    const result = (text: string, files: number): RunResult =>
      ({ patch: { root, text, files, parts: [] } }) as unknown as RunResult;
    await writePatch(result('', 0), { patch: file }, terminal);
    expect(said).toEqual([`no patch: nothing was changed, so ${file} is not written`]);
    expect(existsSync(file)).toBe(false);
    await writePatch(result('diff', 1), { patch: file }, terminal);
    expect(said[1]).toMatch(/^Patch: .*out\.diff \(1 file\); look at it, then: git .*apply .*out\.diff$/);
    expect(existsSync(file)).toBe(true);
  });

  it('of a task that is retried is told as a diff', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'a.txt'), 'one\ntwo\n');
    const sources = [{ path: 'a.txt', firstLine: 1, text: 'one\ntwo' }];
    const output = { kind: 'json', name: 'edits', schema: { type: 'boolean' } } as const;
    const told = async (...edits: object[]): Promise<string> => {
      const text = JSON.stringify({ summary: 'Counts.', edits });
      return await answerInWords({ sources, output }, { text, who: { kind: 'local', model: 'm' } }, folder.path);
    };
    expect(await told({ path: 'a.txt', find: 'two', replace: 'zwei' })).toMatch(
      /^Counts\.\n\ndiff --git .*\n-two\n\+zwei\n$/s,
    );
    expect(await told()).toBe('Counts.\n\nNothing is changed.');
    expect(await told({ path: 'a.txt', find: 'three', replace: '' })).toContain('"find":"three"');
  });
});

it('a terminal that is closed ends a command as a signal does', () => {
  const told: string[] = [];
  using interrupts = listenForInterrupts((name) => told.push(name));
  process.emit('SIGHUP', 'SIGHUP');
  expect([told, interrupts.drain.aborted, interrupts.stop.aborted]).toEqual([['SIGHUP'], true, false]);
});
