import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, runCli, startCli } from '../support/cli.ts';
import { PAID_KEY, startPaidProject, type PaidProject } from '../support/paid-project.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const HANZO = fileURLToPath(new URL('../../packages/cli/bin/hanzo.js', import.meta.url));
const SERVE = [HANZO, 'mcp', 'serve', '--orchestrator', 'gpt-5'];

describe('hanzo mcp serve', () => {
  let stack: AsyncDisposableStack;
  beforeEach(() => {
    stack = new AsyncDisposableStack();
  });
  afterEach(() => stack.disposeAsync());

  const envOf = ({ home, standIn }: PaidProject): Record<string, string> => {
    const { PATH = '', HOME = '' } = process.env;
    return { PATH, HOME, HANZO_HOME: home, OPENAI_API_KEY: PAID_KEY, OPENAI_BASE_URL: standIn.baseUrl };
  };

  it(verifies('mcp-serve.review', 'by the command, with a client that starts it'), async () => {
    const project = stack.use(await startPaidProject({ names: ['alpha'] }));
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: SERVE,
      cwd: project.workspace,
      env: envOf(project),
      stderr: 'pipe',
    });
    stack.defer(async () => await transport.close());
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    const result = await client.callTool({ name: 'review', arguments: {} });
    expect(result).toMatchObject({ structuredContent: { verdict: 'clean', complete: true } });
    expect(result).not.toMatchObject({ isError: true });
    expect(JSON.stringify(result)).not.toContain(PAID_KEY);
  });

  it(verifies('mcp-serve.gone'), async () => {
    const asked = Promise.withResolvers<void>();
    let hangs = true;
    const project = stack.use(
      await startPaidProject({
        names: ['alpha', 'beta'],
        script: (_, name) => {
          if (name !== 'beta' || !hangs) return undefined;
          asked.resolve();
          return { kind: 'hang' };
        },
      }),
    );
    const server = spawn(process.execPath, SERVE, { cwd: project.workspace, env: envOf(project) });
    stack.defer(() => void server.kill('SIGKILL'));
    const said = heard(server);
    server.stdin.write(REVIEW);
    await asked.promise;
    server.stdin.end();
    const [code] = (await once(server, 'close')) as [number | null];
    expect(code, said.err).toBe(0);
    const lines = jsonLines(said.out);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatchObject({ jsonrpc: '2.0' });
    hangs = false;
    const run = await project.dev('--resume', 'last');
    expect(run.code, run.stderr).toBe(0);
    // What has no answer is asked again, and no plan is made.
    expect(run.requests.length).toBeLessThanOrEqual(2);
    expect(run.requests.at(-1)?.prompt).toContain('src/beta.ts');
  });

  it(verifies('mcp-serve.http', 'by the command, which a signal ends'), async () => {
    const home = stack.use(temporaryFolder()).path;
    const tokenFile = join(home, 'token');
    const server = stack.use(startCli(['mcp', 'serve', '--http', '0', '--token-file', tokenFile], { home }));
    const url = await server.line(/^http:/);
    const token = readFileSync(tokenFile, 'utf8').trim();
    const ask = async (authorization: string): Promise<number> => {
      const headers = {
        authorization,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      };
      const [body = ''] = REVIEW.split('\n');
      const response = await fetch(url, { method: 'POST', headers, body });
      await response.body?.cancel();
      return response.status;
    };
    expect([await ask('Bearer none'), await ask(`Bearer ${token}`)]).toEqual([401, 200]);
    server.process.kill('SIGTERM');
    const { code, stdout, stderr } = await server.result;
    expect([code, stdout]).toEqual([130, `${url}\n`]);
    expect(stderr).not.toContain(token);
  });

  it(verifies('mcp-serve.config', 'by the command'), async () => {
    const home = stack.use(temporaryFolder()).path;
    const { code, stdout } = await runCli(['mcp', 'serve', '--print-config', 'claude', '--max-cost', '1'], { home });
    expect(code).toBe(0);
    // The variable of this shell is none of the client's.
    const args = ['mcp', 'serve', '--home', home, '--max-cost', '1'];
    expect(JSON.parse(stdout)).toEqual({ mcpServers: { hanzo: { type: 'stdio', command: 'hanzo', args } } });
  });
});

function heard({ stdout, stderr }: ChildProcessWithoutNullStreams): { out: string; err: string } {
  const said = { out: '', err: '' };
  stdout.setEncoding('utf8').on('data', (piece: string) => (said.out += piece));
  stderr.setEncoding('utf8').on('data', (piece: string) => (said.err += piece));
  return said;
}

const CLIENT = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } };

const REVIEW = [
  { id: 1, method: 'initialize', params: CLIENT },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/call', params: { name: 'review', arguments: {} } },
]
  .map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  .join('');
