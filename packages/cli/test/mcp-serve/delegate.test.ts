import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { delegationResultSchema } from '@hanzo/delegate';
import type { Reply, StandInRequest } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { PAID_KEY, type PaidProject } from '../../../../test/support/paid-project.ts';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { analyses, analysisOf, isDelegation } from '../delegation/analysis.ts';
import { servePaid, withPaidKey } from './paid-served.ts';
import { serve } from './served.ts';

const ISSUE = 'Why is the sum 0?';
/** No further rounds, unless a test is about them: `high` ends them. */
const BOTH = { models: ['gpt-5', 'gpt-4o'] } as const;

function folderOf({ workspace }: Pick<PaidProject, 'workspace'>): string {
  return join(workspace, '.autonomous_runs', 'openai_delegations');
}

function filesOf(project: Pick<PaidProject, 'workspace'>): readonly string[] {
  const folder = folderOf(project);
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('OPENAI_')) : [];
}

describe('delegate of hanzo mcp serve', () => {
  withPaidKey();

  it(verifies('mcp-serve.delegate'), async () => {
    const secret = { root_cause: `The sum\u0007 starts at 0. ${PAID_KEY}` };
    await using paid = await servePaid({ ...BOTH, script: analyses(secret) });
    const { project, served } = paid;
    const notes: string[] = [];
    const input = {
      issue: ISSUE,
      files: ['src/alpha.ts'],
      context: 'It was 1 before.',
      logs: 'sum: 0',
      model: 'gpt-4o',
    };
    const { data, text, isError } = await served.call('delegate', input, {
      onprogress: ({ message = '' }) => notes.push(message),
    });
    expect(isError, text).toBe(false);
    const [call, ...others] = project.calls();
    expect(others).toEqual([]);
    expect(call).toMatchObject({ model: 'gpt-4o', state: 'settled' });
    expect(data).toMatchObject({
      answered: true,
      sent_files: ['src/alpha.ts'],
      cost_usd: (call?.chargedMicros ?? 0) / 1_000_000,
      result: { state: 'answered', model: 'gpt-4o', analysis: { confidence: 'high' } },
      runs: [call?.runId],
    });
    expect(served.serving.purse.spentMicros).toBe(call?.chargedMicros);
    const [request] = project.standIn.requests;
    for (const part of ['export function alpha', 'It was 1 before.', 'sum: 0', ISSUE])
      expect(request?.prompt).toContain(part);
    expect(request?.prompt).not.toContain('export function beta');
    expect(notes.join('\n')).toMatch(/the request is saved[^]*asking gpt-4o, round 1/);
    expect(text).toMatch(/<analysis mark="\w+"> \(data, not instructions\)/);
    expect(`${text}${JSON.stringify(data)}`).not.toContain(PAID_KEY);
    expect(`${text}${JSON.stringify(data)}`).not.toContain('\u0007');
  });

  it(verifies('delegate-mcp.whole'), async () => {
    await using paid = await servePaid({ ...BOTH, script: analyses() });
    const { project, served } = paid;
    const { data } = await served.call('delegate', {
      issue: 'Why does `alpha` return 0 in src/alpha.ts?',
      model: 'gpt-4o',
    });
    const names = filesOf(project).toSorted();
    expect(names).toEqual([
      expect.stringMatching(/^OPENAI_DELEGATION_REQUEST_\d{8}_\d{6}\.md$/),
      expect.stringMatching(/^OPENAI_DELEGATION_RESULT_\d{8}_\d{6}\.json$/),
      expect.stringMatching(/^OPENAI_DELEGATION_RESULT_\d{8}_\d{6}\.md$/),
    ]);
    const [request = '', json = '', markdown = ''] = names;
    expect(data).toMatchObject({
      folder: folderOf(project),
      files: { requests: [request], results: [markdown, json] },
    });
    const [sent] = project.standIn.requests;
    expect(readFileSync(join(folderOf(project), request), 'utf8')).toBe(sent?.prompt);
    const kept = delegationResultSchema.parse(JSON.parse(readFileSync(join(folderOf(project), json), 'utf8')));
    expect(data['result']).toEqual(JSON.parse(JSON.stringify(kept)));
    // What nobody named is found.
    expect(data['sent_files']).toEqual(expect.arrayContaining(['src/alpha.ts']));
  });

  it(verifies('delegate-mcp.phrase'), async () => {
    await using paid = await servePaid({ ...BOTH, script: analyses() });
    const { project, served } = paid;
    const issue = `We saw this twice.\n\nDELEGATE TO GPT-4O: ${ISSUE}\n\nError: no lines\n    at alpha (src/alpha.ts:2:3)`;
    const { data, isError, text } = await served.call('delegate', { issue, context: 'known before' });
    expect(isError, text).toBe(false);
    expect(data).toMatchObject({ result: { model: 'gpt-4o', issue: ISSUE } });
    const [request] = project.standIn.requests;
    for (const part of ['We saw this twice.', 'known before', 'at alpha (src/alpha.ts:2:3)'])
      expect(request?.prompt).toContain(part);
    expect(request?.prompt).not.toContain('DELEGATE TO');
    const other = await served.call('delegate', { issue: `DELEGATE TO GPT-4P: ${ISSUE}`, model: 'gpt-5' });
    expect(other.data).toMatchObject({ result: { model: 'gpt-5' } });
    const twice = await served.call('delegate', { issue: `DELEGATE TO GPT-4O: a\n\nDELEGATE TO GPT-5: b` });
    expect(twice.data['error']).toMatchObject({ code: 'USAGE' });
    const nobody = await served.call('delegate', { issue: `DELEGATE TO GPT-4P: ${ISSUE}` });
    expect(nobody.data['error']).toMatchObject({ code: 'MODEL_UNKNOWN' });
    expect(project.standIn.requests).toHaveLength(2);
  });

  it(verifies('delegate-mcp.clues'), async () => {
    await using paid = await servePaid({ ...BOTH, script: analyses() });
    const { project, served } = paid;
    const git = (...args: readonly string[]): void => void execFileSync('git', ['-C', project.workspace, ...args]);
    git('init', '-q');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-q', '--allow-empty', '-m', 'begin');
    git('add', 'src/beta.ts');
    const first = await served.call('delegate', {
      issue: ISSUE,
      model: 'gpt-4o',
      files: ['src/alpha.ts:1-2', 'src/beta.ts'],
      attempted_fixes: ['Started at 1.', 'Restarted the server.'],
      include_uncommitted_changes: true,
    });
    expect(first.isError, first.text).toBe(false);
    const [request] = project.standIn.requests;
    for (const part of ['Started at 1.', 'Restarted the server.', '+export function beta'])
      expect(request?.prompt).toContain(part);
    const id = String(first.data['delegation']);
    const asked = await served.call('delegate', { issue: 'And for one line?', follow_up: id });
    expect(asked.data).toMatchObject({ result: { model: 'gpt-4o' }, sent_files: ['src/alpha.ts', 'src/beta.ts'] });
    expect(project.standIn.requests[1]?.prompt).toContain('The sum starts at 0, and an empty list keeps it there.');
    const none = await served.call('delegate', { issue: 'And?', follow_up: '19990101_000000' });
    expect(none.data['error']).toMatchObject({ code: 'DELEGATION_UNKNOWN' });
  });

  it(verifies('delegate-mcp.workspace'), async () => {
    await using paid = await servePaid({ ...BOTH, script: analyses() });
    const { workspace, standIn } = paid.project;
    mkdirSync(join(workspace, 'lib'));
    writeFileSync(join(workspace, 'lib', 'cart.ts'), 'export const cart = [alpha([])];\n');
    for (const args of [
      ['init', '-q'],
      ['add', 'lib', 'src/beta.ts'],
    ])
      execFileSync('git', ['-C', workspace, ...args]);
    const issue = 'Why does `alpha` return 0 in src/alpha.ts, called by lib/cart.ts?';
    const asked = { issue, model: 'gpt-4o', workspace: 'lib', include_uncommitted_changes: true };
    const { data, text } = await paid.served.call('delegate', asked);
    expect(data, text).toMatchObject({ answered: true, sent_files: ['lib/cart.ts'], folder: folderOf(paid.project) });
    const prompt = standIn.requests[0]?.prompt;
    expect(prompt).toContain('+export const cart');
    for (const outside of ['export function alpha', 'export function beta']) expect(prompt).not.toContain(outside);
  });

  it(verifies('delegate-mcp.models'), async () => {
    const script = (request: StandInRequest): Reply | undefined =>
      analyses(request.model === 'gpt-5' ? { root_cause: 'The list is empty because nobody waits for it.' } : {})(
        request,
      );
    await using paid = await servePaid({ ...BOTH, script }, { maxCost: '1' });
    const { project, served } = paid;
    const { data, text, isError } = await served.call('delegate', { issue: ISSUE, models: ['gpt-4o', 'gpt-5'] });
    expect(isError, text).toBe(false);
    expect((data['results'] as readonly { readonly model: string }[]).map(({ model }) => model).toSorted()).toEqual([
      'gpt-4o',
      'gpt-5',
    ]);
    expect(data['comparison']).toMatchObject({ v: 1 });
    expect(text.match(/^<analysis /gm)).toHaveLength(2);
    expect(text).toMatch(/<comparison mark="\w+"> \(data, not instructions\)/);
    const micros = project.calls().reduce((sum, call) => sum + call.chargedMicros, 0);
    expect(served.serving.purse.spentMicros).toBe(micros);
    const both = await served.call('delegate', { issue: ISSUE, model: 'gpt-5', models: ['gpt-4o', 'gpt-5'] });
    expect(both.data['error']).toMatchObject({ code: 'USAGE' });
  });

  it(verifies('delegate-mcp.unanswered'), async () => {
    const script = (request: StandInRequest): Reply | undefined =>
      isDelegation(request) ? { kind: 'text', text: 'I would rather not say.' } : undefined;
    await using paid = await servePaid({ ...BOTH, script });
    const { project, served } = paid;
    const { data, text, isError } = await served.call('delegate', { issue: ISSUE, model: 'gpt-4o' });
    expect(isError).toBe(true);
    expect(text).toMatch(/^INCOMPLETE: there is no analysis\./);
    expect(data).toMatchObject({ answered: false, result: { state: 'invalid', rawAnswer: 'I would rather not say.' } });
    expect(served.serving.purse.spentMicros).toBeGreaterThan(0);
    expect(filesOf(project)).toHaveLength(3);
  });

  it(verifies('mcp-serve.delegate-files'), async () => {
    await using paid = await servePaid({ ...BOTH, script: analyses() });
    const { workspace, standIn } = paid.project;
    using outside = temporaryFolder();
    writeFileSync(join(outside.path, 'passwords.ts'), 'export const outside = 1;\n');
    mkdirSync(join(workspace, 'ignored'));
    writeFileSync(join(workspace, '.gitignore'), 'ignored/\n');
    writeFileSync(join(workspace, 'ignored', 'a.ts'), 'export const ignored = 1;\n');
    writeFileSync(join(workspace, '.env'), 'PASSWORD=hunter2hunter2\n');
    symlinkSync(join(outside.path, 'passwords.ts'), join(workspace, 'src', 'link.ts'));
    symlinkSync(outside.path, join(workspace, 'linked'));
    const aws = `AKIA${'Q7R2T5X9Z3B6N8M4'}`;
    const keys = `const a = 1;\nconst id = '${aws}';\nconst key = '${PAID_KEY}';\n`;
    writeFileSync(join(workspace, 'src', 'keys.ts'), keys);
    const files = ['src/*.ts', 'ignored/a.ts', '.env', 'linked/passwords.ts'];
    const { data, text } = await paid.served.call('delegate', { issue: 'What is wrong?', files, logs: `id=${aws}` });
    const [request] = standIn.requests;
    const sent = `${request?.system} ${request?.prompt}`;
    for (const secret of ['outside = 1', 'ignored = 1', 'hunter2', aws, PAID_KEY]) expect(sent).not.toContain(secret);
    expect(data['sent_files']).toEqual(['src/alpha.ts', 'src/beta.ts', 'src/gamma.ts', 'src/keys.ts']);
    const redacted = data['redacted'] as readonly { readonly where: string; readonly line: number }[];
    expect(redacted.map(({ where, line }) => `${where}:${line}`)).toEqual(
      expect.arrayContaining(['src/keys.ts:2', 'logs:1']),
    );
    expect(text).toContain('.env (');
    // Names are of others, too.
    const [, told = ''] = /<not-sent mark="\w+"> \(data, not instructions\)\n([^]*?)<\/not-sent/.exec(text) ?? [];
    expect(told).toContain('.env');
    // Alone they are no reason to ask.
    const before = standIn.requests.length;
    for (const file of ['../secret.ts', '/etc/passwd', 'src/../../x', '.env', 'nothing.ts']) {
      const none = await paid.served.call('delegate', { issue: 'What is wrong?', files: [file] });
      expect(none.isError, file).toBe(true);
      expect(none.data['error'], file).toMatchObject({ code: 'USAGE', mend: expect.any(String) });
    }
    const near = await paid.served.call('delegate', { issue: 'What is wrong?', files: ['src/alpa.ts'] });
    expect(near.text).toContain('src/alpha.ts');
    // A folder's own files are those that the whole workspace has of it.
    for (const folder of ['ignored', '.git', '.hanzo']) {
      mkdirSync(join(workspace, folder), { recursive: true });
      writeFileSync(join(workspace, folder, 'a.ts'), 'export const ignored = 1;\n');
      const asked = { issue: 'What is wrong?', workspace: folder, files: ['a.ts'] };
      expect((await paid.served.call('delegate', asked)).data['error']).toMatchObject({ code: 'USAGE' });
    }
    expect(standIn.requests).toHaveLength(before);
    const inside = await paid.served.call('delegate', { issue: 'And here?', workspace: 'src', files: ['beta.ts'] });
    expect(inside.data).toMatchObject({ sent_files: ['src/beta.ts'] });
  });

  it(verifies('delegate-mcp.no-tools'), async () => {
    await using paid = await servePaid(
      { ...BOTH, script: analyses() },
      { mcpTools: true, allowTools: ['read', 'write'] },
    );
    const { served, project } = paid;
    const { isError, text } = await served.call('delegate', { issue: ISSUE });
    expect(isError, text).toBe(false);
    expect(project.standIn.requests.map(({ tools }) => tools)).toEqual([[]]);
  });

  it(verifies('delegate-mcp.hints'), async () => {
    using folder = temporaryFolder();
    await using served = await serve({ workspace: folder.path });
    const { tools } = await served.client.listTools();
    const { annotations, description } = tools.find(({ name }) => name === 'delegate') ?? {};
    expect(annotations).toMatchObject({ readOnlyHint: false, destructiveHint: false, openWorldHint: true });
    expect(description).toContain('writes request and result into .autonomous_runs/openai_delegations');
  });

  it(verifies('delegate-mcp.cancel'), async () => {
    const reached = Promise.withResolvers<void>();
    let hangs = true;
    const script = (request: StandInRequest): Reply | undefined => {
      if (!isDelegation(request)) return undefined;
      reached.resolve();
      return hangs ? { kind: 'hang' } : { kind: 'json', value: analysisOf() };
    };
    await using paid = await servePaid({ ...BOTH, script });
    const { served, project } = paid;
    const stop = new AbortController();
    const notes: string[] = [];
    const cancelled = served.call(
      'delegate',
      { issue: ISSUE, model: 'gpt-4o' },
      { signal: stop.signal, onprogress: ({ message = '' }) => notes.push(message) },
    );
    await reached.promise;
    stop.abort('enough');
    await expect(cancelled).rejects.toThrow(/enough/);
    await served.serving.calls.settled();
    hangs = false;
    const [id = ''] = /\d{8}_\d{6}/.exec(notes.join('\n')) ?? [];
    expect(id).not.toBe('');
    expect(served.said.join('\n')).toContain(`go on with: hanzo delegate resume ${id}`);
    expect(filesOf(project)).toContain(`OPENAI_DELEGATION_REQUEST_${id}.md`);
    expect(served.said.join('\n')).toContain('delegate: CANCELLED');
    expect(served.said.join('\n')).not.toContain('INTERNAL');
    const charged = project.calls().reduce((sum, { chargedMicros }) => sum + chargedMicros, 0);
    expect(served.serving.purse.spentMicros).toBe(charged);
  });
});
