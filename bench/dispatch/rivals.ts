/** What else people use to have a message answered by another process: NATS request-reply and gRPC. Both in the clear. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { addCpu, cpuOfPid, freePort, isInstalled, loadRival, startServer } from '../lib/rivals.ts';
import { loadGenerator, type Row } from './load.ts';

/** The part of the `nats` library that is used. */
interface Nats {
  connect(options: { servers: string }): Promise<{
    request(subject: string, payload: Uint8Array, options: { timeout: number }): Promise<unknown>;
    close(): Promise<void>;
  }>;
}

/** The part of `@grpc/grpc-js` that is used. */
export interface Grpc {
  makeGenericClientConstructor(
    service: unknown,
    name: string,
  ): new (
    address: string,
    credentials: unknown,
  ) => {
    ask(request: Buffer, done: (error: Error | null, answer: Buffer) => void): void;
    close(): void;
  };
  credentials: { createInsecure(): unknown };
  Server: new () => {
    addService(service: unknown, handlers: object): void;
    bindAsync(address: string, credentials: unknown, done: (error: Error | null, port: number) => void): void;
  };
  ServerCredentials: { createInsecure(): unknown };
}

const plain = (bytes: Buffer): Buffer => bytes;

/** One call with bytes in and bytes out: no codec is measured. */
export const GRPC_SERVICE = {
  ask: {
    path: '/bench.Echo/Ask',
    requestStream: false,
    responseStream: false,
    requestSerialize: plain,
    requestDeserialize: plain,
    responseSerialize: plain,
    responseDeserialize: plain,
  },
};

const PAYLOAD = Buffer.alloc(1_024, 'x');

async function startPeer(kind: 'nats' | 'grpc', folder: string, port: number): Promise<ChildProcess> {
  const url = new URL('./rival-process.ts', import.meta.url);
  const child = fork(url, [kind, folder, String(port)], { execArgv: process.execArgv });
  await once(child, 'message');
  return child;
}

async function cpuOf(child: ChildProcess): Promise<NodeJS.CpuUsage> {
  child.send('cpu');
  const [usage] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return usage;
}

/** The CPU of the server in the middle counts: the path has three processes. */
export async function benchNats(folder: string, inFlight: readonly number[], tasks: number): Promise<Row[]> {
  if (!isInstalled('nats-server')) return [];
  const port = await freePort();
  const server = await startServer('nats-server', ['-a', '127.0.0.1', '-p', String(port)], port);
  const child = await startPeer('nats', folder, port);
  const client = await loadRival<Nats>(folder, 'nats').connect({ servers: `127.0.0.1:${port}` });
  const call = (): Promise<unknown> => client.request('bench', PAYLOAD, { timeout: 10_000 });
  const cpu = async (): Promise<NodeJS.CpuUsage> => addCpu(await cpuOf(child), cpuOfPid(server.pid ?? 0));
  const rows = await loadGenerator('NATS request-reply', inFlight, tasks, call, cpu);
  await client.close();
  child.kill();
  server.kill();
  return rows;
}

export async function benchGrpc(folder: string, inFlight: readonly number[], tasks: number): Promise<Row[]> {
  const port = await freePort();
  const child = await startPeer('grpc', folder, port);
  const grpc = loadRival<Grpc>(folder, '@grpc/grpc-js');
  const Client = grpc.makeGenericClientConstructor(GRPC_SERVICE, 'Echo');
  const client = new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const call = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      client.ask(PAYLOAD, (error, answer) => (error === null ? resolve(answer) : reject(error)));
    });
  const rows = await loadGenerator('gRPC unary (grpc-js)', inFlight, tasks, call, () => cpuOf(child));
  client.close();
  child.kill();
  return rows;
}
