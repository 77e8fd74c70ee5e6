import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rememberHash } from '@hanzo/models/llama';
import { jsonLines, runCli, startCli, type CliResult } from '../support/cli.ts';
import { startProgram } from '../support/mesh-programs.ts';
import { joinByInvite, membershipOf, startTestNode, temporaryFolder } from '../support/small-mesh.ts';
import { testModel } from '../support/test-model.ts';
import { verifies } from '../support/verifies.ts';

const MEBIBYTE = 2 ** 20;
const QUIET = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

describe('hanzo models pull in a mesh', () => {
  let stack: AsyncDisposableStack;
  let root: string;
  let model: Buffer;
  let sha256: string;
  let addresses: string[];
  const home = (name: string): string => join(root, name);

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    root = stack.use(temporaryFolder()).path;
    // The test model with some megabytes behind its weights: enough to be cut.
    model = Buffer.concat([readFileSync(await testModel()), Buffer.alloc(12 * MEBIBYTE, 'padding')]);
    sha256 = createHash('sha256').update(model).digest('hex');
    addresses = [];
    // A third home joins both, so that they are of different members.
    const owner = stack.use(membershipOf(home('owner')));
    const setup = { home: home('owner'), membership: owner, role: 'worker', name: 'door', events: QUIET } as const;
    const door = stack.use(await startTestNode({ ...setup, discovery: [] }));
    for (const name of ['alice', 'bob', 'carol'])
      (await joinByInvite(home(name), owner, door.node, 'worker', name))[Symbol.dispose]();
  });
  afterEach(() => stack.disposeAsync());

  /** A member that shares the model as `small.gguf`. */
  async function sharer(
    name: string,
    bytesPerSecond?: number,
  ): Promise<ReturnType<typeof startProgram<'model-sharer'>>> {
    const models = join(home(name), 'shared');
    mkdirSync(models, { recursive: true });
    writeFileSync(join(models, 'small.gguf'), model);
    await rememberHash(join(models, 'small.gguf'), sha256);
    const config = { home: home(name), name: `${name}-box`, models, ...(bytesPerSecond && { bytesPerSecond }) };
    const program = stack.use(startProgram('model-sharer', config));
    const ready = await program.when('ready');
    addresses.push(ready.addresses[0] ?? '');
    return program;
  }

  const args = (...rest: string[]): string[] => [
    'models',
    'pull',
    ...rest,
    '--discovery',
    'none',
    ...(addresses.length > 0 ? ['--bootstrap', ...addresses] : []),
  ];
  const pull = (...rest: string[]): Promise<CliResult> => runCli(args(...rest), { home: home('carol') });
  const installed = (): Buffer => readFileSync(join(home('carol'), 'models', 'small.gguf'));
  const uri = 'http://127.0.0.1:59999/small.gguf';

  it(verifies('models-copy.command'), async () => {
    await sharer('alice');
    const { code, stdout, stderr } = await pull(uri, '--sha256', sha256);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(/small: copied from alice's alice-box, 12\.\d MB in /);
    expect(stdout).toBe(`${join(home('carol'), 'models', 'small.gguf')}\nsha256 ${sha256}\n`);
    expect(installed().equals(model)).toBe(true);
    expect(readdirSync(join(home('carol'), 'models')).toSorted()).toEqual(['small.gguf', 'small.gguf.sha256']);
    const show = await runCli(['models', 'show', 'small', '--json'], { home: home('carol') });
    expect(JSON.parse(show.stdout)).toMatchObject({
      file: { sha256, origin: { from: 'mesh', members: ["alice's alice-box"] } },
    });
    const others = ['models', 'show', 'small', '--mesh', '--json', '--discovery', 'none', '--bootstrap', ...addresses];
    const mesh = JSON.parse((await runCli(others, { home: home('carol') })).stdout) as { members: object[] };
    expect(mesh.members).toMatchObject([{ node: "alice's alice-box", has: true }]);
    // Not a byte again.
    expect(await pull(uri, '--sha256', sha256)).toMatchObject({ code: 0, stderr: 'small: already there, and whole\n' });
  });

  it('without a known hash the word of the member is taken, and said', async () => {
    await sharer('alice');
    const { code, stderr } = await pull(uri, '--from', 'mesh');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      `the hash is the one that alice's alice-box states; nobody else vouches for it: ${sha256}`,
    );
  });

  it('--member takes one of several, by member or by node', async () => {
    await sharer('alice');
    await sharer('bob');
    const { code, stderr } = await pull(uri, '--sha256', sha256, '--member', 'bob');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("copied from bob's bob-box");
    const nobody = await pull(uri, '--sha256', sha256, '--member', 'dave', '--wait', '0.5', '--name', 'again');
    expect(nobody).toMatchObject({ code: 5, stderr: expect.stringContaining('No node or member called "dave"') });
  });

  it(verifies('models-copy.killed'), async () => {
    const alice = await sharer('alice', 4 * MEBIBYTE);
    const cli = stack.use(startCli(args(uri, '--sha256', sha256, '--from', 'mesh', '--json'), { home: home('carol') }));
    await cli.line(/"event":"progress","receivedBytes":[3-9]\d{6}/);
    alice.process.kill('SIGKILL');
    const cut = await cli.result;
    expect(cut, cut.stderr).toMatchObject({ code: 5 });
    expect(cut.stderr).toContain('Run the same command again');
    const [part = ''] = readdirSync(join(home('carol'), 'models'));
    expect(part).toMatch(/^small\.gguf\.[0-9a-f]{12}\.part$/);
    // Another member has the same file: the rest comes from there.
    addresses = [];
    await sharer('bob');
    const { code, stdout, stderr } = await pull(uri, '--sha256', sha256, '--from', 'mesh', '--json');
    expect(code, stderr).toBe(0);
    const steps = jsonLines(stdout).filter(({ event }) => event === 'progress');
    expect(Number(steps[0]?.['receivedBytes'])).toBeGreaterThan(2 * MEBIBYTE);
    expect(installed().equals(model)).toBe(true);
  });

  it(verifies('models-copy.fallback'), async () => {
    const server = createServer((request, response) => {
      const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
      const start = Number(from ?? 0);
      const end = to === undefined || to === '' ? model.length - 1 : Number(to);
      const ranged = from === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${model.length}` };
      const length = { 'accept-ranges': 'bytes', 'content-length': end - start + 1 };
      response.writeHead(from === undefined ? 200 : 206, { ...length, ...ranged });
      response.end(request.method === 'HEAD' ? undefined : model.subarray(start, end + 1));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    stack.defer(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/small.gguf`;
    const { code, stderr } = await pull(address, '--sha256', sha256, '--wait', '0.5');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('not from the mesh: No member of the mesh was reached within 0.5 s.');
    expect(stderr).toContain(`small: downloaded from ${address}`);
  });

  it('a home in no mesh says so', async () => {
    const { code, stderr } = await runCli(args(uri, '--from', 'mesh'), { home: home('stranger') });
    expect(code).toBe(3);
    expect(stderr).toContain('is in no mesh yet');
  });
});
