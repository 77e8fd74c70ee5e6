import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNetwork, namespacesUsable, type Network } from '../support/namespaces.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

interface Finding {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
}

describe.skipIf(namespacesUsable() !== undefined)('hanzo net doctor between two machines', () => {
  let stack: AsyncDisposableStack;
  let net: Network;
  let root: string;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    root = stack.use(temporaryFolder()).path;
    net = stack.use(await createNetwork({ hosts: ['a', 'b'] }));
  });
  afterEach(() => stack.disposeAsync());

  const on = (host: string, ...args: string[]): ReturnType<Network['run']> =>
    net.run(host, ['net', ...args], { home: join(root, host) });

  it(verifies('hosts.doctor'), async () => {
    const up = stack.use(net.start('a', ['net', 'up', '--no-engine'], { home: join(root, 'a') }));
    await up.line(/reach me with/);
    const invite = await on('a', 'invite', '--no-wait');
    const joined = await net.run('b', ['net', 'join', '-'], { home: join(root, 'b'), input: invite.stdout });
    expect(joined.code, joined.stderr).toBe(0);

    const well = await on('b', 'doctor', '--wait', '2', '--json');
    const { findings } = JSON.parse(well.stdout) as { findings: Finding[] };
    expect(well.code, well.stdout).toBe(0);
    expect(findings.find(({ name }) => name === 'reach')).toMatchObject({ state: 'ok' });
    expect(findings.find(({ name }) => name === 'discovery')?.detail).toContain('mDNS works');

    await net.linkDown('b');
    const cut = await on('b', 'doctor', '--wait', '4', '--json');
    expect(cut.code, cut.stdout).toBe(5);
    const after = (JSON.parse(cut.stdout) as { findings: Finding[] }).findings;
    expect(after.filter(({ name, state }) => name === 'peer' && state !== 'ok')).not.toEqual([]);
  });
});
