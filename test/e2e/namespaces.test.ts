/** The harness itself, with plain Node programs: a test with several hosts proves nothing when the hosts are not apart. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createNetwork, namespacesUsable, type Network } from '../support/namespaces.ts';
import { startOf } from '../support/netns.ts';
import { temporaryFolder, until } from '../support/small-mesh.ts';

const HARNESS = fileURLToPath(new URL('../support/namespaces.ts', import.meta.url));

interface Program extends AsyncDisposable {
  readonly process: ChildProcess;
  /** Lines that it has printed. */
  readonly lines: string[];
}

/** A Node program on a host. Resolves when it has printed its first line. */
async function startProgram(command: readonly string[], source: string): Promise<Program> {
  const [file, ...rest] = [...command, process.execPath, '-e', source];
  const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const program: Program = {
    process: child,
    lines,
    [Symbol.asyncDispose]: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
  await until(() => lines.length > 0 || child.exitCode !== null, 'the first line of a program');
  return program;
}

/** A TCP server that says hello to everyone, and where they came from. */
function startServer(net: Network, host: string): Promise<Program> {
  return startProgram(
    net.prefix(host),
    `const server = require('node:net').createServer((socket) => {
       socket.on('error', () => undefined).end('hello ' + socket.remoteAddress);
     });
     server.listen(4001, '0.0.0.0', () => console.log('ready'));`,
  );
}

/** What a TCP client on a host gets from port 4001 of that address within a second: words or the system's error. */
function connect(net: Network, host: string, address: string): Promise<string> {
  const source = `const socket = require('node:net').connect({ host: '${address}', port: 4001, timeout: 1000 });
    socket.setEncoding('utf8').on('data', (text) => process.stdout.write(text));
    socket.on('timeout', () => { console.log('TIMEOUT'); process.exit(); });
    socket.on('error', (error) => console.log(error.code));`;
  return output([...net.prefix(host), process.execPath, '-e', source]);
}

function output([file = '', ...args]: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, (error, stdout) => (error === null ? resolve(stdout.trim()) : reject(error)));
  });
}

/** Names of namespaces of this harness whose prefix tells that process. */
function namespacesOf(pid: number | undefined): string[] {
  if (!existsSync('/run/netns')) return [];
  return readdirSync('/run/netns').filter((name) => name.startsWith(`hanzo-test.${pid}.`));
}

const unusable = namespacesUsable() !== undefined;

