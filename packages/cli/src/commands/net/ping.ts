import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import type { MeshNode, Session } from '@hanzo/mesh';
import { eventEmitter, type EmitEvent } from '../../terminal/events.ts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { NetPingFlags } from './flags.ts';
import { memberNameOf, pathOf, shortPeerId } from './labels.ts';
import { startObserver, warningsOnce } from './observer.ts';
import { findPeer, whyNot } from './peer-search.ts';

const ANSWER_WITHIN_MS = 2_000;
const POLL_MS = 25;

/** Measures the time to one peer and back, over the session that tasks would take. Exit code 5 when it is not reached. */
export async function run(flags: NetPingFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using interrupts = listenForInterrupts(() => undefined);
  const { discovery, bootstrap } = flags;
  const log = warningsOnce(terminal, setting.config.logLevel);
  await using observer = await startObserver(setting, { discovery, bootstrap }, log);
  const session = await reach(observer.node, flags, interrupts.drain);
  const emit = eventEmitter(terminal, flags.json);
  const times = await pingOften(observer.node, session, flags, { terminal, emit, stop: interrupts.drain });
  return times.length > 0 ? EXIT.done : EXIT.unreachable;
}

async function reach(node: MeshNode, { peer, wait }: NetPingFlags, signal: AbortSignal): Promise<Session> {
  const start = systemClock.elapsed();
  for (;;) {
    const session = findPeer(peer, node);
    if (session !== undefined) return session;
    if (systemClock.elapsed() - start >= wait * 1000) {
      throw new HanzoError('PEER_UNREACHABLE', `${peer} was not reached within ${wait} s: ${whyNot(peer, node)}.`, {
        mend: 'See who is there: `hanzo net peers`. Why not: `hanzo net doctor`.',
      });
    }
    await systemClock.sleep(POLL_MS, signal);
  }
}

interface Speaker {
  readonly terminal: Terminal;
  readonly emit: EmitEvent;
  readonly stop: AbortSignal;
}

/** The times of the answers, in milliseconds. */
async function pingOften(
  node: MeshNode,
  session: Session,
  { count, interval, json }: NetPingFlags,
  { terminal, emit, stop }: Speaker,
): Promise<number[]> {
  const { card, peerId } = session;
  const path = pathOf(session);
  const who = `${card.name} (of ${memberNameOf(card, node.membership)}, ${shortPeerId(peerId)})`;
  const times: number[] = [];
  const say = (line: string): void => {
    if (json !== true) terminal.out(line);
  };
  let sent = 0;
  while (sent < count && !stop.aborted) {
    sent++;
    const signal = AbortSignal.any([stop, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const ms = await node.ping(session, signal).catch(() => undefined);
    if (ms !== undefined) times.push(ms);
    emit('ping', { number: sent, name: card.name, peerId, path, ...(ms === undefined ? { lost: true } : { ms }) });
    say(ms === undefined ? `${who}: no answer` : `${who}: ${ms.toFixed(2)} ms, ${path}`);
    if (sent < count) await systemClock.sleep(interval * 1000, stop).catch(() => undefined);
  }
  const summary = summarise(times);
  emit('ping-summary', { name: card.name, peerId, path, sent, answered: times.length, ...summary });
  if (summary !== undefined) {
    const { minMs, medianMs, maxMs } = summary;
    const figures = `min ${minMs.toFixed(2)} ms, median ${medianMs.toFixed(2)} ms, max ${maxMs.toFixed(2)} ms`;
    say(`${times.length} of ${sent} answered: ${figures}`);
  } else say(`0 of ${sent} answered`);
  return times;
}

function summarise(times: readonly number[]): { minMs: number; medianMs: number; maxMs: number } | undefined {
  if (times.length === 0) return undefined;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? 0;
  const half = sorted.length / 2;
  const medianMs = (at(Math.floor(half)) + at(Math.ceil(half) - 1)) / 2;
  return { minMs: at(0), medianMs, maxMs: at(sorted.length - 1) };
}
