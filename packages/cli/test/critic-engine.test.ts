import { join } from 'node:path';
import { loadCatalogue } from '@hanzo/config';
import { NO_USAGE, type Answer, type Task } from '@hanzo/contracts';
import { scriptedModel } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { criticEngine, type CriticParts } from '../src/commands/dev/critic-engine.ts';
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

function parts(startLocal: CriticParts['startLocal']): CriticParts {
  return { setting: { catalogue } as Setting, runId: 'r', models: undefined, mesh: undefined, startLocal };
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
      'local:judge',
      parts((name) => {
        started.push(name);
        return Promise.resolve(model);
      }),
    );
    expect(started).toEqual(['judge']);
    expect(await critic.judge(TASK, answerBy('worker'))).toEqual({ passed: true });
    expect(await critic.judge(TASK, answerBy('worker'))).toMatchObject({ gate: 'critic', passed: false });
    expect(await critic.judge(TASK, answerBy('judge'))).toMatchObject({
      reason: expect.stringContaining('no model judges its own'),
    });
    expect(critic.calls).toMatchObject([
      { who: { kind: 'local', model: 'judge' }, costMicros: 0 },
      { who: { kind: 'local', model: 'judge' }, costMicros: 0 },
    ]);
  });

  it('is refused before anything is done where nobody could ask it', async () => {
    await expect(criticEngine('gpt-4o', parts(nobody))).rejects.toMatchObject({
      code: 'USAGE',
      message: '--critic: gpt-4o is an API model, and this run pays no API.',
      mend: expect.stringContaining('--critic local:'),
    });
    await expect(criticEngine('gtp-5', parts(nobody))).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
  });
});
