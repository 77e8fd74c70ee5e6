import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How to have the others beside us, for whoever reads the table without them. */
export const RIVALS_HINT =
  'Others: npm install --prefix DIR nats@2 @grpc/grpc-js@1 bullmq@6 ioredis@5, nats-server and redis-server in the PATH, then --rivals DIR';

/** The folder given with `--rivals`, or undefined. */
export function rivalsFolder(argv: readonly string[] = process.argv): string | undefined {
  const at = argv.indexOf('--rivals');
  return at < 0 ? undefined : resolve(argv[at + 1] ?? '.');
}

/** A library that is installed there and not here: this project does not depend on it. */
export function loadRival<T>(folder: string, name: string): T {
  return createRequire(join(folder, 'package.json'))(name) as T;
}

/** True when there is such a program. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts a server and waits until its port takes connections. */
export async function startServer(program: string, args: readonly string[], port: number): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: 'ignore' });
  for (let tries = 0; tries < 200; tries++) {
    if (await takesConnections(port)) return child;
    await sleep(25);
  }
  child.kill();
  throw new Error(`${program} did not start.`);
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}

const TICK_MICROSECONDS = 10_000;

/** CPU of any process so far, to the tick of 10 ms. */
export function cpuOfPid(pid: number): NodeJS.CpuUsage {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return { user: Number(fields[11]) * TICK_MICROSECONDS, system: Number(fields[12]) * TICK_MICROSECONDS };
}

export function addCpu(a: NodeJS.CpuUsage, b: NodeJS.CpuUsage): NodeJS.CpuUsage {
  return { user: a.user + b.user, system: a.system + b.system };
}
