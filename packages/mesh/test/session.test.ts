import { silentLogger, type Logger } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';
import { manualClock } from '@hanzo/testkit';
import { decodeFrame, encodeFrame, FrameReader, MAX_FRAME_BYTES, type Hello, type WireMessage } from '@hanzo/wire';
import type { Connection, Stream } from '@libp2p/interface';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { FRAMES_AT_ONCE } from '../src/constants.ts';
import { Session, type SessionEvents } from '../src/session.ts';

const HELLO: Hello = {
  kind: 'hello',
  minorVersion: 0,
  software: 'test',
  role: 'worker',
  nodeName: 'w',
  sentAt: 0,
  capabilities: [],
};

const CARD: NodeCard = {
  peerId: 'peer-1',
  role: 'worker',
  name: 'w',
  software: 'test',
  addresses: [],
  instance: '00',
  machine: '00',
  relay: false,
  memberId: 'm',
  issuedAt: 0,
  expiresAt: 1,
};

/** A stream without a network: what was sent is decoded, what the peer says is fed in. */
class LoneStream extends EventTarget {
  readonly protocol = '/hanzo/session/1';
  readonly id = 'stream-1';
  readonly direction = 'outbound';
  readonly writeStatus = 'writable';
  readonly writableNeedsDrain = false;
  readonly sent: WireMessage[] = [];
  readonly #reader = new FrameReader(MAX_FRAME_BYTES);
  send(bytes: Uint8Array): boolean {
    this.#reader.push(bytes, (frame) => {
      const message = decodeFrame(frame);
      if (message !== undefined) this.sent.push(message);
    });
    return true;
  }
  hear(message: WireMessage): void {
    const data = encodeFrame(message);
    this.dispatchEvent(Object.assign(new Event('message'), { data: { subarray: () => data } }));
  }
  abort(): void {}
  close(): Promise<void> {
    return Promise.resolve();
  }
}

function setUp(changes: Partial<SessionEvents> = {}, log: Logger = silentLogger) {
  const clock = manualClock();
  const stream = new LoneStream();
  const seen: string[] = [];
  const events: SessionEvents = {
    onOpen: () => seen.push('open'),
    onMessage: (_, message) => seen.push(message.kind),
    onHealth: (_, state) => seen.push(state),
    onClose: (_, reason) => seen.push(`closed: ${reason.message}`),
    aliveAttemptIds: () => ['a1'],
    ...changes,
  };
  const peer = { toString: () => 'peer-1' };
  const connection = { remotePeer: peer, remoteAddr: peer, streams: [stream], abort: () => undefined };
  const session = new Session({
    stream: stream as unknown as Stream,
    connection: connection as unknown as Connection,
    clock,
    log,
    hello: HELLO,
    card: CARD,
    events,
  });
  return { clock, stream, session, seen };
}

/** Lets what was queued leave. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('a session', () => {
  it('tells which attempts are alive although other messages keep it busy', async () => {
    const { clock, stream, session } = setUp();
    stream.hear(HELLO);
    for (let tick = 0; tick < 20; tick++) {
      session.send({ kind: 'progress', attemptId: 'a2', offset: tick, text: 'x' });
      stream.hear({ kind: 'heartbeat', sequence: tick, aliveAttemptIds: [] });
      await clock.advance(250);
      session.tick(0);
    }
    await turn();
    const beats = stream.sent.filter((message) => message.kind === 'heartbeat');
    expect(beats.length).toBeGreaterThanOrEqual(9);
    expect(beats[0]).toMatchObject({ aliveAttemptIds: ['a1'] });
  });

  it.each([-60_000, 60_000])('goes on when somebody sets the clock by %i ms', async (step) => {
    const { clock, stream, session, seen } = setUp();
    stream.hear(HELLO);
    clock.stepWallClock(step);
    for (let tick = 0; tick < 8; tick++) {
      stream.hear({ kind: 'heartbeat', sequence: tick, aliveAttemptIds: [] });
      await clock.advance(250);
      session.tick(0);
    }
    await turn();
    expect(stream.sent.filter((message) => message.kind === 'heartbeat').length).toBeGreaterThanOrEqual(3);
    expect(seen.filter((what) => what !== 'heartbeat')).toEqual(['open']);
  });

  it('suspects a silent peer and gives it up, but not for a stall of our own', async () => {
    const { clock, stream, session, seen } = setUp();
    stream.hear(HELLO);
    await clock.advance(30_000);
    session.tick(29_750);
    expect(session.state).toBe('alive');
    await clock.advance(1_600);
    session.tick(0);
    expect(session.state).toBe('suspect');
    await clock.advance(4_000);
    session.tick(0);
    expect(seen).toEqual(['open', 'suspect', expect.stringMatching(/^closed: Nothing was heard/)]);
  });

  it('lives on when a listener of ours fails: that is not the fault of the peer', () => {
    const warnings: string[] = [];
    const log = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const faulty = (): never => {
      throw new TypeError('a bug of ours');
    };
    const { stream, session } = setUp({ onMessage: faulty }, log);
    stream.hear(HELLO);
    stream.hear({ kind: 'drain', reason: 'x' });
    expect(session.state).toBe('alive');
    expect(warnings).toEqual(['a listener of the mesh failed']);
  });

  it('ends when the peer speaks before Hello', async () => {
    const { stream, session, seen } = setUp();
    stream.hear({ kind: 'drain', reason: 'x' });
    expect(session.state).toBe('closed');
    expect(seen).toEqual(['closed: The peer sent drain before Hello.']);
    await expect(session.opened).rejects.toMatchObject({ code: 'WIRE_INVALID' });
  });

  it(verifies('mesh.floods'), () => {
    const { stream, session, seen } = setUp();
    stream.hear(HELLO);
    for (let count = 0; count < FRAMES_AT_ONCE + 10 && session.state !== 'closed'; count++) {
      stream.hear({ kind: 'ping', nonce: count });
    }
    expect(session.state).toBe('closed');
    expect(seen.at(-1)).toBe('closed: The peer floods us with frames.');
  });

  it('is not opened by a peer that says another role than it was let in with', () => {
    const { stream, session, seen } = setUp();
    stream.hear({ ...HELLO, role: 'coordinator' });
    expect(session.state).toBe('closed');
    expect(seen).toEqual(['closed: The peer says coordinator; it was let in as worker.']);
  });

  it('knows how far the clocks are apart', () => {
    const { clock, stream, session } = setUp();
    stream.hear({ ...HELLO, sentAt: clock.now() - 90_000 });
    expect(session.clockDifferenceMs).toBe(90_000);
  });
});
