import type { RungContext, Task } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { createToolRung, openWorkspace, resolveEdits, Trial, type TrialCommands } from '../src/index.ts';
import { lintLines } from '../src/checks/lint-lines.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { tempFolder } from './temp-folder.ts';

const CONTEXT: RungContext = {
  signal: new AbortController().signal,
  onStart: () => undefined,
  onText: () => undefined,
  onLost: () => undefined,
};

/** Puts two spaces for each tab into the files that it is given. */
const FORMATTER = [
  process.execPath,
  '-e',
  `const fs = require('fs'); for (const file of process.argv.slice(1)) fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('\\t', '  '));`,
  '--',
  '{files}',
];

const LINTER = [
  process.execPath,
  '-e',
  `const path = require('path'); console.log('src/a.ts:2:1: warning: x is never used'); console.log(path.resolve('src/a.ts') + ':3: no-var: use let');
   console.log('src/b.ts:1:1: not of this task'); console.log('3 problems'); process.exit(1);`,
];

function task(kind: Task['kind'], output: 'edits' | 'findings' | 'text', text: string, firstLine = 1): Task {
  return {
    id: 't1',
    runId: 'r1',
    kind,
    tier: 'simple',
    title: kind,
    system: '',
    prompt: '',
    output: output === 'text' ? { kind: 'text' } : { kind: 'json', name: output, schema: { type: 'boolean' } },
    sources: [{ path: 'src/a.ts', firstLine, text }],
    maxOutputTokens: 1,
    sampling: {},
    timeoutMs: 1000,
  };
}

async function answerOf(commands: TrialCommands, text: string, wanted: Task): Promise<unknown> {
  await using folder = await tempFolder({ 'src/a.ts': text });
  const workspace = await openWorkspace(folder.path);
  await using trial = new Trial({ root: workspace.root, commands, signal: CONTEXT.signal });
  const rung = createToolRung(workspace, { trial });
  expect(rung.unfit(wanted)).toBeUndefined();
  const answer = await rung.attempt(wanted, CONTEXT);
  expect(answer).toMatchObject({
    costMicros: 0,
    who: { kind: 'tool', tool: (commands[wanted.kind as 'lint'] ?? []).join(' ') },
  });
  return JSON.parse(answer.text);
}

describe('the tool rung with commands of the project', () => {
  const text = 'function f() {\n\treturn 1;\n}\nfunction g() {\n\treturn 1;\n}\n';

  it(verifies('tools.formats'), async () => {
    const answer = (await answerOf({ format: FORMATTER }, text, task('format', 'edits', text))) as {
      readonly edits: Parameters<typeof resolveEdits>[0];
    };
    await using folder = await tempFolder({ 'src/a.ts': text });
    const { root } = await openWorkspace(folder.path);
    const sources = [{ path: 'src/a.ts', firstLine: 1, text }];
    expect(await resolveEdits(answer.edits, { root, sources, within: 'exact' })).toMatchObject({
      files: [{ path: 'src/a.ts', after: text.replaceAll('\t', '  ') }],
    });
    expect(await answerOf({ format: FORMATTER }, text, task('format', 'findings', text))).toMatchObject({
      summary: expect.stringContaining('1 of 1 files is not formatted.'),
      findings: [
        { line: 2, quote: 'return 1;', severity: 'low', message: expect.stringContaining('2 lines would change') },
      ],
    });
    const tidy = text.replaceAll('\t', '  ');
    expect(await answerOf({ format: FORMATTER }, tidy, task('format', 'findings', tidy))).toMatchObject({
      findings: [],
    });
  });

  it(verifies('tools.lints'), async () => {
    const lines = 'let y = 1;\nlet x = 1;\nvar z = 2;\n';
    expect(await answerOf({ lint: LINTER }, lines, task('lint', 'findings', lines))).toMatchObject({
      summary: expect.stringContaining('exited with 1: 2 found in src/a.ts.'),
      findings: [
        { line: 2, quote: 'let x = 1;', severity: 'low', message: 'warning: x is never used' },
        { line: 3, quote: 'var z = 2;', severity: 'medium', message: 'no-var: use let' },
      ],
    });
    // Of a chunk only its own lines.
    expect(await answerOf({ lint: LINTER }, lines, task('lint', 'findings', 'var z = 2;', 3))).toMatchObject({
      findings: [{ line: 3 }],
    });
  });

  it('fails, and finds nothing, when a command fails and says nothing that can be read', async () => {
    const broken = [process.execPath, '-e', `console.error('no config'); process.exit(2)`];
    await expect(answerOf({ lint: broken }, 'x\n', task('lint', 'findings', 'x\n'))).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
      message: expect.stringMatching(/exited with 2: .*no config/),
    });
    await expect(answerOf({ format: broken }, 'x\n', task('format', 'edits', 'x\n'))).rejects.toMatchObject({
      code: 'ANSWER_INVALID',
      message: expect.stringContaining('exited with 2: no config'),
    });
  });

  it(verifies('tools.lints-read'), async () => {
    const says = (code: number, ...lines: string[]): readonly string[] => [
      process.execPath,
      '-e',
      `console.log(${JSON.stringify(lines.join('\n'))}); process.exit(${code})`,
    ];
    const lint = async (code: number, ...lines: string[]): Promise<unknown> =>
      await answerOf({ lint: says(code, ...lines) }, 'x\n', task('lint', 'findings', 'x\n'));
    const unread = { code: 'ANSWER_INVALID' };
    // It failed, and its only line is of no file.
    await expect(lint(2, 'Error: config.js:3: no rules')).rejects.toMatchObject(unread);
    await expect(lint(1, 'node:internal/x:12:3: boom')).rejects.toMatchObject(unread);
    // It names a file, in a form that is not read.
    await expect(lint(0, './src/a.ts', '  1:1  warning  no-x')).rejects.toMatchObject(unread);
    await expect(lint(0, ' ,-[src/a.ts:1:1]')).rejects.toMatchObject(unread);
    // It is content.
    for (const line of ['', 'Found 0 warnings on 1 file.', '> eslint src/a.ts', '$ eslint src/a.ts'])
      expect(await lint(0, line), line).toMatchObject({ findings: [] });
    // As a package's own script says it, from the package's folder.
    expect(await lint(1, 'a.ts:1:1: no x')).toMatchObject({ findings: [{ line: 1, message: 'no x' }] });
  });

  it('says which command a project lacks, and how to set it', async () => {
    await using folder = await tempFolder({ 'src/a.ts': 'x\n' });
    const rung = createToolRung(await openWorkspace(folder.path));
    expect(rung.unfit(task('format', 'edits', 'x'))).toBe(
      'The project has no trusted format command: set commands.format in .hanzo/config.json, then run `hanzo config trust`.',
    );
    expect(rung.unfit(task('lint', 'findings', 'x'))).toContain('commands.lint in .hanzo/config.json');
    expect(rung.unfit(task('format', 'text', 'x'))).toContain('gives no text');
  });

  it('reads the lines of linters and compilers, and nothing else', () => {
    const said = [
      'src/a.ts:1:2: bad',
      './src/a.ts:2: worse',
      '/copy/src/a.ts:3:4: warning  x',
      'a.ts:0: none',
      'Found 3',
      'at x:1',
    ];
    expect(lintLines(said.join('\n'), '/copy')).toEqual([
      { path: 'src/a.ts', line: 1, message: 'bad', severity: 'medium' },
      { path: 'src/a.ts', line: 2, message: 'worse', severity: 'medium' },
      { path: 'src/a.ts', line: 3, message: 'warning  x', severity: 'low' },
    ]);
  });
});
