import { join } from 'node:path';
import { systemClock } from '@hanzo/contracts';
import { openJournal } from '@hanzo/coordinator';
import { TrustBook } from '@hanzo/router';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, runCli, startCli, type CliResult } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { installTestModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const SAMPLE = join(import.meta.dirname, '../../examples/corner-shop');

interface Worker {
  readonly peerId: string;
  readonly name: string;
  readonly standing: string;
  readonly score: number;
}

/** Two workers and what the runs of their home think of them. */
describe('tasks on a mesh', () => {
  const stack = new AsyncDisposableStack();
  let home: string;
  /** By name. */
  let peers: ReadonlyMap<string, string>;

  beforeAll(async () => {
    home = stack.use(temporaryFolder()).path;
    await installTestModel(home);
    const place = ['--listen', '/ip4/127.0.0.1/tcp/0', '--threads', '1', '--json'];
    const workers = ['alpha', 'beta'].map((name) =>
      stack.use(startCli(['net', 'up', '--name', name, ...place], { home })),
    );
    await Promise.all(workers.map((worker) => worker.line(/worker-ready/)));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  const hanzo = (...args: string[]): Promise<CliResult> => runCli(args, { home });
  const json = async <T>(...args: string[]): Promise<T> => {
    const { stdout, stderr } = await hanzo(...args, '--json');
    const last = jsonLines(stdout).at(-1);
    expect(last, stderr).toBeDefined();
    return last as T;
  };
  const dev = (...flags: string[]): Promise<CliResult> =>
    hanzo('dev', 'review', '-w', SAMPLE, '--files', 'src/cart.ts', '--use-hanzo-net', '--json', ...flags);
  const trusted = async (): Promise<readonly Worker[]> => (await json<{ workers: Worker[] }>('net', 'trust')).workers;

  it('--copies asks so many workers the same, and tasks why says that and why each was chosen', async () => {
    const { stderr } = await dev('--copies', '2');
    const { tasks } = await json<{ tasks: { id: string; attempts: number }[] }>('tasks', 'list', '--limit', '1');
    const id = tasks[0]?.id ?? '';
    const shown = await json<{ tries: { node: string; peerId: string; extra: boolean }[] }>('tasks', 'show', id);
    peers = new Map(shown.tries.map(({ node, peerId }) => [node, peerId]));
    expect(shown, stderr).toMatchObject({ task: { copies: 2 } });
    expect([...peers.keys()].sort()).toEqual(['alpha', 'beta']);
    expect(shown.tries.some(({ extra }) => extra)).toBe(true);
    const { reasons } = await json<{ reasons: { about: string; sentence: string }[] }>('tasks', 'why', id);
    const checked = reasons.find(({ about }) => about === 'checked');
    expect(checked?.sentence).toMatch(/(alpha|beta) with random-tiny was asked as well/);
    const why = (await hanzo('tasks', 'why', id)).stdout;
    expect(why).toMatch(/^- Try 1: 2 of 2 workers agree on the answer\.$/m);
    expect(why).toMatch(/^- It is undone: mesh: /m);
  });

  it('tasks why says why this worker', async () => {
    await dev();
    const { tasks } = await json<{ tasks: { id: string }[] }>('tasks', 'list', '--limit', '1');
    const why = (await hanzo('tasks', 'why', tasks[0]?.id ?? '')).stdout;
    expect(why).toMatch(/^- Try 1: (alpha|beta) with random-tiny should be done in [\d.]+ s \(/m);
    const shown = (await hanzo('tasks', 'show', tasks[0]?.id ?? '')).stdout;
    expect(shown).toMatch(/^ +1 +mesh +(alpha|beta) +\w{8} +random-tiny +rejected /m);
  });

  it(
    verifies('tasks.trust'),
    async () => {
      const [known] = await trusted();
      expect(known).toMatchObject({
        name: expect.stringMatching(/^(alpha|beta)$/),
        standing: 'new',
        score: expect.any(Number),
      });
      {
        using journal = openJournal(join(home, 'journal.db'));
        const book = new TrustBook();
        for (const peerId of peers.values())
          for (let n = 0; n < 40; n += 1)
            journal.writeTrust(peerId, book.note(peerId, 'random-tiny', 'check-failed', systemClock.now()));
      }
      const table = await hanzo('net', 'trust');
      expect(table.stdout).toMatch(/^worker +peer +score /m);
      expect(table.stdout).toMatch(/^alpha +\w{8} +0\.\d\d +0 +\d+ .*banned until 20\d\d-/m);
      expect(table.stderr).toContain('hanzo net trust --forgive');

      const refused = await dev();
      expect(refused.code, refused.stderr).toBe(5);
      const { tasks } = await json<{ tasks: { id: string }[] }>('tasks', 'list', '--limit', '1');
      expect((await hanzo('tasks', 'why', tasks[0]?.id ?? '')).stdout).toContain('banned');

      const forgiven = await hanzo('net', 'trust', '--forgive', 'alpha');
      expect(forgiven.stdout).toMatch(/^alpha starts anew; it was banned until /);
      expect((await trusted()).map(({ name, standing }) => `${name} ${standing}`).sort()).toEqual([
        'alpha new',
        'beta banned',
      ]);
      const again = await dev();
      expect(again.stdout).toContain('"node":"alpha"');
      expect(again.stdout).not.toContain('"node":"beta"');
      const byId = await json<unknown>('net', 'trust', '--forgive', (peers.get('beta') ?? '').slice(0, 20));
      expect(byId).toMatchObject({ v: 1, forgiven: { name: 'beta', standing: 'banned' } });
      const unknown = await hanzo('net', 'trust', '--forgive', 'gamma');
      expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('mend:') });
    },
    90_000,
  );

  it(verifies('tasks.retry', '--use-hanzo-net, for a run that had no mesh'), async () => {
    const here = ['--files', 'src/cart.ts', '--orchestrator', 'local:random-tiny'];
    await hanzo('dev', 'review', '-w', SAMPLE, ...here);
    const { runs } = await json<{ runs: { id: string }[] }>('tasks', 'runs');
    const dead = ['--dead', '--run', runs[0]?.id ?? ''];
    const { stdout, stderr } = await hanzo('tasks', 'retry', ...dead, '--use-hanzo-net', '--json');
    expect(stdout, stderr).toMatch(/"event":"attempt-start".*"node":"(alpha|beta)"/);
  });

  it(
    verifies('tasks.doctor'),
    async () => {
      const told = async (): Promise<string> => (await hanzo('doctor')).stdout;
      expect(await told()).toMatch(
        /^warn tasks +\d+ tasks ended without an answer\n +→ [^→]*hanzo tasks retry --dead/m,
      );
      await using run = startCli(['dev', 'review', '-w', SAMPLE, '--orchestrator', 'local:random-tiny', '--json'], {
        home,
      });
      await run.line(/"event":"attempt-start"/);
      run.process.kill('SIGKILL');
      await run.result;
      expect(await told()).toMatch(/^warn tasks +1 run was interrupted\n +→ [^→]*hanzo dev --resume last/m);
      using fresh = temporaryFolder();
      const before = await runCli(['doctor'], { home: fresh.path });
      expect(before.stdout).not.toMatch(/ tasks /);
    },
    60_000,
  );
});
