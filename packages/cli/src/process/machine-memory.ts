/** What models may take when the owner says nothing: the rest is for the owner's own programs. */
const SHARE_OF_FREE = 0.8;

/** Bytes that models may take together, as things are before any is loaded. Containers' limits count. */
export function freeMemoryBudget(): number {
  return Math.floor(process.availableMemory() * SHARE_OF_FREE);
}

/**
 * The same with a GPU's free memory, where only that can make room for so many bytes: asking the GPU takes a second.
 *
 * @throws HanzoError ENGINE_MISSING
 */
export async function freeMemoryBudgetFor(neededBytes: number): Promise<number> {
  const free = freeMemoryBudget();
  if (neededBytes <= free) return free;
  const { probeLlama } = await import('@hanzo/models/llama');
  return free + Math.floor((await probeLlama()).gpuFreeBytes * SHARE_OF_FREE);
}
