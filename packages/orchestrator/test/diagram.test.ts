import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openWorkspace, type Workspace } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { drawModules, Orchestrator, renderMarkdown, renderReport, type RunResult } from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';
import { answer, findings, SUMMARY } from './samples.ts';

const FILES = {
  'src/cart.ts': "import { tax } from './tax.js';\nexport const cartSubtotal = tax;\nexport const applyVoucher = 1;\n",
  'src/tax.ts': "import './cart.js';\nexport const tax = 1;\n",
  'src/alone.ts': 'export const cartSubtotal = 1;\nexport const applyVoucher = 2;\n',
};

async function workspaceOf(
  files: Readonly<Record<string, string>>,
): Promise<{ workspace: Workspace } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'hanzo-diagram-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return {
    workspace: await openWorkspace(path),
    [Symbol.asyncDispose]: async () => await rm(path, { recursive: true }),
  };
}

async function run(workspace: Workspace, diagrams?: boolean): Promise<RunResult> {
  const executor = fakeExecutor(() => answer(findings(SUMMARY)));
  return await new Orchestrator({ orchestratorModel: 'none', executor, workspace, diagrams }).run({
    instructions: 'Review.',
  });
}

describe('the diagram of a run', () => {
  it(verifies('graph.drawn', 'in all reports'), async () => {
    await using folder = await workspaceOf(FILES);
    const result = await run(folder.workspace, true);
    expect(result.diagram).toMatchObject({
      modules: 3,
      shown: 2,
      byFolder: false,
      cycles: [['src/cart.ts', 'src/tax.ts']],
    });
    const markdown = renderMarkdown(result);
    expect(markdown).toContain('```mermaid\ngraph LR\n  m0["src/cart.ts"]\n  m1["src/tax.ts"]\n  m0 -.-> m1\n');
    expect(markdown).toContain('- `src/cart.ts` → `src/tax.ts` → `src/cart.ts`');
    expect(markdown).toContain(
      '1 further module neither imports nor is imported. One group of modules needs each other',
    );
    expect(renderReport(result, 'html', {})).toContain('src/cart.ts → src/tax.ts → src/cart.ts');
    const json = JSON.parse(renderReport(result, 'json', {})) as { diagram: unknown };
    expect(json.diagram).toMatchObject({ modules: 3, shown: 2, cycles: [['src/cart.ts', 'src/tax.ts']] });
  });

  it('is drawn only when it is asked for', async () => {
    await using folder = await workspaceOf(FILES);
    const result = await run(folder.workspace);
    expect(result.diagram).toBeUndefined();
    expect(renderMarkdown(result)).not.toContain('mermaid');
  });

  it('cannot be left by the name of a file', async () => {
    const name = 'src/a"]; click m0 call x();```\u001b[31m.ts'.replaceAll('/', '_');
    await using folder = await workspaceOf({ [name]: "import './b.js';", 'b.ts': '' });
    const { mermaid } = await drawModules(folder.workspace, new AbortController().signal);
    expect(mermaid.split('\n').filter((line) => line.includes('click'))).toHaveLength(1);
    expect(mermaid).toMatch(/^ {2}m1\["[\w .#;@/-]+"\]$/m);
  });

  it('says so where there is nothing to draw', async () => {
    await using folder = await workspaceOf({ 'a.md': '# Words\n' });
    const result = await run(folder.workspace, true);
    expect(renderMarkdown(result)).toContain('No file of the workspace is in a language whose imports can be read.');
  });
});
