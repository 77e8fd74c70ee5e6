/** The other end of the rivals: answers each request with its own bytes. Arguments: nats | grpc, folder, port. */
import { loadRival } from '../lib/rivals.ts';
import { GRPC_SERVICE, type Grpc } from './rivals.ts';

interface NatsServer {
  connect(options: { servers: string }): Promise<{
    subscribe(subject: string): AsyncIterable<{ data: Uint8Array; respond(payload: Uint8Array): boolean }>;
    flush(): Promise<void>;
  }>;
}

const [kind, folder = '.', port = '0'] = process.argv.slice(2);
process.on('message', () => process.send?.(process.cpuUsage()));

async function serveNats(): Promise<void> {
  const connection = await loadRival<NatsServer>(folder, 'nats').connect({ servers: `127.0.0.1:${port}` });
  const requests = connection.subscribe('bench');
  await connection.flush();
  process.send?.('ready');
  for await (const request of requests) request.respond(request.data);
}

function serveGrpc(): void {
  const grpc = loadRival<Grpc>(folder, '@grpc/grpc-js');
  const server = new grpc.Server();
  server.addService(GRPC_SERVICE, {
    ask: ({ request }: { request: Buffer }, done: (error: null, answer: Buffer) => void) => done(null, request),
  });
  server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), () => process.send?.('ready'));
}

if (kind === 'nats') await serveNats();
else serveGrpc();
