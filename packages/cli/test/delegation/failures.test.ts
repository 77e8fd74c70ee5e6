import { modelNotFound, rateLimited, type Reply } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { PAID_KEY } from '../../../../test/support/paid-project.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { analysis, startDelegating, type Delegating, type Ran } from './delegating.ts';

const ISSUE = 'TypeError in src/cart.ts: total of undefined';

interface Failed extends AsyncDisposable {
  readonly project: Delegating;
  readonly ran: Ran;
  /** The JSON file of the result. */
  readonly result: Readonly<Record<string, unknown>>;
}

/** A delegation whose model replies so, once. */
async function failing(reply: Reply, ...flags: string[]): Promise<Failed> {
  let replies = 0;
  const project = await startDelegating({
    script: () => {
      replies += 1;
      return replies === 1 ? reply : analysis();
    },
  });
  const ran = await project.delegate(ISSUE, '--files', 'src/cart.ts', ...flags);
  const json = project.files().find((name) => /RESULT.*\.json$/.test(name)) ?? '';
  const result = JSON.parse(project.read(json)) as Failed['result'];
  return { project, ran, result, [Symbol.asyncDispose]: () => project[Symbol.asyncDispose]() };
}

describe('a delegation that does not end well', () => {
  it(verifies('delegate.refused'), async () => {
    await using failed = await failing({ kind: 'refusal', text: 'I will not.' });
    expect(failed.ran.code).toBe(1);
    expect(failed.result).toMatchObject({ state: 'refused', error: { code: 'API_REFUSED' } });
    expect(failed.result['costMicros']).toBeGreaterThan(0);
    expect(failed.ran.stdout).toContain('I will not.');
  });

  it(verifies('delegate.truncated'), async () => {
    await using failed = await failing({ kind: 'truncated', text: '{"root_cause": "half' });
    expect(failed.ran.code).toBe(1);
    expect(failed.result).toMatchObject({ state: 'truncated', rawAnswer: '{"root_cause": "half' });
    expect(failed.ran.stderr).toContain('--max-output-tokens');
    expect(failed.project.calls()).toMatchObject([{ state: 'settled', chargedMicros: failed.result['costMicros'] }]);
  });

  it(verifies('delegate.invalid'), async () => {
    await using failed = await failing({ kind: 'text', text: 'It is the cart.' });
    const { project, result, ran } = failed;
    expect(ran.code).toBe(1);
    expect(result).toMatchObject({ state: 'invalid', rawAnswer: 'It is the cart.' });
    // It was paid for: nobody asks once more by itself.
    expect((await project.delegate('resume', 'last')).code).toBe(1);
    expect(project.standIn.requests).toHaveLength(1);
    expect((await project.delegate('resume', 'last', '--again')).code).toBe(0);
    expect(project.standIn.requests).toHaveLength(2);
    expect((await project.delegate('show', 'last')).stdout).toContain('total is called without items.');
  });

  it(verifies('delegate.late'), async () => {
    await using failed = await failing({ kind: 'hang' }, '--timeout', '3');
    const { project, result, ran } = failed;
    expect(ran.code).toBe(1);
    expect(result).toMatchObject({ state: 'failed', error: { code: 'TIMED_OUT' } });
    const [call] = project.calls();
    expect(call).toMatchObject({ state: 'uncertain', chargedMicros: call?.worstCaseMicros });
    expect(result['costMicros']).toBe(call?.worstCaseMicros);
    expect(ran.stderr).toMatch(/Nobody knows what the call cost: it counts in full/);
    expect(ran.stderr).toMatch(/resume \S+ .*--again/);
    expect(ran.stdout).toMatch(/\*\*Cost\*\*: \$0\.\d+: charged in full, as nobody knows what it really cost/);
  });

  it(verifies('delegate.rate-limited'), async () => {
    const limited: Reply = rateLimited(0.2);
    {
      await using failed = await failing(limited);
      const { project, result, ran } = failed;
      expect(ran.code).toBe(1);
      expect(result).toMatchObject({ state: 'failed', costMicros: 0, error: { code: 'RATE_LIMITED' } });
      expect(ran.stderr).toContain('--retry-on-rate-limit');
      // It has cost nothing, so that it is asked once more without a word.
      expect((await project.delegate('resume', 'last')).code).toBe(0);
    }
    await using waited = await failing(limited, '--retry-on-rate-limit');
    expect(waited.ran.code).toBe(0);
    expect(waited.project.standIn.requests).toHaveLength(2);
  });

  it(verifies('delegate.bad-key'), async () => {
    await using project = await startDelegating({ key: 'sk-of-somebody-else-1234567890' });
    const ran = await project.delegate(ISSUE);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/rejected.*\n.*mend: .*hanzo keys set openai/s);
    expect(ran.stderr + project.read('delegations.jsonl')).not.toContain('sk-of-somebody');
  });

  it(verifies('delegate.lost'), async () => {
    await using failed = await failing({ kind: 'cut', text: 'half of it', afterPieces: 2 }, '--max-retries', '0');
    const { project, result, ran } = failed;
    expect(ran.code).toBe(1);
    expect(result).toMatchObject({ state: 'failed', error: { code: 'API_FAILED' } });
    expect(project.calls()).toMatchObject([{ state: 'uncertain' }]);
    expect((await project.delegate('resume', 'last')).code).toBe(1);
    expect(project.standIn.requests).toHaveLength(1);
    expect((await project.delegate('resume', 'last', '--again')).code).toBe(0);
    expect(project.standIn.requests).toHaveLength(2);
  });
});

