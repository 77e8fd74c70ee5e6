import { systemClock, type ExitCode, type HanzoError, type Logger } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import type { WorkerMetrics } from '@hanzo/metrics';
import { EngineShelf, measureSpeed, Worker, type ServedModel, type WorkRecord } from '@hanzo/worker';
import { checkConfiguredAddresses } from '../../../mesh/addresses.ts';
import { eventEmitter, type EmitEvent } from '../../../terminal/events.ts';
import { listenForInterrupts, type Interrupts } from '../../../process/interrupt.ts';
import { releaseStartupMemory } from '../../../process/lean-heap.ts';
import { joinMesh, type Member } from '../../../mesh/mesh-member.ts';
import { claimModels } from '../../../models-in-use.ts';
import { reachableAddresses } from '../../../mesh/reachable.ts';
import { loadSetting, type Setting } from '../../../setting.ts';
import { createTerminalLogger } from '../../../terminal/terminal-logger.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { NetUpFlags } from '../flags.ts';
import { memberOptions } from '../member-options.ts';
import { MemberNames } from './member-names.ts';
import { modelsOf, type Limits, type ModelsToServe } from './models.ts';
import { ownedWorker, policyOf, type OwnedWorker } from './owned-worker.ts';
import { refuseIdleFlags } from './refuse-idle-flags.ts';
import { requireFits } from './require-fits.ts';
import { serve } from './serve.ts';
import { shareOwnModels } from './share.ts';

/** What the parts of a starting worker need of each other. */
interface Startup {
  readonly flags: NetUpFlags;
  readonly setting: Setting;
  readonly log: Logger;
  readonly emit: EmitEvent;
  readonly interrupts: Interrupts;
}

/** Serves the mesh until stopped. A drained stop is the normal end: exit code 0. */
export async function run(flags: NetUpFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const log = createTerminalLogger(terminal, setting.config.logLevel);
  const emit = eventEmitter(terminal, flags.json);
  // Now, and not when the model has been loaded.
  await checkConfiguredAddresses(setting.config);
  using interrupts = listenForInterrupts((signal) => {
    log.info(`${signal}: finishing what runs; once more stops at once`);
  });
  refuseIdleFlags(flags);
  const limits: Limits = { threads: flags.threads, gpuShare: undefined };
  const { slots } = policyOf(flags).policy;
  const wanted = { ...flags, ...(slots !== undefined && { slots }) };
  const toServe = await modelsOf(wanted, setting, limits, log, interrupts.drain);
  return await runWorker({ flags, setting, log, emit, interrupts }, toServe, limits);
}

async function runWorker(startup: Startup, { models, paths }: ModelsToServe, limits: Limits): Promise<ExitCode> {
  const { flags, setting, log, interrupts } = startup;
  await using stack = new AsyncDisposableStack();
  stack.use(claimModels(setting.paths.run, paths));
  const shelf = stack.use(new EngineShelf(models, { clock: systemClock, log }));
  // Loaded only for those who want them: they are a tenth of this process.
  const metrics = flags.metricsPort === undefined ? undefined : await import('@hanzo/metrics');
  const counted = metrics?.createWorkerMetrics();
  // Known once the mesh has been joined; a worker is made before that.
  const joined: { member?: Member; names?: MemberNames } = {};
  const worker: Worker = new Worker({
    shelf,
    clock: systemClock,
    log,
    member: (id) => joined.names?.of(id),
    onWork: (record) => noteWork(record, startup, counted, owned),
  });
  const owned = stack.use(
    await ownedWorker({ worker, shelf, limits, flags, setting, log, name: () => joined.member?.name ?? '' }),
  );
  requireFits(shelf);
  await loadFirst(worker, shelf, models, owned, startup);

  const text = async (): Promise<string> =>
    (await counted?.text({ node: joined.member?.name ?? '', ...worker.advert() })) ?? '';
  const port = flags.metricsPort ?? 0;
  const server = metrics === undefined ? undefined : stack.use(await metrics.startMetricsServer({ port, text }));
  const shutOut = Promise.withResolvers<HanzoError>();
  const member = stack.use(
    await joinMesh(
      setting,
      { ...memberOptions(flags), role: 'worker', metricsUrl: server?.url, onShutOut: shutOut.resolve },
      worker.events,
      log,
    ),
  );
  joined.member = member;
  joined.names = new MemberNames(member.membership);
  owned.refresh();
  // Whoever came before the names were known was told too little.
  worker.announce();
  stack.use(await shareOwnModels(member.node, setting, sharedBy(owned, joined.names), log));
  announce(member, models, server?.url, startup);
  releaseStartupMemory();
  // Awaited here: everything above is stopped when this function returns.
  return await serve({
    worker,
    engineClosed: shelf.exhausted,
    drained: owned.drained,
    shutOut: shutOut.promise,
    interrupts,
    log,
  });
}

/** Model files are for those whose tasks are welcome, while tasks are. */
function sharedBy(owned: OwnedWorker, names: MemberNames): (to: NodeCard) => boolean {
  return ({ memberId }) => {
    const { terms, policy } = owned;
    const asker = { memberId, memberName: memberId, nameIsUnique: false, ...names.of(memberId) };
    return policy.shareModels && terms.pause === undefined && terms.refuses(asker) === undefined;
  };
}

/** A worker whose model cannot answer must not come up. One that is paused keeps the machine's memory free. */
async function loadFirst(
  worker: Worker,
  shelf: EngineShelf,
  [first]: readonly ServedModel[],
  owned: OwnedWorker,
  { log, interrupts }: Startup,
): Promise<void> {
  if (first === undefined) return;
  const { pause } = owned.terms;
  if (pause !== undefined) {
    log.warn(`${pause.reason}; ${first.name} is loaded when it is needed`);
    return;
  }
  log.info('loading model', { model: first.name });
  using lease = await shelf.acquire(first.name, interrupts.drain);
  const speed = await measureSpeed(lease.engine, interrupts.drain);
  worker.speedOf(first.name).set(speed.generationTokensPerSecond, speed.promptTokensPerSecond);
  log.info('model ready', {
    model: first.name,
    tokensPerSecond: Math.round(speed.generationTokensPerSecond),
    promptTokensPerSecond: Math.round(speed.promptTokensPerSecond),
  });
}

function announce(
  member: Member,
  models: readonly ServedModel[],
  metricsUrl: string | undefined,
  { log, emit }: Startup,
): void {
  const { name, membership, node } = member;
  const names = models.map((model) => model.name);
  log.info(`worker ${name} is up`, { mesh: membership.meshName, model: names.join(', '), metrics: metricsUrl });
  for (const address of reachableAddresses(node.addresses)) log.info(`reach me with: --bootstrap ${address}`);
  emit('worker-ready', {
    name,
    peerId: node.peerId,
    meshId: membership.meshId,
    addresses: node.addresses,
    model: names[0],
    models: names,
    metricsUrl,
  });
}

function noteWork(
  record: WorkRecord,
  { log, emit }: Startup,
  metrics: WorkerMetrics | undefined,
  owned: OwnedWorker,
): void {
  const { end, memberName, coordinatorNode, model, outputTokens, durationMs } = record;
  const facts = { for: memberName, node: coordinatorNode, model, tokens: outputTokens, ms: Math.round(durationMs) };
  log.info(end === 'done' ? 'task done' : `task ended: ${end}`, facts);
  metrics?.workDone(record);
  owned.onWork(record);
  emit('work', { ...record });
}
