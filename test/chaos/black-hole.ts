import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy on loopback that can stop passing on without closing anything, as a network does that loses every packet. */
export interface BlackHole extends AsyncDisposable {
  readonly port: number;
  /** From now on nothing passes, in either direction. */
  swallow(): void;
  /** What was held back passes, late. */
  release(): void;
}

/** @param port where it leads to, on loopback */
export async function startBlackHole(port: number): Promise<BlackHole> {
  const sockets = new Set<Socket>();
  let isSwallowing = false;
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      if (!isSwallowing) other.destroy();
    });
    socket.pipe(other);
    if (isSwallowing) socket.pause();
  };
  const server = createServer((near) => {
    const far = connect({ port, host: '127.0.0.1' });
    keep(near, far);
    keep(far, near);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    swallow: () => {
      isSwallowing = true;
      for (const socket of sockets) socket.pause();
    },
    release: () => {
      isSwallowing = false;
      for (const socket of sockets) socket.resume();
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
