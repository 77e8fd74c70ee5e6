import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import type { SessionEvents } from '@hanzo/mesh';
import { eventEmitter } from '../../../terminal/events.ts';
import { listenForInterrupts } from '../../../process/interrupt.ts';
import { ANYWHERE, joinMesh } from '../../../mesh/mesh-member.ts';
import { reachableAddresses } from '../../../mesh/reachable.ts';
import { loadSetting } from '../../../setting.ts';
import { createTerminalLogger } from '../../../terminal/terminal-logger.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { NetUpFlags } from '../flags.ts';
import { memberOptions } from '../member-options.ts';
import { readPolicyFlags } from '../policy-flags.ts';
import { aborted } from './serve.ts';

/**
 * A member that runs no tasks: lets invited people in, passes on who belongs and where they are, forwards for others
 * with --relay. For an owner without a spare GPU, or a small machine that is always on. Exit code 0 when stopped.
 */
export async function run(flags: NetUpFlags, terminal: Terminal): Promise<ExitCode> {
  refuseEngineFlags(flags);
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const log = createTerminalLogger(terminal, setting.config.logLevel);
  const emit = eventEmitter(terminal, flags.json);
  using interrupts = listenForInterrupts(() => undefined);
  const events: SessionEvents = {
    onOpen: ({ card }) => log.info('peer connected', { name: card.name, role: card.role }),
    onMessage: () => undefined,
    onHealth: () => undefined,
    onClose: ({ card }) => log.info('peer left', { name: card.name }),
    aliveAttemptIds: () => [],
  };
  const shutOut = Promise.withResolvers<HanzoError>();
  const options = memberOptions(flags);
  const listen = options.listen ?? setting.config.mesh.listen ?? ANYWHERE;
  await using member = await joinMesh(
    setting,
    { ...options, listen, role: 'observer', onShutOut: shutOut.resolve },
    events,
    log,
  );
  const { name, membership, node } = member;
  log.info(`${name} is up, without an engine`, { mesh: membership.meshName, relay: flags.relay === true });
  for (const address of reachableAddresses(node.addresses)) log.info(`reach me with: --bootstrap ${address}`);
  emit('node-ready', { name, peerId: node.peerId, meshId: membership.meshId, addresses: node.addresses });
  const end = await Promise.race([aborted(interrupts.drain), shutOut.promise]);
  if (end instanceof HanzoError) throw end;
  return EXIT.done;
}

/** A flag that does nothing would make its user believe that it does. */
function refuseEngineFlags(flags: NetUpFlags): void {
  const { model, slots, context, threads, gpu, priority, metricsPort } = flags;
  const given = Object.entries({
    '--model': model,
    '--slots': slots,
    '--context': context,
    '--threads': threads,
    '--gpu': gpu,
    '--priority': priority,
    '--metrics-port': metricsPort,
    ...Object.fromEntries(Object.keys(readPolicyFlags(flags)).map((key) => [`A policy (${key})`, true])),
  });
  const flag = given.find(([, value]) => value !== undefined)?.[0];
  if (flag === undefined) return;
  throw new HanzoError('USAGE', `${flag} means nothing with --no-engine.`, { mend: 'Leave out one of the two.' });
}
