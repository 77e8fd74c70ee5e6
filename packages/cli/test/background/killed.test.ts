import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '@hanzo/config';
import { findModel, type TaskOutcome } from '@hanzo/contracts';
import { readLedger, type LedgerCall } from '@hanzo/ledger';
import { chargedMicros, startApiStandIn, type ApiStandIn, type ApiStandInOptions } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, until } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const MODELS = join(import.meta.dirname, '../../../../configs/models.json');
const KEY = 'sk-test-canary-1234567890';
const usage = { inputTokens: 1_000, cachedInputTokens: 0, outputTokens: 50, reasoningTokens: 0 };

interface Ids {
  readonly runId: string;
  readonly taskId: string;
}

interface Said {
  readonly ids?: Ids;
  readonly outcome?: TaskOutcome;
  readonly said?: string;
}

describe('a process that waits for an answer in the background', () => {
  let stack: AsyncDisposableStack;
  let home: string;
  let isReady: boolean;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
    home = stack.use(temporaryFolder()).path;
    isReady = false;
  });
  afterEach(() => stack.disposeAsync());

  const serve = async (options: Partial<ApiStandInOptions> = {}): Promise<ApiStandIn> =>
    stack.use(
      await startApiStandIn({
        apiKey: KEY,
        script: ({ prompt }) => ({ kind: 'text', text: `to: ${prompt}`, usage }),
        background: () => (isReady ? 'ended' : 'working'),
        ...options,
      }),
    );
  const start = (standIn: ApiStandIn, ids?: Ids, asks = 'background'): { child: ChildProcess; said: Said[] } => {
    const words = [home, asks, ...(ids === undefined ? [] : [ids.runId, ids.taskId])];
    const child = fork(new URL('../processes/background-task.ts', import.meta.url), words, {
      execArgv: ['--conditions=@hanzo/source'],
      env: { ...process.env, OPENAI_API_KEY: KEY, OPENAI_BASE_URL: standIn.baseUrl },
    });
    stack.defer(() => void child.kill('SIGKILL'));
    const said: Said[] = [];
    child.on('message', (message: Said) => said.push(message));
    return { child, said };
  };
  /** Killed while it waits. */
  const killedIn = async (standIn: ApiStandIn): Promise<Ids> => {
    const { child, said } = start(standIn);
    await until(() => (standIn.background[0]?.looks ?? 0) > 0, 'a look', 30_000);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    return said.find(({ ids }) => ids !== undefined)?.ids ?? expect.fail();
  };
  const endOf = async ({ child, said }: ReturnType<typeof start>): Promise<Said> => {
    await once(child, 'exit');
    return said.find(({ outcome }) => outcome !== undefined) ?? expect.fail();
  };
  const calls = (): readonly LedgerCall[] => {
    using ledger = readLedger(join(home, 'ledger.db'));
    return ledger?.calls() ?? [];
  };
  const left = (): readonly string[] =>
    existsSync(join(home, 'background')) ? readdirSync(join(home, 'background')) : [];

  it(verifies('background-answers.killed'), { timeout: 60_000 }, async () => {
    const standIn = await serve();
    const ids = await killedIn(standIn);
    expect([calls()[0]?.state, left()]).toEqual(['sent', [`${ids.runId}.json`]]);
    isReady = true;
    const { outcome, said } = await endOf(start(standIn, ids));
    expect(outcome).toMatchObject({ state: 'done', answer: { text: 'to: Why does it fail?' } });
    expect(said).toContain('is waited for again, and not paid twice');
    expect([standIn.requests.length, standIn.charges.length]).toEqual([1, 1]);
    const [call] = calls();
    const card = findModel(loadCatalogue(MODELS, ''), 'gpt-4o');
    const price = (card?.kind === 'api' ? card.price : undefined) ?? expect.fail();
    expect(calls()).toMatchObject([{ state: 'settled', usage: { inputTokens: 1_000, outputTokens: 50 } }]);
    expect(call?.chargedMicros).toBe(chargedMicros(standIn.charges, () => price));
    expect(call?.chargedMicros).toBeLessThan(call?.worstCaseMicros ?? 0);
    // Nothing of ours stays at the provider, nor here.
    expect([standIn.background.map(({ isDeleted }) => isDeleted), left()]).toEqual([[true], []]);
  });
});
