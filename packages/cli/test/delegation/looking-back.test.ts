import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { renderResult } from '@hanzo/delegate';
import { describe, expect, it } from 'vitest';
import { withoutAnalysis } from '../../../delegate/test/results.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { run as show } from '../../src/commands/delegate/show.ts';
import { createTerminal } from '../../src/terminal/terminal.ts';
import { desk, fix, LOCK } from './apply-desk.ts';
import { analysis, CART, startDelegating, type Delegating, type Ran } from './delegating.ts';

const ISSUE = 'TypeError in src/cart.ts: total of undefined';

/** Runs what a run named as the next step to apply its fixes. */
async function applyNext({ stderr }: Ran, { hanzo }: Delegating): Promise<Ran> {
  const command = /^ {2}hanzo (delegate apply .*)$/m.exec(stderr)?.[1] ?? '';
  return await hanzo(...command.split(' '), '--yes');
}

describe('what is named at the end of a delegation', () => {
  it(verifies('delegate.next'), async () => {
    await using project = await startDelegating({
      script: ({ model }) => analysis(model === 'gpt-5' ? {} : { confidence: 'low' }),
    });
    const ran = await project.delegate(ISSUE, '--output-dir', 'kept/here');
    expect(ran.stderr).toContain('once more, with gpt-5');
    const applied = await applyNext(ran, project);
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stderr).toContain('fix 1 of gpt-5');
    expect(ran.stdout).toMatch(/`hanzo delegate apply \S+ --model gpt-5 --fix 1 --output-dir kept\/here --home \S+`/);
    const shown = await project.delegate('show', 'last', '--output-dir', 'kept/here');
    expect(shown.stdout).toContain(ran.stdout.trimEnd());

    const listed = async (): Promise<string> => (await project.delegate('list', '--output-dir', 'kept/here')).stdout;
    expect(await listed()).toMatch(/ gpt-4o,gpt-5 +applied /);
    expect((await project.hanzo('changes', 'undo', '-w', project.workspace)).code).toBe(0);
    expect(await listed()).toMatch(/ gpt-4o,gpt-5 +high, undone /);
  });

  it(verifies('delegate.next', 'of several models the surest with edits is named'), async () => {
    await using project = await startDelegating({
      script: ({ model }) => analysis(model === 'gpt-5' ? { confidence: 'medium' } : { fixes: [] }),
    });
    const ran = await project.delegate(ISSUE, '--models', 'gpt-4o,gpt-5');
    const applied = await applyNext(ran, project);
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stderr).toContain('fix 1 of gpt-5');
  });

  it(verifies('delegate-folder.compared', 'shown whatever became of its file'), async () => {
    await using project = await startDelegating({ sources: { 'src/cart.ts': CART, 'other.txt': 'from elsewhere' } });
    await project.delegate(ISSUE, '--models', 'gpt-4o,gpt-5');
    const file = join(project.folder, project.files().find((name) => /COMPARISON.*md$/.test(name)) ?? '');
    rmSync(file);
    const gone = await project.delegate('show', 'last');
    expect(gone).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^# Comparison of 2 models[^]*# Delegation result/),
    });
    symlinkSync(join(project.workspace, 'other.txt'), file);
    const linked = await project.delegate('show', 'last');
    expect(linked.stdout).toBe(gone.stdout);
  });
});

it(verifies('delegate.looking', 'a further round without an analysis does not hide what was answered'), async () => {
  using at = desk();
  await at.answered([fix(LOCK)]);
  const book = await at.delegations();
  const { id, request } = await book.find('last');
  const failed = withoutAnalysis('invalid', { id, request, round: 2, rawAnswer: 'It is the cart.' });
  await book.noteAsked(id, { model: 'gpt-4o', round: 2, runId: 'r', taskId: 'r.2', request });
  await book.keepResult(failed, renderResult(failed));
  const stdout = new PassThrough();
  const terminal = createTerminal(stdout, new PassThrough(), { NO_COLOR: '1' });
  expect(await show({ id: 'last', home: at.home, workspace: at.workspace }, terminal)).toBe(0);
  expect(String(stdout.read())).toMatch(/## Root Cause Analysis[^]*## What Happened[^]*It is the cart\./);
});
