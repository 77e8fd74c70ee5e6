import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createToolRung, openSyntax, openWorkspace } from '@hanzo/tools';
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

  it('has sixty functions without a doc comment, in two languages', async () => {
    const { files } = await (await openWorkspace(shop)).files();
    const paths = files.map(({ path }) => path);
    const syntax = await openSyntax(paths);
    const counted = new Map<string, number>();
    for (const path of paths) {
      const bare = syntax.functions(path, await readFile(shop + path, 'utf8')).length;
      if (bare > 0) counted.set(extname(path), (counted.get(extname(path)) ?? 0) + bare);
    }
    expect(Object.fromEntries(counted)).toEqual({ '.py': 21, '.ts': 39 });
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
    expect(result.receipt.totals).toMatchObject({ tasksDone: 21, costMicros: 0 });
    expect(renderMarkdown(result)).toContain(
      'DONE: all 21 planned tasks are done; 18 files of code were not reviewed. Found: 1 high.',
    );
  });
});