describe.skipIf(unusable)('a network of namespaces', () => {
  it('lets hosts reach each other, and notices a pulled cable', async () => {
    await using net = await createNetwork({ hosts: ['a', 'b'] });
    await using _server = await startServer(net, 'b');
    expect(await connect(net, 'a', net.address('b'))).toBe(`hello ${net.address('a')}`);
    await net.linkDown('b');
    expect(await connect(net, 'a', net.address('b'))).toMatch(/^(TIMEOUT|EHOSTUNREACH)$/);
    await net.linkUp('b');
    expect(await connect(net, 'a', net.address('b'))).toBe(`hello ${net.address('a')}`);
  });

  it('keeps an open connection over a short loss of the link', async () => {
    await using net = await createNetwork({ hosts: ['a', 'b'] });
    await using server = await startProgram(
      net.prefix('b'),
      `require('node:net').createServer((socket) => socket.on('data', (text) => console.log('got ' + text)))
        .listen(4001, '0.0.0.0', () => console.log('ready'));`,
    );
    await using client = await startProgram(
      net.prefix('a'),
      `const socket = require('node:net').connect(4001, '${net.address('b')}', () => console.log('open'));
       let count = 0;
       setInterval(() => socket.write(++count + ';'), 100);
       socket.on('close', () => console.log('closed'));`,
    );
    await until(() => server.lines.length > 2, 'the first words');
    await net.linkDown('a');
    const heard = server.lines.length;
    await new Promise((resolve) => void setTimeout(resolve, 500));
    expect(server.lines.length).toBeLessThanOrEqual(heard + 1);
    await net.linkUp('a');
    await until(() => server.lines.length > heard + 2, 'more words');
    expect(client.lines).toEqual(['open']);
  });

  it('keeps hosts apart from this machine and from other networks', async () => {
    await using net = await createNetwork({ hosts: ['a'] });
    await using other = await createNetwork({ hosts: ['a', 'b'] });
    await using _server = await startServer(net, 'a');
    expect(await connect(other, 'b', net.address('a'))).toBe('ENETUNREACH');
    // The same port is free on every host, and its loopback is its own.
    await using _second = await startServer(other, 'a');
    expect(await connect(other, 'b', '127.0.0.1')).toBe('ECONNREFUSED');
    expect(await connect(other, 'a', '127.0.0.1')).toBe('hello 127.0.0.1');
  });

  it('has segments that only a host with a leg in both can reach', async () => {
    await using net = await createNetwork({ segments: { left: ['a', 'relay'], right: ['b', 'relay'] } });
    await using _a = await startServer(net, 'a');
    await using _b = await startServer(net, 'b');
    await using _relay = await startServer(net, 'relay');
    const [left, right] = [net.address('relay', 'left'), net.address('relay', 'right')];
    expect(await connect(net, 'a', left)).toBe(`hello ${net.address('a')}`);
    expect(await connect(net, 'b', right)).toBe(`hello ${net.address('b')}`);
    expect(await connect(net, 'relay', net.address('a'))).toBe(`hello ${left}`);
    expect(await connect(net, 'relay', net.address('b'))).toBe(`hello ${right}`);
    expect(await connect(net, 'a', net.address('b'))).toBe('ENETUNREACH');
    expect(await connect(net, 'b', net.address('a'))).toBe('ENETUNREACH');
  });

  it('has a relay that passes nothing on, even for hosts that try to go through it', async () => {
    await using net = await createNetwork({ segments: { left: ['a', 'relay'], right: ['b', 'relay'] } });
    await using _b = await startServer(net, 'b');
    await using _relay = await startServer(net, 'relay');
    await output([...net.prefix('a'), 'ip', 'route', 'add', 'default', 'via', net.address('relay', 'left')]);
    await output([...net.prefix('b'), 'ip', 'route', 'add', 'default', 'via', net.address('relay', 'right')]);
    expect(await connect(net, 'a', net.address('b'))).toBe('TIMEOUT');
    const forwarding = (on: number): Promise<string> =>
      output([...net.prefix('relay'), 'sh', '-c', `echo ${on} > /proc/sys/net/ipv4/ip_forward`]);
    await forwarding(1);
    // The same try goes through as soon as the relay is a router: it was not something else that stopped it.
    expect(await connect(net, 'a', net.address('b'))).toBe(`hello ${net.address('a')}`);
  });

  it('carries multicast of mDNS to all hosts of a segment, and not into another', async () => {
    await using net = await createNetwork({ segments: { left: ['a', 'b', 'c'], right: ['d', 'c'] } });
    const listen = `const socket = require('node:dgram').createSocket({ type: 'udp4', reuseAddr: true });
      socket.on('message', (text, from) => console.log(from.address + ' ' + text));
      socket.bind(5353, () => { socket.addMembership('224.0.0.251'); console.log('ready'); });`;
    await using b = await startProgram(net.prefix('b'), listen);
    await using c = await startProgram(net.prefix('c'), listen);
    await using d = await startProgram(net.prefix('d'), listen);
    const say = `const socket = require('node:dgram').createSocket('udp4');
      socket.send('who is there', 5353, '224.0.0.251', () => socket.close());`;
    await output([...net.prefix('a'), process.execPath, '-e', say]);
    const heard = ['ready', `${net.address('a')} who is there`];
    await until(() => b.lines.length > 1 && c.lines.length > 1, 'the question');
    expect([b.lines, c.lines, d.lines]).toEqual([heard, heard, ['ready']]);
  });

  it('gives a host another address', async () => {
    await using net = await createNetwork({ hosts: ['a', 'b'] });
    await using _server = await startServer(net, 'b');
    const before = net.address('b');
    const after = before.replace(/\d+$/, '99');
    await net.changeAddress('b', after);
    expect(net.address('b')).toBe(after);
    expect(await connect(net, 'a', after)).toBe(`hello ${net.address('a')}`);
    expect(await connect(net, 'a', before)).toMatch(/^(TIMEOUT|EHOSTUNREACH)$/);
  });

  it('runs hanzo on a host, with its output and exit code', async () => {
    using home = temporaryFolder();
    await using net = await createNetwork({ hosts: ['a'] });
    const version = await net.run('a', ['--version'], { home: home.path });
    expect(version).toMatchObject({ code: 0, stderr: '' });
    expect(version.stdout).toMatch(/\d+\.\d+\.\d+/);
    const bad = await net.run('a', ['no-such-command'], { home: home.path });
    expect(bad.code).toBe(2);
  });

  it('says which host it does not know', async () => {
    await using net = await createNetwork({ hosts: ['a'] });
    expect(() => net.address('z')).toThrow('There is no host z');
    expect(() => net.address('a', 'left')).toThrow('There is no host a in left');
  });
});

describe.skipIf(unusable)('what a network leaves behind', () => {
  it('is nothing, whatever still ran on its hosts', async () => {
    const before = namespacesOf(process.pid);
    const net = await createNetwork({ hosts: ['a', 'b'] });
    expect(namespacesOf(process.pid).length).toBe(before.length + 3);
    await using server = await startServer(net, 'a');
    await net[Symbol.asyncDispose]();
    expect(namespacesOf(process.pid)).toEqual(before);
    await until(() => server.process.signalCode === 'SIGKILL', 'the end of the server');
  });

  it('is removed by the next one when a test run is killed, and what lives is left alone', async () => {
    await using living = await createNetwork({ hosts: ['a'] });
    await using killed = await startProgram(
      [],
      `import('${HARNESS}').then(async ({ createNetwork }) => {
         const net = await createNetwork({ hosts: ['a', 'b'] });
         const [file, ...args] = net.prefix('a');
         const child = require('node:child_process').spawn(file, [...args, 'sh', '-c', 'echo up; exec sleep 600']);
         child.stdout.once('data', () => console.log(child.pid));
       });`,
    );
    const { pid } = killed.process;
    const orphan = Number(killed.lines[0]);
    expect(namespacesOf(pid)).toHaveLength(3);
    await killed[Symbol.asyncDispose]();
    expect(startOf(orphan)).toBeDefined();
    await using _next = await createNetwork({ hosts: ['a'] });
    expect(namespacesOf(pid)).toEqual([]);
    expect(startOf(orphan)).toBeUndefined();
    expect(await output([...living.prefix('a'), 'echo', 'still here'])).toBe('still here');
  });
});
