import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, type RunningCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { startThreeFiles, type ThreeFiles } from '../support/three-files.ts';
import { verifies } from '../support/verifies.ts';

interface Row {
  readonly id: string;
  readonly shortId: string;
  readonly runId: string;
  readonly title: string;
  readonly state: string;
  readonly kind: string;
}

interface List {
  readonly v: number;
  readonly tasks: readonly Row[];
  readonly hasMore: boolean;
}

/** One home, one run after the other: what became of its tasks. */
describe('hanzo tasks', () => {
  let files: ThreeFiles;
  let dead: Row;

  beforeAll(async () => {
    files = await startThreeFiles();
    files.mood.longest = 'bad';
    const { stderr } = await files.dev();
    const { tasks } = await files.json<List>('tasks', 'list', '--dead');
    if (tasks[0] === undefined) throw new Error(`nothing is undone: ${stderr}`);
    [dead] = tasks as [Row];
  }, 60_000);
  afterAll(() => files[Symbol.asyncDispose]());

  const list = (...flags: string[]): Promise<List> => files.json<List>('tasks', 'list', ...flags);

  it(verifies('tasks.list'), async () => {
    const { v, tasks, hasMore } = await list();
    expect({ v, hasMore }).toEqual({ v: 1, hasMore: false });
    expect(tasks.map(({ shortId }) => Number(shortId.split('.')[1]))).toEqual([6, 5, 4, 3, 2, 1]);
    expect(tasks.filter(({ state }) => state === 'undone').map(({ id }) => id)).toEqual([dead.id]);
    const { stdout } = await files.hanzo('tasks', 'list');
    expect(stdout).toMatch(/^task +state +kind +tier +title +tries +age +reason$/m);
    expect(stdout).toMatch(
      new RegExp(`^${dead.shortId} +undone +review +medium +longest.* 1 +\\d+ s +api: \\w+ gate: `, 'm'),
    );
  });

  it(verifies('tasks.list', 'flags'), async () => {
    expect((await list('--state', 'done')).tasks).toHaveLength(5);
    expect((await list('--state', 'undone,done')).tasks).toHaveLength(6);
    expect(await list('--limit', '2')).toMatchObject({ hasMore: true, tasks: [{}, {}] });
    expect((await list('--run', dead.runId.slice(0, 8))).tasks).toHaveLength(6);
    using other = temporaryFolder();
    expect((await list('--home', other.path)).tasks).toEqual([]);
    expect((await files.hanzo('tasks', 'list', '--run', 'nope')).code).toBe(2);
    expect(await files.hanzo('tasks', 'list', '--state', 'gone')).toMatchObject({ code: 2 });
    const both = await files.hanzo('tasks', 'list', '--dead', '--state', 'done');
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('mend: Leave one of them out') });
  });

  it(verifies('tasks.show'), async () => {
    const plain = await files.hanzo('tasks', 'show', dead.shortId);
    expect(plain.stdout).toContain(`id        ${dead.id}`);
    expect(plain.stdout).toMatch(/state +undone since .*gate/);
    expect(plain.stdout).toMatch(/^ +1 +api +127\.0\.0\.1.* gpt-5-mini +rejected /m);
    expect(plain.stdout).toContain('Refused answer of try 1:\n{"summary":"All is well."');
    expect(plain.stdout).not.toContain('words.toSorted()');
    const whole = await files.hanzo('tasks', 'show', dead.shortId, '--prompt');
    expect(whole.stdout).toContain('words.toSorted()');
    const json = await files.json<Record<string, unknown>>('tasks', 'show', dead.id);
    expect(json).toMatchObject({ v: 1, state: 'undone', tries: [{ rung: 'api', state: 'rejected' }] });
    expect(JSON.stringify(json)).not.toContain('words.toSorted()');
    const withPrompt = await files.json<Record<string, unknown>>('tasks', 'show', dead.id, '--prompt');
    expect(JSON.stringify(withPrompt)).toContain('words.toSorted()');
  });

  it(verifies('tasks.why'), async () => {
    const { stdout } = await files.hanzo('tasks', 'why', dead.shortId);
    expect(stdout).toMatch(/^- Its way is api\. No free engine is available/m);
    expect(stdout).toMatch(/^- It is undone: api: \w+ gate: /m);
    const json = await files.json<{ reasons: { about: string }[] }>('tasks', 'why', dead.id);
    expect(json.reasons.map(({ about }) => about)).toEqual(['not-local', 'undone']);
  });

  it(verifies('tasks.ids'), async () => {
    const show = async (id: string): Promise<unknown> => (await files.json<Row>('tasks', 'show', id)).id;
    expect(await show(dead.id)).toBe(dead.id);
    expect(await show(dead.shortId)).toBe(dead.id);
    expect(await show(`${dead.runId.slice(0, 4)}.${dead.shortId.split('.')[1]}`)).toBe(dead.id);
    const isRun = await files.hanzo('tasks', 'show', dead.runId.slice(0, 8));
    expect(isRun).toMatchObject({ code: 2, stderr: expect.stringContaining('is a run, and not one task') });
    const none = await files.hanzo('tasks', 'why', `${dead.runId.slice(0, 8)}.99`, '--json');
    expect(none.code).toBe(2);
    expect(jsonLines(none.stdout)).toMatchObject([{ event: 'error', code: 'TASK_UNKNOWN', mend: expect.any(String) }]);
  });

  it(verifies('tasks.cancel', 'too late'), async () => {
    const { code, stdout } = await files.hanzo('tasks', 'cancel', dead.shortId);
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('too late, it is undone already') });
  });

  it(verifies('tasks.retry', 'still refused'), async () => {
    const before = files.asked('longest');
    const { code, stdout, stderr } = await files.hanzo('tasks', 'retry', dead.shortId);
    expect({ code, stdout }, stderr).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/undone review .*longest|undone longest/);
    expect(files.asked('longest')).toBe(before + 1);
  });

  it(verifies('tasks.retry'), async () => {
    files.mood.longest = 'good';
    const others = files.asked('sum') + files.asked('share');
    const planned = files.standIn.requests.filter(({ model }) => model === 'gpt-5').length;
    const { code, stdout, stderr } = await files.hanzo('tasks', 'retry', '--dead', '--run', dead.runId.slice(0, 8));
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: expect.stringContaining('longestWord') });
    expect(stderr).toContain('the task is done');
    expect(files.asked('sum') + files.asked('share')).toBe(others);
    expect(files.standIn.requests.filter(({ model }) => model === 'gpt-5')).toHaveLength(planned);
    const detail = await files.json<{ tries: { number: number; state: string }[] }>('tasks', 'show', dead.id);
    expect(detail.tries.map(({ number, state }) => `${number} ${state}`)).toEqual([
      '1 rejected',
      '2 rejected',
      '3 passed',
    ]);
    const { runs } = await files.json<{ runs: { id: string; state: string }[] }>('tasks', 'runs');
    expect(runs).toMatchObject([{ id: dead.runId, state: 'complete', resumable: false, counts: { done: 6 } }]);
    expect((await list('--dead')).tasks).toEqual([]);
    const nothing = await files.hanzo('tasks', 'retry', '--dead');
    expect(nothing).toMatchObject({ code: 0, stderr: expect.stringContaining('nothing is undone') });
  });

  it(verifies('tasks.retry', '--json'), async () => {
    const { stdout, code } = await files.hanzo('tasks', 'retry', dead.shortId, '--json');
    expect(code).toBe(0);
    const lines = jsonLines(stdout);
    for (const line of lines) expect(line).toMatchObject({ v: 1, event: expect.any(String) });
    expect(lines.at(-1)).toMatchObject({
      event: 'result',
      tasks: [{ id: dead.id, state: 'done', answer: {} }],
      exitCode: 0,
    });
  });

  it.each([
    [[], /There is no task to be done/],
    [['aaaa.1', '--dead'], /do not go together/],
    [['aaaa.1', '--run', 'last'], /--run chooses among what is undone/],
  ])(verifies('tasks.retry', 'bad input %s'), async (flags, sentence) => {
    const { code, stderr } = await files.hanzo('tasks', 'retry', ...flags);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr).toContain('mend:');
  });

  describe('while a run works', () => {
    let dev: RunningCli;
    let running: Row;
    beforeAll(async () => {
      files.mood.share = 'hang';
      dev = files.startDev('--json', '--no-cache');
      await dev.line(/"event":"task-end".*sumOfLines/);
      const { tasks } = await list('--state', 'running');
      const share = tasks.find(({ kind, title }) => kind === 'review' && title.includes('share'));
      if (share === undefined) throw new Error('the task that hangs is not running');
      running = share;
    }, 30_000);
    afterAll(() => dev[Symbol.asyncDispose]());

    it(verifies('tasks.busy'), async () => {
      const { code, stderr } = await files.hanzo('tasks', 'retry', running.shortId);
      expect(code).toBe(2);
      expect(stderr).toContain(`Process ${dev.process.pid}`);
      expect(stderr).toMatch(/mend: Wait until it ends.* --take-over/);
    });

    it(verifies('tasks.cancel'), async () => {
      const { code, stdout } = await files.hanzo('tasks', 'cancel', running.shortId);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/share.*: cancelled\n$/) });
      const { code: ended, stdout: events } = await dev.result;
      expect(ended).toBe(1);
      const result = jsonLines(events).at(-1);
      expect(result).toMatchObject({ event: 'result', counts: { cancelled: 1, done: 5 } });
      // A person did not want it: going on would not do it either.
      expect(result).not.toHaveProperty('goOnWith');
    });
  });

  it(verifies('tasks.cancel', 'nobody works on it'), async () => {
    files.mood.share = 'hang';
    await using dev = files.startDev('--json', '--no-cache');
    await dev.line(/"event":"task-end".*sumOfLines/);
    dev.process.kill('SIGKILL');
    await dev.result;
    const { tasks } = await list('--state', 'interrupted');
    const id = tasks.find(({ kind, title }) => kind === 'review' && title.includes('share'))?.shortId ?? '';
    expect((await files.hanzo('tasks', 'why', id)).stdout).toContain(`hanzo dev --resume ${id.split('.')[0]}`);
    const started = Date.now();
    const cancelled = await files.json<{ tasks: unknown[] }>('tasks', 'cancel', id);
    expect(cancelled).toMatchObject({ v: 1, tasks: [{ shortId: id, state: 'cancelled', fate: 'cancelled' }] });
    expect(Date.now() - started).toBeLessThan(8_000);

    const late = await files.hanzo('tasks', 'retry', id, '--timeout', '2');
    expect(late, late.stderr).toMatchObject({ code: 1, stdout: '' });
    files.mood.share = 'good';
    expect(await files.hanzo('tasks', 'retry', id, '--verbose')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('shareOf'),
      stderr: expect.stringMatching(/gpt-5-mini takes it/),
    });
  });

  it(verifies('tasks.forget'), async () => {
    const forget = (...args: string[]): ReturnType<typeof files.hanzo> => files.hanzo('tasks', 'forget', ...args);
    for (const wrong of [[], ['last'], ['nope'], ['--older-than', 'soon'], [dead.runId, '--older-than', '1d']])
      expect(await forget(...wrong), wrong.join(' ')).toMatchObject({ code: 2, stderr: expect.stringMatching(/\w/) });
    files.mood.share = 'hang';
    await using dev = files.startDev('--json', '--no-cache');
    await dev.line(/"event":"task-end".*sumOfLines/);
    const [newest] = (await files.json<{ runs: { id: string }[] }>('tasks', 'runs')).runs;
    // One that is under way keeps the other one, too.
    const busy = await forget(dead.runId.slice(0, 8), newest?.id ?? '');
    expect(busy).toMatchObject({ code: 2, stderr: expect.stringContaining('is under way') });
    const batches = join(files.home, 'batches', `${dead.runId}.json`);
    await mkdir(dirname(batches), { recursive: true });
    await writeFile(batches, '{"v":1,"batches":[]}');
    const { stdout } = await forget(dead.runId.slice(0, 8));
    await expect(access(batches)).rejects.toThrow('ENOENT');
    expect(stdout).toBe(`run ${dead.runId.slice(0, 8)} with 6 tasks: forgotten\n`);
    expect((await files.hanzo('tasks', 'show', dead.shortId)).code).toBe(2);
    expect(await files.json('tasks', 'forget', '--older-than', '1d')).toEqual({ v: 1, runs: [] });
    dev.process.kill('SIGINT');
    await dev.result;
    expect((await forget(newest?.id ?? '')).stdout).toContain('with 6 tasks: forgotten');
  });
});
