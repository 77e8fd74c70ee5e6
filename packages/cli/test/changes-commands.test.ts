import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { homePaths } from '@hanzo/config';
import type { RunResult } from '@hanzo/orchestrator';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import type { ChangeCheck, ChangeSet } from '../src/changes/change-set.ts';
import { changesField, endWithChanges, exitWithChanges } from '../src/changes/end-with-changes.ts';
import { offerChanges } from '../src/changes/offer-changes.ts';
import { openChanges } from '../src/changes/open-changes.ts';
import { visibleDiff } from '../src/changes/visible-diff.ts';
import { run as apply } from '../src/commands/changes/apply.ts';
import { run as list } from '../src/commands/changes/list.ts';
import { run as redo } from '../src/commands/changes/redo.ts';
import { run as show } from '../src/commands/changes/show.ts';
import { run as undo } from '../src/commands/changes/undo.ts';
import { checkChanges } from '../src/commands/doctor/checks/changes.ts';
import type { Setting } from '../src/setting.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';

interface Desk extends Disposable {
  readonly home: string;
  readonly workspace: string;
  readonly terminal: Terminal;
  out(): string;
  err(): string;
  make(...checks: ChangeCheck[]): ChangeSet;
  read(): string;
}

function desk(): Desk {
  const stack = new DisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const workspace = realpathSync(stack.use(temporaryFolder('hanzo-desk-')).path);
  writeFileSync(join(workspace, 'a.txt'), 'one\n');
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const heard = (stream: PassThrough) => (): string => String(stream.read() ?? '');
  return {
    home,
    workspace,
    terminal: createTerminal(stdout, stderr, { NO_COLOR: '1' }),
    out: heard(stdout),
    err: heard(stderr),
    make: (...checks) => {
      using book = openChanges(homePaths(home));
      const files = [{ path: 'a.txt', before: 'one\n', after: 'two\n' }];
      return book.make({ workspace, runId: 'r', title: 'mends 1 finding in 1 file', files, checks });
    },
    read: () => readFileSync(join(workspace, 'a.txt'), 'utf8'),
    [Symbol.dispose]: () => stack.dispose(),
  };
}

const UNTRIED: ChangeCheck = { name: 'tests', verdict: 'unjudged', why: 'there is no room', isUntried: true };
const FAILED: ChangeCheck = { name: 'tests', verdict: 'failed', why: 'it exited with 1' };

describe('hanzo changes', () => {
  it(verifies('changes.commands'), async () => {
    using at = desk();
    const { home, workspace, terminal } = at;
    const flags = { home, workspace };
    expect(await list(flags, terminal)).toBe(0);
    expect(at.out()).toContain('No changes were made yet.');
    const { id } = at.make();
    await list({ home, all: true, json: true }, terminal);
    expect(JSON.parse(at.out())).toMatchObject({ sets: [{ id, state: 'made', files: [{ path: 'a.txt' }] }] });
    // A folder of the project is the project.
    mkdirSync(join(workspace, 'sub'));
    await show({ home, workspace: join(workspace, 'sub') }, terminal);
    expect(at.out()).toContain('-one\n+two\n');
    const output = join(home, 'a.diff');
    await show({ home, id, output }, terminal);
    execFileSync('git', ['apply', '--check', output], { cwd: workspace });
    await expect(apply(flags, terminal)).rejects.toMatchObject({
      code: 'USAGE',
      mend: expect.stringContaining('--yes'),
    });
    await expect(undo(flags, terminal)).rejects.toMatchObject({ code: 'CHANGES_UNKNOWN' });
    expect([await apply({ ...flags, yes: true }, terminal), at.read()]).toEqual([0, 'two\n']);
    expect(at.err()).toContain(`take that back with: hanzo changes undo ${id} --home`);
    expect([await undo(flags, terminal), at.read()]).toEqual([0, 'one\n']);
    expect([await redo({ home, id: id.slice(0, 5) }, terminal), at.read()]).toEqual([0, 'two\n']);
    await undo(flags, terminal);
    // Nothing waits, so the one that was undone is meant.
    expect([await apply({ ...flags, yes: true }, terminal), at.read()]).toEqual([0, 'two\n']);
    await expect(redo(flags, terminal)).rejects.toMatchObject({
      message: expect.stringContaining('no undone set of changes'),
    });
    at.out();
    await list(flags, terminal);
    expect(at.out()).toMatch(new RegExp(`${id} +applied +1 `));
  });

  it(verifies('changes.kept-refused'), async () => {
    using at = desk();
    const { home, workspace, terminal } = at;
    const flags = { home, workspace, yes: true };
    const refused: readonly ChangeCheck[] = [FAILED, { ...UNTRIED, name: 'lint' }];
    for (const [checks, why] of [
      [refused, 'a command of the project refuses: add --despite-checks'],
      [[UNTRIED], 'no command of the project could be tried on: add --despite-checks'],
    ] as const) {
      at.make(...checks);
      expect([await apply(flags, terminal), at.read()]).toEqual([1, 'one\n']);
      expect(at.err()).toContain(`--yes does not apply what ${why}`);
      const made = { set: at.make(...checks), kind: 'none' } as const;
      const options = { paths: homePaths(home), yes: true, stopped: false };
      const offered = await offerChanges(made, options, terminal);
      expect([offered.set.state, exitWithChanges(0, offered), at.read()]).toEqual(['made', 1, 'one\n']);
    }
    await expect(apply({ home, workspace, despiteChecks: true }, terminal)).rejects.toMatchObject({ code: 'USAGE' });
    expect([await apply({ ...flags, despiteChecks: true }, terminal), at.read()]).toEqual([0, 'two\n']);
    await undo(flags, terminal);
    // Of a command that ran and says nothing there is nothing to doubt.
    at.make({ name: 'tests', verdict: 'unjudged', why: 'it exited with 1 without the changes, too' });
    expect([await apply(flags, terminal), at.read()]).toEqual([0, 'two\n']);
  });

  it(verifies('edits.visible', 'in a diff'), async () => {
    using at = desk();
    const { home, workspace, terminal } = at;
    const after = 'a\u202eb\u200b\rc\u{e0041}\n';
    {
      using book = openChanges(homePaths(home));
      const files = [{ path: 'a.txt', before: 'one\n', after }];
      book.make({ workspace, runId: 'r', title: 'mends', files, checks: [] });
    }
    await show({ home, workspace }, terminal);
    expect(at.out()).toContain('+a<U+202E>b<U+200B><U+000D>c<U+E0041>\n');
    expect(at.err()).toContain('write it with --output');
    const output = join(home, 'a.diff');
    await show({ home, workspace, output }, terminal);
    execFileSync('git', ['apply', output], { cwd: workspace });
    expect(at.read()).toBe(after);
    at.out();
    await show({ home, workspace, json: true }, terminal);
    expect(JSON.parse(at.out())).toMatchObject({ diff: expect.stringContaining(after) });
    // Line ends are no news where all of them are so.
    const crlf = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n';
    expect(visibleDiff(crlf)).toBe(crlf.replaceAll('\r', ''));
    expect(visibleDiff(crlf.replace('-b\r', '-c'))).toContain('-c\n+c<U+000D>\n');
  });

  it(verifies('changes.commands', 'hanzo doctor looks at the book'), async () => {
    using at = desk();
    const paths = homePaths(at.home);
    const look = async () => await checkChanges({ paths } as Setting);
    expect(await look()).toContainEqual({ name: 'changes', state: 'ok', detail: expect.stringContaining('first run') });
    at.make();
    expect(await look()).toContainEqual({ name: 'changes', state: 'ok', detail: expect.stringContaining('1 set') });
    writeFileSync(paths.changes, 'no database at all, and long enough to be looked at as one'.repeat(100));
    expect(await look()).toContainEqual(expect.objectContaining({ name: 'changes', state: 'fail' }));
  });
});

