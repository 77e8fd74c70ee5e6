import { systemClock, type ExitCode, type HanzoError, type Logger } from '@hanzo/contracts';
import { createWorkerMetrics, startMetricsServer } from '@hanzo/metrics';
import { startLlamaEngine, type LlamaEngine } from '@hanzo/models/llama';
import { Worker, type WorkRecord } from '@hanzo/worker';
import { checkConfiguredAddresses } from '../../addresses.ts';
import { eventEmitter } from '../../events.ts';
import { resolveLocalModel } from '../../installed-models.ts';
import { listenForInterrupts, type Interrupts } from '../../interrupt.ts';
import { joinMesh, type Member } from '../../mesh-member.ts';
import { reachableAddresses } from '../../reachable.ts';
import { loadSetting } from '../../setting.ts';
import { createTerminalLogger } from '../../terminal-logger.ts';
import type { Terminal } from '../../terminal.ts';
import type { NetUpFlags } from './flags.ts';
import { memberOptions } from './member-options.ts';
import { serve } from './serve.ts';
import { warmUp } from './warm-up.ts';

/** Serves the mesh until stopped. A drained stop is the normal end: exit code 0. */
export async function run(flags: NetUpFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const log = createTerminalLogger(terminal, setting.config.logLevel);
  const emit = eventEmitter(terminal, flags.json);
  // Now, and not when the model has been loaded.
  await checkConfiguredAddresses(setting.config);
  const model = resolveLocalModel(flags.model ?? setting.config.localModel, setting);
  using interrupts = listenForInterrupts((signal) => {
    log.info(`${signal}: finishing what runs; once more stops at once`);
  });

  await using stack = new AsyncDisposableStack();
  log.info('loading model', { model: model.name, file: model.path });
  const engine = stack.use(await startEngine(flags, model, log, interrupts));
  const tokensPerSecond = await warmUp(engine, interrupts.drain);
  log.info('model ready', {
    loadMs: engine.info.loadMs,
    device: engine.info.gpu,
    tokensPerSecond: Math.round(tokensPerSecond),
  });

  const metrics = createWorkerMetrics();
  let node = '';
  const worker = createWorker(engine, tokensPerSecond, log, (record) => {
    logWork(record, log);
    metrics.workDone(record);
    emit('work', { ...record });
  });
  const port = flags.metricsPort;
  const server =
    port === undefined
      ? undefined
      : stack.use(await startMetricsServer({ port, text: () => metrics.text({ node, ...worker.advert() }) }));
  const shutOut = Promise.withResolvers<HanzoError>();
  const member = stack.use(
    await joinMesh(
      setting,
      { ...memberOptions(flags), role: 'worker', metricsUrl: server?.url, onShutOut: shutOut.resolve },
      worker.events,
      log,
    ),
  );
  node = member.name;
  announce(member, model.name, server?.url, log);
  emit('worker-ready', {
    name: member.name,
    peerId: member.node.peerId,
    meshId: member.membership.meshId,
    addresses: member.node.addresses,
    model: model.name,
    metricsUrl: server?.url,
  });

  // Awaited here: everything above is stopped when this function returns.
  return await serve({ worker, engineClosed: engine.closed, shutOut: shutOut.promise, interrupts, log });
}

function createWorker(
  engine: LlamaEngine,
  tokensPerSecond: number,
  log: Logger,
  onWork: (record: WorkRecord) => void,
): Worker {
  const { modelName, modelSha256, contextTokens, slots } = engine.info;
  const offered = { provider: engine, modelName, modelSha256, contextTokens, slots, tokensPerSecond };
  return new Worker({ engine: offered, clock: systemClock, log, onWork });
}

function startEngine(
  flags: NetUpFlags,
  model: { name: string; path: string },
  log: Logger,
  interrupts: Interrupts,
): Promise<LlamaEngine> {
  const { slots, context, threads } = flags;
  return startLlamaEngine(
    {
      modelPath: model.path,
      modelName: model.name,
      slots,
      contextTokens: context,
      gpu: 'auto',
      log,
      ...(threads !== undefined && { threads }),
    },
    interrupts.drain,
  );
}

function announce(member: Member, model: string, metricsUrl: string | undefined, log: Logger): void {
  const { name, membership, node } = member;
  log.info(`worker ${name} is up`, { mesh: membership.meshName, model, metrics: metricsUrl });
  for (const address of reachableAddresses(node.addresses)) log.info(`reach me with: --bootstrap ${address}`);
}

function logWork(record: WorkRecord, log: Logger): void {
  const { end, coordinatorName, outputTokens, durationMs } = record;
  const facts = { for: coordinatorName, tokens: outputTokens, ms: Math.round(durationMs) };
  log.info(end === 'done' ? 'task done' : `task ended: ${end}`, facts);
}
