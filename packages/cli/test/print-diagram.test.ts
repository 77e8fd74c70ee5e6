import { PassThrough } from 'node:stream';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunDiagram } from '@hanzo/orchestrator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { dryRun } from '../src/commands/dev/plan/dry-run.ts';
import { printDiagram } from '../src/commands/dev/report/print-diagram.ts';
import { createTerminal } from '../src/terminal/terminal.ts';

const MERMAID = 'graph LR\n  m0["src/a.ts"]\n  m1["odd#34;.ts"]\n  m0 --> m1\n';
const DIAGRAM: RunDiagram = { mermaid: MERMAID, overview: MERMAID, modules: 2, shown: 2, byFolder: false, cycles: [] };

interface PrintOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly aloud?: boolean;
  readonly files?: readonly string[];
}

async function printed(
  diagram: RunDiagram,
  { env = {}, columns = 80, aloud = false, files = [] }: PrintOptions = {},
): Promise<string> {
  const stderr = Object.assign(new PassThrough(), { columns });
  const terminal = createTerminal(new PassThrough(), stderr, {});
  if (aloud) terminal.readAloud();
  vi.stubEnv('LC_ALL', '');
  vi.stubEnv('LANG', 'C.UTF-8');
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  await printDiagram(diagram, terminal, files);
  return String(stderr.read());
}

afterEach(() => void vi.unstubAllEnvs());

describe('printDiagram', () => {
  it(verifies('graph.drawn', 'in the terminal'), async () => {
    const text = await printed(DIAGRAM);
    expect(text).toMatch(/│ +src\/a\.ts +├─*►│ +odd\?\.ts +│/);
    expect(await printed(DIAGRAM, { env: { LANG: 'C' } })).toMatch(/\| +src\/a\.ts +\|-*>\| +odd\?\.ts +\|/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it.each([
    ['has no room', { columns: 20 }],
    ['is read aloud', { aloud: true }],
  ])(verifies('graph.drawn', 'in words where it %s'), async (_, options) => {
    const text = await printed(DIAGRAM, { ...options, files: ['report.md'] });
    expect(text).toContain('2 modules; an arrow goes from a module to what it imports.');
    expect(text).toContain('The diagram is in report.md.');
    expect(text).not.toMatch(/[┌│►]/);
  });

  it('draws an overview where there is more, and nothing that takes seconds', async () => {
    const large: RunDiagram = { ...DIAGRAM, mermaid: `${MERMAID}  m2["b"]\n`, byFolder: true, modules: 90, shown: 88 };
    const text = await printed(large);
    expect(text).toContain('88 modules, by their folders');
    expect(text).toContain('2 further modules neither import nor are imported.');
    expect(text).toContain('This is an overview.');
    const edges = Array.from({ length: 80 }, (__, at) => `  m${at % 12} --> m${(at * 5) % 12}`).join('\n');
    expect(await printed({ ...DIAGRAM, overview: `graph LR\n${edges}\n` })).not.toMatch(/[┌│►]/);
  });

  it(verifies('graph.drawn', 'by a dry run'), async () => {
    using folder = temporaryFolder();
    const workspace = join(folder.path, 'project');
    mkdirSync(workspace);
    writeFileSync(join(workspace, 'a.ts'), "import './b.js';\n");
    writeFileSync(join(workspace, 'b.ts'), 'export {};\n');
    const dry = async (change: object): Promise<readonly [string, string]> => {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      const flags = { home: join(folder.path, 'home'), workspace, instructions: 'Review.', localOnly: true, ...change };
      await dryRun(flags, createTerminal(stdout, stderr, {}));
      return [String(stdout.read()), String(stderr.read())];
    };
    expect((await dry({ generateDiagrams: true }))[1]).toContain('Modules and their imports');
    expect((await dry({}))[1]).not.toContain('Modules and their imports');
    const [json] = await dry({ generateDiagrams: true, json: true });
    expect(JSON.parse(json)).toMatchObject({ diagram: { modules: 2, shown: 2 } });
  });
});
