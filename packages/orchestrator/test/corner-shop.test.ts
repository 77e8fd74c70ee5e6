import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createToolRung, openWorkspace } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { Orchestrator, renderMarkdown } from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';

const shop = fileURLToPath(new URL('../../../examples/corner-shop/', import.meta.url));

describe('the corner shop', () => {
  it('has its planted defects where DEFECTS.md says', async () => {
    const rows = (await readFile(`${shop}DEFECTS.md`, 'utf8')).matchAll(
      /^\| (src\/\S+):(\d+) \| [a-z-]+ \| `(.+?)` \|/gm,
    );
    let count = 0;
    for (const [, path = '', line = '', quote = ''] of rows) {
      const lines = (await readFile(shop + path, 'utf8')).split('\n');
      expect(lines[Number(line) - 1], `${path}:${line}`).toContain(quote);
      count += 1;
    }
    expect(count).toBe(26);
  });

  it('has one syntax error, which the tool finds for nothing, and its labels are kept from engines', async () => {
    const workspace = await openWorkspace(shop);
    const tool = createToolRung(workspace);
    const executor = fakeExecutor(
      async (task, { signal }) =>
        await tool.attempt(task, {
          signal,
          onStart: () => undefined,
          onText: () => undefined,
          onLost: () => undefined,
        }),
    );
    const orchestrator = new Orchestrator({ orchestratorModel: 'gpt-5', executor, workspace });
    const { plan } = await orchestrator.prepare({ instructions: 'Review the code.' });
    const paths = plan.tasks.filter((task) => task.kind === 'check').flatMap((task) => task.files);
    expect(paths).not.toContain('DEFECTS.md');
    expect(paths).toContain('src/receipt.ts');
    const only = new Orchestrator({ orchestratorModel: 'gpt-5', executor, workspace, maxTasks: 0 });
    const result = await only.run({ instructions: 'Review the code.' });
    expect(result.complete).toBe(true);
    expect(result.findings).toMatchObject([{ path: 'src/receipt.ts', severity: 'high', kind: 'check' }]);
    expect(result.receipt.totals).toMatchObject({ tasksDone: 11, costMicros: 0 });
    expect(renderMarkdown(result)).toContain(
      'DONE: all 11 planned tasks are done; 8 files of code were not reviewed. Found: 1 high.',
    );
  });
});
