import { join } from 'node:path';
import { loadCatalogue } from '@hanzo/config';
import { HanzoError, NO_USAGE, silentLogger, type Answer, type Rung, type Task } from '@hanzo/contracts';
import { scriptedModel, type ScriptedModel } from '@hanzo/testkit';
import { estimateTokens } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { criticEngine, type CriticParts, type LocalCritic } from '../src/commands/dev/models/critic-engine.ts';
import { criticModel, type CriticModel } from '../src/commands/dev/models/critic-model.ts';
import { JudgedRung, type JudgeOfRung } from '../src/commands/dev/engines/judged-rung.ts';
import type { Setting } from '../src/setting.ts';

const catalogue = loadCatalogue(join(import.meta.dirname, '../../../configs/models.json'), undefined);

const TASK: Task = {
  id: 't',
  runId: 'r',
  kind: 'review',
  tier: 'simple',
  title: 'review',
  system: 's',
  prompt: 'p',
  output: { kind: 'text' },
  sources: [],
  maxOutputTokens: 10,
  sampling: {},
  timeoutMs: 10_000,
};

function answerBy(model: string): Answer {
  const timings = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
  return { text: 'x', finish: 'stop', who: { kind: 'local', model }, usage: NO_USAGE, timings, costMicros: 0 };
}

const setting = { catalogue } as Setting;

function parts(startLocal: CriticParts['startLocal']): CriticParts {
  return { setting, hasPanel: false, runId: 'r', models: undefined, mesh: undefined, startLocal, log: silentLogger };
}

function wanted(critic: string): CriticModel {
  return criticModel({ critic }, setting) ?? expect.fail('nobody wants one');
}

function engineOf(model: ScriptedModel, contextTokens = 4_096): LocalCritic {
  return { ...model, info: { contextTokens } };
}

function rungOf(model: string): Rung {
  return {
    name: 'local',
    paid: false,
    unfit: (_, notAgain) => (notAgain?.has(model) === true ? 'has answered' : undefined),
    attempt: () => Promise.reject(new HanzoError('INTERNAL', 'Nobody asks.')),
  };
}

const nobody: CriticParts['startLocal'] = () => Promise.reject(new Error('nothing is started'));

describe('the model of --critic', () => {
  it('may be a local one, which judges for nothing and is in the receipt', async () => {
    const started: string[] = [];
    const model = scriptedModel([
      { kind: 'json', value: { accept: true, reason: 'right' } },
      { kind: 'json', value: { accept: false, reason: 'wrong' } },
    ]);
    const critic = await criticEngine(
      wanted('local:judge'),
      parts((name) => {
        started.push(name);
        return Promise.resolve(engineOf(model));
      }),
    );
    expect(started).toEqual(['judge']);
    expect(await critic.judge(TASK, answerBy('worker'))).toEqual({ passed: true });
    expect(await critic.judge(TASK, answerBy('worker'))).toMatchObject({ gate: 'critic', passed: false });
    await expect(critic.judge(TASK, answerBy('judge'))).rejects.toMatchObject({
      code: 'NOT_JUDGED',
      message: expect.stringContaining('no model judges its own'),
    });
    expect(critic.calls).toMatchObject([
      { who: { kind: 'local', model: 'judge' }, costMicros: 0 },
      { who: { kind: 'local', model: 'judge' }, costMicros: 0 },
    ]);
  });

  it('is refused before anything is done where nobody could ask it', async () => {
    await expect(criticEngine(wanted('gpt-4o'), parts(nobody))).rejects.toMatchObject({
      code: 'USAGE',
      message: '--critic: gpt-4o is an API model, and this run pays no API.',
      mend: expect.stringContaining('--critic local:'),
    });
    expect(() => criticModel({ critic: 'gtp-5' }, setting)).toThrow('--critic: there is no model "gtp-5"');
  });

  it(verifies('gates.critic-room'), async () => {
    const model = scriptedModel([{ kind: 'json', value: { accept: true, reason: 'right' } }]);
    const critic = await criticEngine(
      wanted('local:judge'),
      parts(() => Promise.resolve(engineOf(model, 4_096))),
    );
    const { taskTokens = Infinity } = critic;
    await critic.judge({ ...TASK, system: '', prompt: '' }, { ...answerBy('worker'), text: '' });
    const { system, prompt, maxOutputTokens } = model.calls[0] ?? expect.fail('it was not asked');
    // All that it reads and writes besides the task and its answer.
    const frame = estimateTokens(`${system}\n${prompt}`) + maxOutputTokens;
    expect(taskTokens + frame).toBeLessThanOrEqual(4_096);
    expect(taskTokens).toBeGreaterThan(3_000);
  });

  it(verifies('gates.critic-gives-up', 'and nobody is asked for answers'), () => {
    const judge: { -readonly [K in keyof JudgeOfRung]: JudgeOfRung[K] } = {
      model: 'judge',
      isPaid: false,
      judges: () => true,
      givenUp: undefined,
    };
    const rung = new JudgedRung(rungOf('worker'), judge);
    expect(rung.unfit(TASK)).toBeUndefined();
    judge.givenUp = 'The critic judge is asked no more.';
    expect(rung.unfit(TASK)).toBe(judge.givenUp);
  });

  it(verifies('gates.critic-no-worker', 'at a rung'), async () => {
    const judge: JudgeOfRung = { model: 'judge', isPaid: false, judges: () => true, givenUp: undefined };
    // What it does not judge it may do itself: verdicts on findings, say.
    expect(new JudgedRung(rungOf('judge'), { ...judge, judges: () => false }).unfit(TASK)).toBeUndefined();
    expect(new JudgedRung(rungOf('judge'), judge).unfit(TASK)).toBe(
      'judge is the critic of this run, and no model judges its own answers',
    );
    // A paid model of that name is another one.
    expect(new JudgedRung(rungOf('judge'), { ...judge, isPaid: true }).unfit(TASK)).toBeUndefined();
    const asked: (ReadonlySet<string> | undefined)[] = [];
    const context = { signal: new AbortController().signal, notAgain: new Set(['a']) };
    const nothing = (): void => undefined;
    const whole = { ...context, onStart: nothing, onText: nothing, onLost: nothing };
    const attempt: Rung['attempt'] = (_, { notAgain }) => {
      asked.push(notAgain);
      return Promise.resolve(answerBy('worker'));
    };
    await new JudgedRung({ ...rungOf('worker'), attempt }, judge).attempt(TASK, whole);
    expect(asked).toEqual([new Set(['a', 'judge'])]);
  });
});
