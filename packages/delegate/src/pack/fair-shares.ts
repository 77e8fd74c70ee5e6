/**
 * Parts of a room for several that want some of it: those that want little get it, and the others share what is left equally. Their
 * sum is at most the room.
 *
 * @param needs at least 0 each
 */
export function fairShares(needs: readonly number[], room: number): readonly number[] {
  const shares = needs.map(() => 0);
  let left = Math.max(0, Math.floor(room));
  const order = [...needs.entries()].toSorted(([, a], [, b]) => a - b);
  for (const [done, [index, need]] of order.entries()) {
    const share = Math.min(need, Math.floor(left / (order.length - done)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}
