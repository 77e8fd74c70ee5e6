import { silentLogger, type HanzoError } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import { manualClock } from '@hanzo/testkit';
import type { WireMessage } from '@hanzo/wire';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { MeshControl } from '../src/mesh-control.ts';
import type { Session } from '../src/session.ts';

interface Side {
  readonly session: Session;
  readonly sent: WireMessage[];
  readonly closed: HanzoError[];
  queuedBytes: number;
}

function side(): Side {
  const sent: WireMessage[] = [];
  const closed: HanzoError[] = [];
  const session = {
    peerId: 'peer',
    state: 'alive',
    get queuedBytes() {
      return made.queuedBytes;
    },
    send: (message: WireMessage) => sent.push(message),
    close: (reason: HanzoError) => closed.push(reason),
  };
  const made: Side = { session: session as unknown as Session, sent, closed, queuedBytes: 0 };
  return made;
}

function control(membership: Partial<Membership>, sides: readonly Side[]) {
  const clock = manualClock();
  const made = new MeshControl({
    membership: membership as Membership,
    clock,
    log: silentLogger,
    sessions: () => sides.map(({ session }) => session),
  });
  for (const { session } of sides) made.opened(session);
  return { control: made, clock };
}

const statement = new Uint8Array(4_000);
const kinds = ({ sent }: Side): string[] => sent.map(({ kind }) => kind);

describe('keeping a mesh in step', () => {
  it(verifies('mesh.in-step', 'a pair of digests is answered once'), async () => {
    const one = side();
    const { control: own, clock } = control({ digest: () => 'aa', statements: () => [statement] }, [one]);
    expect(own.isInStep(one.session)).toBe(false);
    for (let count = 0; count < 10; count++) {
      own.handle(one.session, { kind: 'roster-digest', digest: 'bb' });
      await clock.advance(1_000);
      own.tick();
    }
    expect(kinds(one)).toEqual(['roster-digest', 'statements', 'roster-digest']);
    own.handle(one.session, { kind: 'roster-digest', digest: 'aa' });
    expect(own.isInStep(one.session)).toBe(true);
  });

  it(verifies('mesh.in-step', 'a large set waits for a peer that reads slowly'), () => {
    const slow = side();
    const large = Array.from({ length: 400 }, () => statement);
    const { control: own } = control({ digest: () => 'aa', statements: () => large }, [slow]);
    slow.queuedBytes = 1024 * 1024;
    own.handle(slow.session, { kind: 'roster-digest', digest: 'bb' });
    expect(kinds(slow)).toEqual(['roster-digest', 'roster-digest']);
    slow.queuedBytes = 0;
    own.tick();
    const frames = slow.sent.filter((message) => message.kind === 'statements');
    expect(frames.flatMap(({ statements }) => statements)).toHaveLength(400);
    expect(frames.length).toBeGreaterThan(10);
  });

  it(verifies('mesh.news-flood'), () => {
    const flooder = side();
    const other = side();
    const added = Array.from({ length: 30_000 }, () => new Uint8Array(1));
    const merge = (): ReturnType<Membership['merge']> => ({ added, refused: 0 });
    const { control: own } = control({ digest: () => 'aa', statements: () => [], merge }, [flooder, other]);
    own.handle(flooder.session, { kind: 'statements', statements: [] });
    expect(flooder.closed).toEqual([]);
    own.handle(flooder.session, { kind: 'statements', statements: [] });
    expect(flooder.closed[0]).toMatchObject({ code: 'WIRE_INVALID' });
  });
});
