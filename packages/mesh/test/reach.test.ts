import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { tryAddresses } from '../src/reach.ts';

async function listening(): Promise<{ port: number; connections: () => number } & AsyncDisposable> {
  let count = 0;
  const server = createServer((socket) => {
    count++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

describe('trying to connect back', () => {
  it(verifies('mesh.no-scan'), async () => {
    await using victim = await listening();
    const address = `/ip4/127.0.0.1/tcp/${victim.port}`;
    expect(await tryAddresses([address], '127.0.0.1')).toEqual([{ address, fault: '' }]);
    // Whoever comes from elsewhere cannot make us look at our own ports, or at those of others.
    const [refused] = await tryAddresses([address], '10.0.0.9');
    expect(refused?.fault).toContain('10.0.0.9');
    expect(await tryAddresses([address], '')).toMatchObject([{ fault: expect.stringContaining('none') }]);
    expect(victim.connections()).toBe(1);
  });

  it.each(['/ip4/127.0.0.1/tcp/99999', '/ip4/127.0.0.1/tcp/0', '/ip4/127.0.0.1/udp/1', '/ip4/127.0.0.1', 'nonsense'])(
    verifies('mesh.no-scan', 'a card may say %s'),
    async (address) => {
      const results = await tryAddresses([address], '127.0.0.1');
      expect(results.every(({ fault }) => fault !== '')).toBe(true);
    },
  );
});
