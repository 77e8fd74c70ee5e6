import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { HanzoError } from '@hanzo/contracts';
import { findPhrase } from '@hanzo/delegate';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readByProgram } from '../../../test/support/read-by-program.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { RULE_CLIENTS, type RuleClient } from '../src/commands/delegate/rules/rule-clients.ts';
import { BLOCK_BEGIN, BLOCK_END, ruleFile } from '../src/commands/delegate/rules/rule-file.ts';
import { RULE_TEXT } from '../src/commands/delegate/rules/rule-text.ts';
import { run, type DelegateRulesFlags } from '../src/commands/delegate/rules/rules.ts';
import { delegateTool } from '../src/commands/mcp/serve/tools/delegate.ts';
import { createTerminal } from '../src/terminal/terminal.ts';

async function rules(flags: DelegateRulesFlags): Promise<{ out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  expect(await run(flags, createTerminal(stdout, stderr, { NO_COLOR: '1' }))).toBe(0);
  return { out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

const faultOf = async (flags: DelegateRulesFlags): Promise<HanzoError> => {
  const fault = await rules(flags).then(
    () => undefined,
    (error: unknown) => error,
  );
  return fault as HanzoError;
};

describe('hanzo delegate rules', () => {
  it.each(RULE_CLIENTS)(verifies('delegate-words.rules', '%s'), async (client) => {
    const { out, err } = await rules({ client });
    expect(out).toContain(RULE_TEXT);
    expect(err).toContain(ruleFile(client).path);
    expect(err).toContain('hanzo mcp serve --print-config');
  });

  it(verifies('delegate-words.rules', 'says what the guide says, and gives nobody a way round it'), () => {
    for (const said of [
      'DELEGATE TO GPT-4O: ',
      '`delegate` of the MCP server `hanzo`',
      'hanzo delegate - ',
      'attempted_fixes',
      'errors without a traceback',
      'framework or library',
      'deadlocks, race conditions',
      'memory leaks',
      'authentication',
      '3 of your fixes',
      'hanzo delegate apply',
    ])
      expect(RULE_TEXT).toContain(said);
    // Who quotes the whole rule delegates nothing.
    expect(findPhrase(RULE_TEXT)).toBeUndefined();
    // Each conversation pays for it. About four characters are a token.
    expect(RULE_TEXT.length).toBeLessThan(3_600);
  });

  it(verifies('delegate-words.rules', 'its command is one that works, as a shell reads it'), () => {
    using folder = temporaryFolder();
    const [, script = ''] = /```bash\n([^]*?)\n *```/.exec(RULE_TEXT.replaceAll(/^ {3}/gm, '')) ?? [];
    writeFileSync(join(folder.path, 'hanzo'), '#!/bin/sh\nprintf "%s\\n" "$@" > args\ncat > text\n', { mode: 0o755 });
    execFileSync('bash', ['--norc', '-euc', script], {
      cwd: folder.path,
      env: { PATH: `${folder.path}:${process.env['PATH'] ?? ''}` },
    });
    const read = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
    expect(readByProgram(read('args').trim().split('\n'))).toMatchObject({
      args: ['-'],
      flags: { attemptedFixes: ['what was tried', 'and what else'] },
    });
    expect(findPhrase(read('text'))).toMatchObject({
      model: 'GPT-4O',
      issue: '500 error on /runs/start endpoint with no traceback',
      after: 'Logs and stack traces, word for word.',
    });
  });

  it(verifies('delegate-words.rules', 'what it names of the tool is there'), () => {
    const { name, input } = delegateTool({} as Parameters<typeof delegateTool>[0]);
    const { properties = {} } = z.toJSONSchema(input as z.ZodType) as { properties?: object };
    expect(name).toBe('delegate');
    for (const field of [
      'issue',
      'context',
      'logs',
      'attempted_fixes',
      'include_uncommitted_changes',
      'files',
      'follow_up',
    ]) {
      expect(properties).toHaveProperty(field);
      expect(RULE_TEXT).toContain(`\`${field}\``);
    }
  });

  it(verifies('delegate-words.rules', "Cursor's front matter"), async () => {
    const { out } = await rules({ client: 'cursor' });
    const [, head = ''] = out.split('---\n');
    expect(parse(head)).toEqual({ description: expect.any(String) as string, globs: null, alwaysApply: true });
  });

  it(verifies('delegate-words.rules', 'as JSON'), async () => {
    expect(JSON.parse((await rules({ client: 'codex', json: true })).out)).toEqual({
      v: 1,
      client: 'codex',
      path: 'AGENTS.md',
      text: expect.stringContaining(RULE_TEXT) as string,
    });
  });
});

const textOf = (folder: string, client: RuleClient): string =>
  readFileSync(join(folder, ruleFile(client).path), 'utf8');

describe('hanzo delegate rules --write', () => {
  it.each(RULE_CLIENTS)(verifies('delegate-words.rules-write', '%s'), async (client) => {
    using folder = temporaryFolder();
    const workspace = folder.path;
    expect((await rules({ client, workspace, write: true })).err).toContain('is made');
    const made = textOf(workspace, client);
    expect(made).toBe((await rules({ client })).out);
    expect((await rules({ client, workspace, write: true })).err).toContain('holds this rule already');
    expect(textOf(workspace, client)).toBe(made);
  });

  it.each([
    ['at the end', '# Ours\n\nKeep.\n', (rule: string) => `# Ours\n\nKeep.\n\n${rule}`],
    ['without a last line feed', 'Keep.', (rule: string) => `Keep.\n\n${rule}`],
    ['in place of the old one', `a\n${BLOCK_BEGIN}\nold\n${BLOCK_END}\nb\n`, (rule: string) => `a\n${rule}b\n`],
    [
      'in place of one of another version',
      '<!-- hanzo delegate rules: begin v0 -->\nold\n<!-- hanzo delegate rules: end -->',
      (rule: string) => rule,
    ],
    [
      'in the line endings of the file',
      '\uFEFFa\r\n',
      (rule: string) => `\uFEFFa\r\n\r\n${rule.replaceAll('\n', '\r\n')}`,
    ],
    ['marks within a line are text', `see ${BLOCK_BEGIN}\n\n`, (rule: string) => `see ${BLOCK_BEGIN}\n\n${rule}`],
  ])(verifies('delegate-words.rules-write', '%s'), async (_, before, after) => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'CLAUDE.md');
    writeFileSync(file, before, { mode: 0o640 });
    await rules({ client: 'claude-code', workspace: folder.path, write: true });
    expect(readFileSync(file, 'utf8')).toBe(after(ruleFile('claude-code').block));
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  it.each([
    ['a mark is missing', `${BLOCK_BEGIN}\nold\n`],
    ['marks in the wrong order', `${BLOCK_END}\n${BLOCK_BEGIN}\n`],
    ['two rules', `${BLOCK_BEGIN}\n${BLOCK_END}\n${BLOCK_BEGIN}\n${BLOCK_END}\n`],
    ['no text', 'a\0b'],
  ])(verifies('delegate-words.rules-refused', '%s'), async (_, before) => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'AGENTS.md');
    writeFileSync(file, before);
    const fault = await faultOf({ client: 'codex', workspace: folder.path, write: true });
    expect(fault).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it(verifies('delegate-words.rules-refused', 'links, wherever they lead'), async () => {
    using folder = temporaryFolder();
    const workspace = join(folder.path, 'project');
    const other = join(folder.path, 'other');
    for (const dir of [workspace, other]) mkdirSync(dir);
    writeFileSync(join(other, 'target.md'), 'keep');
    symlinkSync(join(other, 'target.md'), join(workspace, 'CLAUDE.md'));
    symlinkSync('CLAUDE.md', join(workspace, 'AGENTS.md'));
    symlinkSync(other, join(workspace, '.cursor'));
    for (const client of RULE_CLIENTS) {
      const fault = await faultOf({ client, workspace, write: true });
      expect(fault).toMatchObject({
        code: 'CONFIG_INVALID',
        mend: expect.stringContaining('Without --write') as string,
      });
    }
    writeFileSync(join(workspace, 'own.md'), 'keep');
    using inside = temporaryFolder();
    writeFileSync(join(inside.path, 'own.md'), 'keep');
    symlinkSync('own.md', join(inside.path, 'AGENTS.md'));
    expect(await faultOf({ client: 'codex', workspace: inside.path, write: true })).toMatchObject({
      code: 'CONFIG_INVALID',
    });
    expect(readFileSync(join(other, 'target.md'), 'utf8') + readFileSync(join(inside.path, 'own.md'), 'utf8')).toBe(
      'keepkeep',
    );
  });

  it(verifies('delegate-words.rules-refused', 'no such project'), async () => {
    expect(await faultOf({ client: 'codex', workspace: '/nowhere/at/all', write: true })).toMatchObject({
      code: 'WORKSPACE_MISSING',
    });
  });
});