describe('a delegation that is refused', () => {
  it(verifies('delegate.budget'), async () => {
    await using project = await startDelegating();
    const ran = await project.delegate(ISSUE, '--budget', '0.01');
    expect(ran.code).toBe(4);
    expect(ran.stderr).toMatch(/may cost up to \$0\.\d+, and \$0\.01 is allowed/);
    expect(project.standIn.requests).toHaveLength(0);
    expect(() => project.files()).toThrow(/ENOENT/);
  });

  it(verifies('delegate.budget', 'rounds'), async () => {
    const unsure = analysis({ confidence: 'low' });
    await using project = await startDelegating({ script: () => unsure });
    const ran = await project.delegate(ISSUE, '--budget', '0.2', '--retries', '5');
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/no further round: gpt-5 may cost up to .* is left \(--budget\)/);
    expect(project.standIn.requests).toHaveLength(1);
  });

  it(verifies('delegate.no-key'), async () => {
    await using project = await startDelegating({ key: '' });
    const ran = await project.delegate(ISSUE, '--logs', `key=${PAID_KEY}`);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toMatch(/OPENAI_API_KEY is not set.*\n.*mend: .*export OPENAI_API_KEY.*hanzo keys set openai/s);
    const dry = await project.delegate(ISSUE, '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.stdout).toMatch(/src\/cart\.ts.*\n(.*\n)*model: gpt-4o/);
    expect(dry.stderr).toContain('OPENAI_API_KEY is not set');
  });

  it(verifies('delegate.model-names'), async () => {
    await using project = await startDelegating();
    const dead = await project.delegate(ISSUE, '--model', 'gpt-4');
    expect(dead.code).toBe(3);
    expect(dead.stderr).toMatch(/gpt-4 is not served any more.*\n.*--model gpt-/s);
    const unknown = await project.delegate(ISSUE, '--model', 'gpt-4p');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('Did you mean gpt-4o?');
    expect((await project.delegate(ISSUE, '--model', 'gpt-5', '--models', 'o3')).code).toBe(2);
    expect(project.standIn.requests).toHaveLength(0);
    const named = await project.delegate(`DELEGATE TO GPT-5: ${ISSUE}`, '--dry-run');
    expect(named.stdout).toContain('model: gpt-5 (the phrase names it)');
    const flagged = await project.delegate(`DELEGATE TO GPT-5: ${ISSUE}`, '--model', 'o3', '--dry-run');
    expect(flagged.stdout).toContain('model: o3 (--model names it)');
  });

  it(verifies('delegate.fallback'), async () => {
    const script = ({ model }: { readonly model: string }): Reply =>
      model === 'gpt-4o' ? modelNotFound(model) : analysis();
    await using project = await startDelegating({ script });
    const alone = await project.delegate(ISSUE);
    expect(alone.code).toBe(3);
    expect(alone.stderr).toContain('--fallback');
    const stoodIn = await project.delegate(ISSUE, '--fallback', 'gpt-5');
    expect(stoodIn.code).toBe(0);
    expect(stoodIn.stderr).toContain('gpt-4o is not available, so gpt-5 is asked in its place');
    expect(project.standIn.requests.map(({ model }) => model)).toEqual(['gpt-4o', 'gpt-4o', 'gpt-5']);
  });

  it(verifies('delegate.models'), async () => {
    await using project = await startDelegating({
      script: ({ model }) => (model === 'gpt-5' ? { kind: 'text', text: 'no' } : analysis()),
    });
    const ran = await project.delegate(ISSUE, '--models', 'gpt-4o,gpt-5');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('total is called without items.');
    expect(ran.stderr).toMatch(/gpt-5: invalid/);
    const [first, second] = project.standIn.requests;
    expect(second?.prompt).toBe(first?.prompt);
  });

  it(verifies('delegate.models', 'compared'), async () => {
    await using project = await startDelegating();
    const ran = await project.delegate(ISSUE, '--models', 'gpt-4o,gpt-5');
    expect(ran.stdout).toMatch(/^# Comparison of 2 models/);
    expect(project.files().filter((name) => name.includes('COMPARISON'))).toHaveLength(2);
    expect((await project.delegate('show', 'last')).stdout).toMatch(/^# Comparison of 2 models/);
  });
});
