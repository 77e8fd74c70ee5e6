/** The text of a file's bytes, or what they are instead: the end of a sentence. */
export type Decoded =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** How it was read. @default UTF-8 */
      readonly encoding?: string | undefined;
    }
  | { readonly kind: 'none'; readonly why: string };

const PROBE_BYTES = 8_192;
/** More control characters than that share of a text are no text. */
const MOST_CONTROL = 0.01;
/** Bytes that Windows-1252 gives no character to. */
const UNASSIGNED: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Reads bytes as UTF-8, as UTF-16 where a mark says so, else as one byte for each character. Marks are no part of the text. */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  if (encoding === undefined) return { kind: 'none', why: 'it is binary' };
  const text = new TextDecoder(encoding.label).decode(bytes);
  return { kind: 'text', text, encoding: encoding.name };
}

/** What {@link TextDecoder} and people call an encoding. */
export interface Encoding {
  readonly label: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Undefined for UTF-8. */
  readonly name?: string | undefined;
}

/** Undefined: the bytes are no text. A character that is cut at their end speaks against nothing. */
export function encodingOf(bytes: Uint8Array): Encoding | undefined {
  const [first, second, third, fourth] = bytes;
  // The mark of UTF-32 begins alike.
  if (first === 0xff && second === 0xfe && !(third === 0 && fourth === 0)) return { label: 'utf-16le', name: 'UTF-16' };
  if (first === 0xfe && second === 0xff) return { label: 'utf-16be', name: 'UTF-16' };
  if (bytes.subarray(0, PROBE_BYTES).includes(0) || isControlled(bytes.subarray(0, PROBE_BYTES))) return undefined;
  if (isUtf8(bytes)) return { label: 'utf-8' };
  const probe = bytes.subarray(0, PROBE_BYTES);
  if (probe.some((byte) => UNASSIGNED.has(byte))) return undefined;
  const isWindows = probe.some((byte) => byte >= 0x80 && byte <= 0x9f);
  return { label: 'windows-1252', name: isWindows ? 'Windows-1252' : 'Latin-1' };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Tabs, line ends, form feeds and the escapes of coloured logs belong to texts. */
function isControlled(bytes: Uint8Array): boolean {
  let count = 0;
  for (const byte of bytes) if (byte < 0x20 && ![0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)) count += 1;
  return count > bytes.length * MOST_CONTROL;
}
