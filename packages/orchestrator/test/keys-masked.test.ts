import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hideSecret, type GenerateRequest } from '@hanzo/contracts';
import { openWorkspace } from '@hanzo/tools';
import { expect, it } from 'vitest';
import { Orchestrator } from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';
import { verifies } from '../../../test/support/verifies.ts';

const KEY = 'sk-masked-0123456789-abcdef';

it(verifies('keys.prompts-masked', 'in files and instructions, for tasks and for the planner'), async () => {
  hideSecret(KEY);
  const root = mkdtempSync(join(tmpdir(), 'hanzo-masked-'));
  try {
    writeFileSync(join(root, 'settings.ts'), `export const key = '${KEY}';\n`);
    const asked: GenerateRequest[] = [];
    const provider = {
      name: 'fake',
      generate: (request: GenerateRequest) => {
        asked.push(request);
        return Promise.reject(new Error('The planner has nothing to say.'));
      },
    };
    const workspace = await openWorkspace(root);
    const parts = { orchestratorModel: 'x', executor: fakeExecutor(() => expect.unreachable()), workspace };
    const instructions = `Review it; the key is ${KEY}.`;
    const planned = new Orchestrator({ ...parts, planner: { provider, model: 'x' } });
    await planned.prepare({ instructions }).catch(() => undefined);
    expect(asked).toHaveLength(1);
    const { tasks } = await new Orchestrator(parts).prepare({ instructions });
    expect(tasks.some(({ prompt }) => prompt.includes("'[key]'"))).toBe(true);
    expect(JSON.stringify([asked, tasks])).not.toContain(KEY);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
