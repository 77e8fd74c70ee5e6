import { chmodSync, mkdirSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { HanzoError, toHanzoError, type Clock, type Logger } from '@hanzo/contracts';
import type { WorkRecord } from '../work-record.ts';
import { ControlConnection, type ControlTarget } from './control-connection.ts';
import { newSocketPlace, publishPlace, removePlace, type SocketPlace } from './socket-place.ts';

export interface ControlServerParts {
  /** The home's run folder. */
  readonly runDir: string;
  readonly target: ControlTarget;
  readonly clock: Clock;
  readonly log: Logger;
  /** @default the system's temporary folder */
  readonly tempDir?: string | undefined;
}

export interface ControlServer extends AsyncDisposable {
  readonly path: string;
  /** Tells those who watch. */
  onWork(record: WorkRecord): void;
}

/** Its owner may look at a worker from a few windows; more are a fault. */
const MAX_CLIENTS = 16;

/**
 * Listens for the owner on a socket that no other user of this machine can open. Disposing answers what was asked, then
 * ends the connections and takes the socket away.
 *
 * @throws HanzoError CONFIG_INVALID when the socket cannot be made
 */
export async function startControlServer(parts: ControlServerParts): Promise<ControlServer> {
  const connections = new Set<ControlConnection>();
  const onSocket = (socket: Socket): void => {
    if (connections.size >= MAX_CLIENTS) {
      refuse(socket);
      return;
    }
    const connection = new ControlConnection(socket, parts, () => connections.delete(connection));
    connections.add(connection);
  };
  const server = createServer(onSocket);
  const place = await listen(server, parts);
  return {
    path: place.path,
    onWork: (record) => {
      for (const connection of connections) connection.tell({ kind: 'work', record });
    },
    async [Symbol.asyncDispose]() {
      // Nobody shall find it any more while the last answers go out.
      removePlace(place);
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      await Promise.all([...connections].map(async (connection) => await connection[Symbol.asyncDispose]()));
      await closed;
    },
  };
}

async function listen(server: Server, { runDir, tempDir, log }: ControlServerParts): Promise<SocketPlace> {
  let place: SocketPlace | undefined;
  try {
    mkdirSync(runDir, { recursive: true, mode: 0o700 });
    const found = newSocketPlace(runDir, tempDir);
    place = found;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(found.path, () => resolve());
    });
    if (process.platform !== 'win32') chmodSync(found.path, 0o600);
    publishPlace(found);
    server.on('error', (error) => log.warn('the control socket failed', { reason: error.message }));
    return found;
  } catch (cause) {
    server.close();
    if (place !== undefined) removePlace(place);
    throw new HanzoError('CONFIG_INVALID', `The control socket cannot be made: ${toHanzoError(cause).message}`, {
      cause,
      details: { path: place?.path ?? runDir },
      mend: 'Check that the home folder and the temporary folder can be written; then start again.',
    });
  }
}

function refuse(socket: Socket): void {
  socket.on('error', () => undefined);
  const error = { code: 'NOT_ALLOWED', message: `The worker has ${MAX_CLIENTS} control clients already.` };
  socket.end(`${JSON.stringify({ v: 1, ok: false, error })}\n`);
}
