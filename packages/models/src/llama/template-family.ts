import { open } from 'node:fs/promises';
import { findFamily } from './chat-format.ts';
import { GgufReader, NeedMoreBytes } from './gguf-reader.ts';

const FIRST_READ_BYTES = 2 ** 20;
/** Behind the magic and the version: the counts. */
const COUNTS_AT_BYTES = 8;
const TEMPLATE_KEY = 'tokenizer.chat_template';

/**
 * Which way of writing conversations a model file asks for: the one that the engine will use. `plain` where it asks for
 * none that we know. For files whose header is good.
 */
export async function readTemplateFamily(path: string): Promise<string> {
  await using handle = await open(path, 'r');
  const { size } = await handle.stat();
  for (let wanted = FIRST_READ_BYTES; ; wanted *= 4) {
    const bytes = Buffer.alloc(Math.min(wanted, size));
    await handle.read(bytes, 0, bytes.length, 0);
    try {
      return findFamily(findTemplate(bytes)).name;
    } catch (error) {
      if (!(error instanceof NeedMoreBytes) || wanted >= size) throw error;
    }
  }
}

function findTemplate(bytes: Buffer): string {
  const reader = new GgufReader(bytes);
  for (let skipped = 0; skipped < COUNTS_AT_BYTES; skipped += 4) reader.u32();
  reader.u64('the number of tensors', 2 ** 17);
  const count = reader.u64('the number of metadata entries', 2 ** 16);
  for (let index = 0; index < count; index += 1) {
    const key = reader.string('a metadata key', 2 ** 16);
    const value = reader.value(key);
    if (key === TEMPLATE_KEY) return typeof value === 'string' ? value : '';
  }
  return '';
}
