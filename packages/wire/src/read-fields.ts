import { HanzoError } from '@hanzo/contracts';
import { MAX_ID_LENGTH } from './limits.ts';

/** Checked reads of decoded fields. The generated decoder guarantees wire types only, not ranges. */

function invalid(field: string, why: string): HanzoError {
  return new HanzoError('WIRE_INVALID', `The peer sent a bad ${field}: ${why}.`, { details: { field } });
}

/** An absent message field is a protocol error where the message cannot do without. */
export function present<T>(value: T | null | undefined, field: string): T {
  if (value === null || value === undefined) throw invalid(field, 'it is missing');
  return value;
}

export function readId(value: string | null | undefined, field: string): string {
  const id = value ?? '';
  if (id.length === 0 || id.length > MAX_ID_LENGTH) throw invalid(field, `an id has 1 to ${MAX_ID_LENGTH} characters`);
  return id;
}

/** Text for people: control characters would let a peer write to our terminal. */
export function readLabel(value: string | null | undefined, field: string, maxLength = 256): string {
  const text = value ?? '';
  if (text.length > maxLength) throw invalid(field, `more than ${maxLength} characters`);
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ');
}

/** A count, size or time: an integer from 0 to 2^53 - 1. */
export function readCount(value: unknown, field: string, max: number = Number.MAX_SAFE_INTEGER): number {
  const count = Number(value ?? 0);
  if (!Number.isSafeInteger(count) || count < 0 || count > max) throw invalid(field, `not an integer from 0 to ${max}`);
  return count;
}

export function readRate(value: number | null | undefined, field: string): number {
  const rate = value ?? 0;
  if (!Number.isFinite(rate) || rate < 0) throw invalid(field, 'not a finite number from 0');
  return rate;
}

/** A SHA-256 as lowercase hex, or an empty string. */
export function readSha256(value: Uint8Array | null | undefined, field: string): string {
  if (value === null || value === undefined || value.length === 0) return '';
  if (value.length !== 32) throw invalid(field, 'a SHA-256 has 32 bytes');
  return Buffer.from(value).toString('hex');
}

export function readList<T, R>(
  value: readonly T[] | null | undefined,
  field: string,
  max: number,
  read: (item: T) => R,
): R[] {
  const list = value ?? [];
  if (list.length > max) throw invalid(field, `more than ${max} entries`);
  return list.map(read);
}

/** Bytes of their own: what the decoder gives aliases the buffer that was read. */
export function readBytes(value: Uint8Array | null | undefined, field: string, max: number): Uint8Array {
  const bytes = value ?? new Uint8Array();
  if (bytes.length > max) throw invalid(field, `more than ${max} bytes`);
  return Uint8Array.from(bytes);
}
