/**
 * What llama.cpp, its backends and the C++ library say when an allocation fails. Words are all there is: the load that
 * failed has no reason of its own. A full JavaScript heap is not meant: its limit does not depend on what else runs.
 */
const SHORT_OF_MEMORY =
  /(?:unable|failed|attempted) to allocate|cannot allocate|(?:insufficient|not enough) memory|memory allocation .*failed|(?<!JavaScript heap )out ?of ?(?:device|host)? ?memory|bad_alloc/i;

/** Whether memory ran out, by what was said. Memory that is short now may be free later. */
export function saysMemoryIsShort(words: string): boolean {
  return SHORT_OF_MEMORY.test(words);
}