describe('changes at the end of a run', () => {
  const offer = { yes: true, stopped: false };

  it(verifies('cli.auto-fix', 'asked once, and only yes is yes'), async () => {
    using at = desk();
    const paths = homePaths(at.home);
    const asked: string[] = [];
    const ask = (reply: boolean) => async (question: string) => (asked.push(question), await Promise.resolve(reply));
    const made = { set: at.make(), kind: 'worktree' } as const;
    const no = await offerChanges(made, { paths, yes: false, stopped: false, ask: ask(false) }, at.terminal);
    expect([no.set.state, at.read()]).toEqual(['made', 'one\n']);
    expect(at.err()).toMatch(
      /-one\n\+two\n[^]*not applied: the changes are kept\. Apply them with: hanzo changes apply/,
    );
    const yes = await offerChanges(made, { paths, yes: false, stopped: false, ask: ask(true) }, at.terminal);
    expect([yes.set.state, at.read(), asked.length]).toEqual(['applied', 'two\n', 2]);
  });

  it(
    verifies('cli.auto-fix', 'not what a command refuses, nor what was stopped, nor over a file that changed'),
    async () => {
      using at = desk();
      const paths = homePaths(at.home);
      const refused = await offerChanges({ set: at.make(FAILED), kind: 'worktree' }, { ...offer, paths }, at.terminal);
      expect([refused.set.state, ...([0, 6, 4] as const).map((code) => exitWithChanges(code, refused))]).toEqual([
        'made',
        1,
        1,
        4,
      ]);
      expect(at.err()).toContain('tests: FAILED: it exited with 1');
      const set = at.make();
      const stopped = await offerChanges({ set, kind: 'none' }, { paths, yes: true, stopped: true }, at.terminal);
      expect([stopped.set.state, exitWithChanges(0, stopped)]).toEqual(['made', 0]);
      writeFileSync(join(at.workspace, 'a.txt'), 'mine\n');
      const late = await offerChanges({ set, kind: 'none' }, { ...offer, paths }, at.terminal);
      expect(changesField(late)).toMatchObject({ state: 'made', fault: { code: 'CHANGES_CONFLICT' } });
      expect([exitWithChanges(0, late), at.read()]).toEqual([1, 'mine\n']);
    },
  );

  it(verifies('cli.auto-fix', 'only where it was wanted'), async () => {
    using at = desk();
    const changes = [{ path: 'a.txt', before: 'one\n', after: 'two\n' }];
    const patch = { root: at.workspace, text: '', files: 1, changes, parts: [] };
    const result = { runId: 'r', patch } as unknown as RunResult;
    const ending = { setting: { paths: homePaths(at.home) }, interrupted: false };
    expect(await endWithChanges(result, { ...ending, flags: { yes: true } }, at.terminal)).toBeUndefined();
    expect(at.read()).toBe('one\n');
    const flags = { autoFix: true, yes: true };
    expect(await endWithChanges(result, { ...ending, flags }, at.terminal)).toMatchObject({
      set: { state: 'applied' },
    });
    expect(at.read()).toBe('two\n');
  });
});
