import { DEFAULT_TOOL_LIMITS, type ApiModelCard } from '@hanzo/contracts';
import { askedAnswer, tariffOf, worstLoopMicros, worstTokens } from '@hanzo/coordinator';
import { describe, expect, it } from 'vitest';
import { catalogueCard } from '../../../../test/support/paid-project.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { task } from '../../../orchestrator/test/samples.ts';
import { worstTryMicros, type TryParts } from '../../src/commands/dev/models/worst-try.ts';
import type { Setting } from '../../src/setting.ts';

const setting = { config: { calls: { serviceTier: 'standard' } } } as Setting;
const its = task({ maxOutputTokens: 2_000 });
const [gpt5, mini] = [catalogueCard('gpt-5'), catalogueCard('gpt-5-mini')];

function worst(card: ApiModelCard, change: Partial<TryParts> = {}): number {
  return worstTryMicros(its, card, { setting, flags: {}, effort: 'low', chain: [], ...change });
}

describe('what a try with tools may cost', () => {
  it(verifies('toolLoop.worst-case', 'as it is shown before'), () => {
    const tools = { ...DEFAULT_TOOL_LIMITS, maxMicros: 300_000 };
    const tariff = tariffOf(gpt5, 'standard', false);
    const { maxOutputTokens } = askedAnswer(gpt5, its.maxOutputTokens, 'low');
    const whole = worst(gpt5, { tools });
    expect(whole).toBe(worstLoopMicros({ ...its, maxOutputTokens }, gpt5, tariff, tools));
    // More than one question, and what tools may cost.
    expect(whole).toBeGreaterThan(tariff.worst(worstTokens(its)) + tools.maxMicros);
    // The dearest that may stand in counts, and no batch.
    expect(worst(mini, { tools, chain: [gpt5] })).toBe(whole);
    expect(worst(gpt5, { tools, flags: { batchApi: true } })).toBe(whole);
    expect(worst(gpt5, { flags: { batchApi: true } })).toBeLessThan(worst(gpt5));
    // Few steps, or little money: the less of both counts.
    expect(worst(gpt5, { tools: { ...tools, maxSteps: 1 } })).toBeLessThan(whole);
    expect(worst(gpt5, { tools: { ...tools, maxMicros: 0 } })).toBe(whole - tools.maxMicros);
  });
});
