/** In a pattern: any number of items, also none. */
export const ANY_NUMBER: unique symbol = Symbol('any number');

/**
 * True when the parts of a pattern stand for all items, in order. It goes back to the last {@link ANY_NUMBER} only, which is enough, so
 * that its time is at most the product of both lengths: patterns come from strangers, and regular expressions may take for ever.
 */
export function matchesAll<Part, Item>(
  pattern: readonly (Part | typeof ANY_NUMBER)[],
  items: ArrayLike<Item>,
  matches: (part: Part, item: Item) => boolean,
): boolean {
  let part = 0;
  let item = 0;
  let lastAny = -1;
  let itemThen = 0;
  while (item < items.length) {
    const wanted = pattern[part];
    if (wanted === ANY_NUMBER) {
      lastAny = part;
      itemThen = item;
      part += 1;
    } else if (wanted !== undefined && matches(wanted as Part, items[item] as Item)) {
      part += 1;
      item += 1;
    } else if (lastAny >= 0) {
      part = lastAny + 1;
      itemThen += 1;
      item = itemThen;
    } else return false;
  }
  while (pattern[part] === ANY_NUMBER) part += 1;
  return part === pattern.length;
}
