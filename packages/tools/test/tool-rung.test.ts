import type { RungContext, Task, Who } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { createToolRung, openWorkspace } from '../src/index.ts';
import { tempFolder } from './temp-folder.ts';
import { verifies } from '../../../test/support/verifies.ts';

function task(kind: Task['kind'], ...paths: string[]): Task {
  return {
    id: 't1',
    runId: 'r1',
    kind,
    tier: 'simple',
    title: 'check',
    system: '',
    prompt: '',
    output: { kind: 'text' },
    sources: paths.map((path) => ({ path, firstLine: 1, text: '' })),
    maxOutputTokens: 1,
    sampling: {},
    timeoutMs: 1000,
  };
}

function context(
  signal: AbortSignal = new AbortController().signal,
): RungContext & { started: Who[]; pieces: string[] } {
  const started: Who[] = [];
  const pieces: string[] = [];
  return {
    signal,
    started,
    pieces,
    onStart: (who) => started.push(who),
    onText: (piece) => pieces.push(piece),
    onLost: () => undefined,
  };
}

describe('the tool rung', () => {
  it(verifies('tools.free'), async () => {
    await using folder = await tempFolder({ 'a.json': '{"a": }', 'b.rb': 'x = 1\n' });
    const rung = createToolRung(await openWorkspace(folder.path));
    const heard = context();
    const answer = await rung.attempt(task('check', 'a.json', 'b.rb'), heard);
    expect(answer).toMatchObject({ finish: 'stop', costMicros: 0, who: { kind: 'tool', tool: 'syntax-check' } });
    expect(JSON.parse(answer.text)).toEqual({
      summary:
        'a.json: checked merge markers and JSON syntax, 1 found. ' +
        'b.rb: checked merge markers, nothing found. Not checked further: there is no syntax check for .rb files here.',
      findings: [
        {
          line: 1,
          quote: '{"a": }',
          severity: 'high',
          category: 'syntax',
          confidence: 'high',
          rationale: '',
          message: 'A value is expected, but "}" is there (line 1, column 7).',
          fix: 'Mend the syntax here or in the lines just above.',
        },
      ],
    });
    expect(heard.started).toEqual([answer.who]);
    expect(heard.pieces.join('')).toBe(answer.text);
  });

  it('gives a reason for tasks that are not its own', async () => {
    await using folder = await tempFolder({});
    const rung = createToolRung(await openWorkspace(folder.path));
    expect(rung.unfit(task('review', 'a.ts'))).toBe('Tools do check, format, lint only; this is a review task.');
    expect(rung.unfit(task('check'))).toBe('The task names no file to check.');
    expect(rung.unfit(task('check', 'a.ts'))).toBeUndefined();
    expect([rung.name, rung.paid]).toEqual(['tool', false]);
  });

  it('fails clearly when a file is gone or outside', async () => {
    await using folder = await tempFolder({});
    const rung = createToolRung(await openWorkspace(folder.path));
    await expect(rung.attempt(task('check', 'gone.ts'), context())).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
      message: 'gone.ts cannot be checked: missing.',
    });
    await expect(rung.attempt(task('check', '../x.ts'), context())).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('does nothing once cancelled', async () => {
    await using folder = await tempFolder({ 'a.ts': '' });
    const rung = createToolRung(await openWorkspace(folder.path));
    const heard = context(AbortSignal.abort());
    await expect(rung.attempt(task('check', 'a.ts'), heard)).rejects.toMatchObject({ name: 'AbortError' });
    expect(heard.started).toEqual([]);
  });
});
