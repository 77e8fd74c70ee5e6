/** Has one task done whose answer outlives this process: a new one, or the task of a process that was killed. */
import { resolve } from 'node:path';
import { doOneTask } from '../../src/commands/one-task/do-one-task.ts';
import { settingOf } from '../../src/commands/dev/run/setting-of.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';

const [home = '', asks = '', runId, taskId, prompt = 'Why does it fail?'] = process.argv.slice(2);
const { terminal, lines } = listeningTerminal();
const flags = {
  home,
  orchestrator: 'gpt-4o',
  api: 'responses',
  workerModels: ['gpt-4o'],
  cache: false,
  fallback: false,
  background: asks === 'background',
  maxTier: 'complex',
} as const;
const setting = settingOf(flags, terminal);
const stop = new AbortController();
process.on('message', () => stop.abort());
const task = {
  kind: 'debug',
  tier: 'complex',
  title: 'debug it',
  system: 'You find causes.',
  prompt,
  output: { kind: 'text' },
  sources: [],
  maxOutputTokens: 200,
  sampling: {},
  timeoutMs: 60_000,
  models: ['gpt-4o'],
  gates: [],
} as const;
const earlier = runId && taskId ? { runId, taskId } : undefined;
const call = { signal: stop.signal };
const hooks = {
  onStart: () => undefined,
  onAccepted: async (ids: { readonly runId: string; readonly taskId: string }) => void process.send?.({ ids }),
};
const parts = {
  task,
  setting,
  flags,
  workspace: resolve(home),
  instructions: 'debug it',
  askedBy: 'a test',
  gate,
  earlier,
};
const { outcome } = await doOneTask(parts, call, terminal, hooks);
process.send?.({ outcome, said: lines.join('\n') });
process.disconnect?.();

function gate(): { readonly passed: true } {
  return { passed: true };
}
