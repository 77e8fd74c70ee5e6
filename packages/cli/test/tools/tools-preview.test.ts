import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_TOOL_LIMITS, type TaskKind } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAID_KEY } from '../../../../test/support/paid-project.ts';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { FINDINGS_OUTPUT } from '../../../orchestrator/src/findings/findings-schema.ts';
import { task } from '../../../orchestrator/test/samples.ts';
import type { DevFlags } from '../../src/commands/dev/flags.ts';
import { chooseOrchestrator } from '../../src/commands/dev/models/orchestrator-choice.ts';
import { laterCosts } from '../../src/commands/dev/plan/later-costs.ts';
import { taskCosts, type CostParts } from '../../src/commands/dev/plan/plan-costs.ts';
import { plannerCost } from '../../src/commands/dev/plan/planner-cost.ts';
import {
  previewLines,
  toolsForPerson,
  toolsPreview,
  type ToolsPreview,
} from '../../src/commands/dev/tools/tools-preview.ts';
import { quietTerminal } from '../../src/sdk/quiet-terminal.ts';
import { loadSetting, type Setting } from '../../src/setting.ts';

beforeEach(() => {
  vi.stubEnv('OPENAI_API_KEY', PAID_KEY);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

interface Looked extends Disposable {
  readonly home: string;
  readonly root: string;
  readonly setting: Setting;
  preview(flags: DevFlags): Promise<ToolsPreview | undefined>;
}

function looked(orchestrator = 'gpt-5'): Looked {
  const stack = new DisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const root = stack.use(temporaryFolder('hanzo-preview-')).path;
  const setting = loadSetting({ home, orchestrator }, quietTerminal(), { workspace: root });
  const choice = chooseOrchestrator(setting, { localOnly: false, isNamed: true });
  return {
    home,
    root,
    setting,
    preview: async (flags) => await toolsPreview(setting, flags, choice, root),
    [Symbol.dispose]: () => stack.dispose(),
  };
}

describe('the tools that a run would have', () => {
  it(verifies('devTools.dry-run'), async () => {
    using at = looked();
    const started = join(at.home, 'started');
    const canary = { command: process.execPath, args: ['-e', `fs.writeFileSync(${JSON.stringify(started)}, '')`] };
    writeFileSync(join(at.home, 'mcp.json'), JSON.stringify({ mcpServers: { docs: canary } }), { mode: 0o600 });
    const all = await at.preview({ mcpTools: true, allowTools: ['edit_file'] });
    expect(all).toMatchObject({ users: { planner: true, panel: false, critic: false }, servers: ['docs'], notes: [] });
    const consents = Object.fromEntries(all?.tools.map(({ name, consent }) => [name, consent]) ?? []);
    expect(consents).toMatchObject({ read_file: 'allow', write_file: 'ask', edit_file: 'allow' });
    const text = previewLines(all, 80).join('\n');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('for the orchestrator: ');
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      /write_file \(asks\).*; and those of docs, not started to look \(a request is/,
    );
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const some = await at.preview({ tools: ['search'] });
    // Critics change nothing.
    const judging = await at.preview({ mcpTools: true, batchMode: true, critic: 'gpt-5-mini' });
    expect(judging?.users).toMatchObject({ planner: false, critic: true });
    expect(judging?.tools.map(({ effect }) => effect)).not.toContain('write');
    expect([some?.tools.map(({ name }) => name).includes('search_code'), some?.servers]).toEqual([true, []]);
    await expect(at.preview({ tools: ['serch'] })).rejects.toThrow('"serch"');
    expect([await at.preview({}), previewLines(undefined, 80)]).toEqual([undefined, []]);
    expect(existsSync(started)).toBe(false);
  });

  it(verifies('devTools.dry-run', 'what planning with them may cost'), async () => {
    using at = looked();
    const choice = chooseOrchestrator(at.setting, { localOnly: false, isNamed: true });
    const request = { model: 'gpt-5', system: '', prompt: 'x', output: { kind: 'text' }, maxOutputTokens: 9 } as const;
    const question = () => Promise.resolve({ ...request, sampling: {} });
    const costOf = async (flags: DevFlags): Promise<number> =>
      (await plannerCost({ setting: at.setting, flags, choice, question }))?.worstMicros ?? 0;
    const { maxMicros } = at.setting.config.tools.limits;
    expect(await costOf({ mcpTools: true })).toBeGreaterThan((await costOf({})) + maxMicros / 2);
  });

  it(verifies('toolLoop.critic-limits', 'as it is shown before'), () => {
    using at = looked();
    const choice = chooseOrchestrator(at.setting, { localOnly: false, isNamed: true });
    const policy = {
      routing: at.setting.routing,
      localOnly: false,
      preferLocal: false,
      available: new Set(['api'] as const),
    };
    const shown = (kind: TaskKind, maxSteps: number, flags: DevFlags = {}): number => {
      const tools = { ...at.setting.config.tools, limits: { ...DEFAULT_TOOL_LIMITS, maxSteps, maxMicros: 1e9 } };
      const setting = { ...at.setting, config: { ...at.setting.config, tools } };
      const parts: CostParts = { setting, flags: { mcpTools: true, ...flags }, choice, policy, freeModels: {} };
      const its = task({ kind, usesTools: true, output: FINDINGS_OUTPUT });
      const costs = Object.keys(flags).length === 0 ? taskCosts([its], parts) : laterCosts([its], flags, parts);
      return costs[0]?.worstMicros ?? 0;
    };
    // What is delegated with tools may take what the user allows; each verdict four steps of it, or less.
    expect(shown('refactor', 12)).toBeGreaterThan(2 * shown('refactor', 4));
    for (const flags of [{ criticInstances: 1 }, { critic: 'gpt-5' }, { criticInstances: 1, critic: 'gpt-5' }]) {
      expect(shown('review', 100, flags)).toBe(shown('review', 4, flags));
      expect(shown('review', 2, flags)).toBeLessThan(shown('review', 4, flags));
    }
    expect(shown('critic', 100)).toBe(shown('critic', 4));
    expect(shown('critic', 4) * 2).toBeLessThan(shown('refactor', 4));
  });

  it(verifies('devTools.slash', 'where there are none'), async () => {
    using at = looked('local:llama3.2');
    expect(await toolsForPerson(at.setting, {}, 80)).toEqual([
      'No tools: the conversation was begun without --mcp-tools.',
    ]);
    expect(await toolsForPerson(at.setting, { mcpTools: true, workspace: at.root }, 80)).toEqual([
      'No tools: only models of an API use them.',
    ]);
  });
});
