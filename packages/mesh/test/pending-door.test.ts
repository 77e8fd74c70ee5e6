import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { MAX_PENDING, PendingDoor } from '../src/pending-door.ts';

describe('the door where sockets wait', () => {
  it(verifies('mesh.half-open'), () => {
    const dropped = new Set<string>();
    const door = new PendingDoor<string>(MAX_PENDING, (socket) => dropped.add(socket));
    for (let flood = 0; flood < 10_000; flood++) {
      door.entered(`silent-${flood}`);
      if (flood % 100 !== 0) continue;
      // A newcomer speaks while 200 more arrive.
      door.entered(`honest-${flood}`);
      for (let more = 0; more < 200; more++) door.entered(`silent-${flood}-${more}`);
      expect(dropped.has(`honest-${flood}`)).toBe(false);
      door.proved(`honest-${flood}`);
      expect(door.size).toBeLessThanOrEqual(MAX_PENDING);
    }
    expect([...dropped].filter((socket) => socket.startsWith('honest'))).toEqual([]);
  });

  it('drops the oldest that still waits', () => {
    const dropped: number[] = [];
    const door = new PendingDoor<number>(3, (socket) => dropped.push(socket));
    for (const socket of [1, 2, 3]) door.entered(socket);
    door.proved(1);
    door.entered(4);
    expect(dropped).toEqual([]);
    door.entered(5);
    door.entered(6);
    expect(dropped).toEqual([2, 3]);
    expect(door.size).toBe(3);
  });

  it('takes it well when a dropped socket reports its own close', () => {
    const dropped: number[] = [];
    const door: PendingDoor<number> = new PendingDoor(1, (socket) => {
      dropped.push(socket);
      door.proved(socket);
    });
    for (const socket of [1, 2, 3]) door.entered(socket);
    expect(dropped).toEqual([1, 2]);
    expect(door.size).toBe(1);
    door.proved(99);
    expect(door.size).toBe(1);
  });
});
