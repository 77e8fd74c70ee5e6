import { networkInterfaces } from 'node:os';
import { EXIT, silentLogger, systemClock, type ExitCode } from '@hanzo/contracts';
import { readCards, type LocalCard, type SessionEvents } from '@hanzo/mesh';
import { requireMembership } from '../../mesh/home-membership.ts';
import { ANYWHERE, joinMesh, type Member } from '../../mesh/mesh-member.ts';
import { reachableAddresses } from '../../mesh/reachable.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { fail, ok, warn, type Finding } from '../doctor/check.ts';
import { checkMesh } from '../doctor/checks/mesh.ts';
import { checkDiscovery } from '../doctor/checks/network.ts';
import { printFindings } from '../doctor/print-findings.ts';
import { examinePeers } from './doctor-peers.ts';
import { examineReach } from './doctor-reach.ts';
import type { NetDoctorFlags } from './flags.ts';

/**
 * Says why peers are invisible: looks at this machine, then at everybody who is known, then lets a peer connect back.
 * Exit code 5 when the named peer, or everybody, is out of reach; 3 when something here must be mended.
 */
export async function run(flags: NetDoctorFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  // Says so at once in a home without a mesh.
  requireMembership(setting)[Symbol.dispose]();
  const here = [...(await checkMesh(setting)), ...checkInterfaces(), ...(await checkDiscovery(setting))];
  const local = readCards(setting.paths.run);
  here.push(checkListening(local));
  await using member = await start(setting, flags, local);
  await systemClock.sleep(Math.round(flags.wait * 1000));
  const peers = examinePeers(member, flags.peer, local);
  const reach = await examineReach(member, local);
  const findings = [...here, ...peers.findings, ...reach];
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, meshId: member.membership.meshId, findings }));
  else printFindings(findings, terminal);
  if (!peers.someReached) return EXIT.unreachable;
  return findings.some(({ state }) => state === 'fail') ? EXIT.configuration : EXIT.done;
}

/** A node that listens, and that gives the addresses of this home's running nodes as its own: peers try them for us. */
async function start(setting: Setting, flags: NetDoctorFlags, local: readonly LocalCard[]): Promise<Member> {
  const events: SessionEvents = {
    onOpen: () => undefined,
    onMessage: () => undefined,
    onHealth: () => undefined,
    onClose: () => undefined,
    aliveAttemptIds: () => [],
  };
  const { discovery, bootstrap } = flags;
  const announce = local.flatMap(({ addresses }) => reachableAddresses(addresses)).map(withoutPeerId);
  const member = await joinMesh(
    setting,
    { role: 'observer', discovery, bootstrap, listen: ANYWHERE, announce, temporary: true },
    events,
    silentLogger,
  );
  // A listening node keeps few links; the doctor wants to see everybody.
  for (const card of member.membership.cards())
    for (const address of card.addresses)
      if (card.peerId !== member.node.peerId) member.node.find(`${withoutPeerId(address)}/p2p/${card.peerId}`);
  return member;
}

function withoutPeerId(address: string): string {
  return address.replace(/\/p2p\/[A-Za-z0-9]+$/, '');
}

function checkInterfaces(): Finding[] {
  const outside = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`),
  );
  if (outside.length > 0) return [ok('interface', outside.join(', '))];
  return [
    fail(
      'interface',
      'this machine has no network interface besides loopback',
      'Connect it to the network of the others.',
    ),
  ];
}

function checkListening(local: readonly LocalCard[]): Finding {
  const listening = local.filter(({ addresses }) => addresses.length > 0);
  if (listening.length > 0) {
    const nodes = listening.map(({ nodeName, addresses }) => `${nodeName} on ${portsOf(addresses)}`);
    return ok('listening', nodes.join('; '));
  }
  return warn(
    'listening',
    'no node of this home runs, so nobody can see this machine',
    'Start one: `hanzo net up`, or without lending the machine `hanzo net up --no-engine`.',
  );
}

function portsOf(addresses: readonly string[]): string {
  const ports = addresses.flatMap((address) => /\/tcp\/(\d+)/.exec(address)?.[1] ?? []);
  return `port ${[...new Set(ports)].join(', ')}`;
}
