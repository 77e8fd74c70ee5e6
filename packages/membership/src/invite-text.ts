import { createHash } from 'node:crypto';
import { HanzoError } from '@hanzo/contracts';
import { decodeInviteBody, encodeInviteBody, type InviteBody } from '@hanzo/wire';
import { openKey } from './fence-keys.ts';
import type { ParsedInvite } from './invite.ts';
import { inviteIdOf } from './invite-secret.ts';

/** Version of the text. */
const VERSION = 1;
const CHECKSUM_BYTES = 4;
/** Longer than any invite: bounds the work of reading. */
const MAX_TEXT = 8_192;
/** Letters and digits only, so that a double click takes all of it. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = BigInt(DIGITS.length);

/** One line: `hanzo1-` and letters and digits. */
export function inviteText(body: InviteBody): string {
  const bytes = encodeInviteBody(body);
  return `hanzo${VERSION}-${toDigits(Buffer.concat([bytes, checksum(bytes)]))}`;
}

/**
 * Reads the text of an invite, also when mail has broken it into lines, and when a double click has left out the part
 * before the hyphen.
 *
 * @throws HanzoError INVITE_INVALID: no invite at all, cut short or changed, or made by a newer version
 */
export function parseInvite(text: string): ParsedInvite {
  const { version, digits } = partsOf(text);
  if (version !== undefined && version !== VERSION) {
    throw invalid(`The invite is of version ${version}; this hanzo reads version ${VERSION}.`, 'Update hanzo.');
  }
  const bytes = fromDigits(digits);
  const body = bytes.subarray(0, -CHECKSUM_BYTES);
  if (bytes.length <= CHECKSUM_BYTES || !checksum(body).equals(bytes.subarray(-CHECKSUM_BYTES))) {
    if (version === undefined) throw notAnInvite();
    throw invalid(
      'The invite was cut short or changed on its way: its checksum does not match.',
      'Copy the whole text again, or ask for a new one: `hanzo net invite` there.',
    );
  }
  return read(body);
}

function read(bytes: Uint8Array): ParsedInvite {
  let body: InviteBody;
  try {
    body = decodeInviteBody(bytes);
  } catch (cause) {
    const error = invalid('The invite holds something that this hanzo does not know.', 'Update hanzo.', cause);
    throw error;
  }
  const { fence, ...rest } = body;
  return { ...rest, inviteId: inviteIdOf(body.secret), fenceKey: fence ?? openKey(body.meshId) };
}

function partsOf(text: string): { version: number | undefined; digits: string } {
  if (text.length > MAX_TEXT) throw notAnInvite();
  // White space, invisible characters and the signs by which mail quotes.
  const bare = text.replaceAll(/[\s\u00ad\u200b-\u200d\u2060\ufeff"'`<>]/g, '');
  const marked = /hanzo(\d{1,9})-([0-9A-Za-z]*)$/.exec(bare);
  if (marked !== null) return { version: Number(marked[1]), digits: marked[2] ?? '' };
  if (/^[0-9A-Za-z]+$/.test(bare)) return { version: undefined, digits: bare };
  if (/hanzo\d{1,9}-/.test(bare)) {
    throw invalid('The invite has characters in it that belong to no invite.', 'Copy the text again, and it alone.');
  }
  throw notAnInvite();
}

function notAnInvite(): HanzoError {
  return invalid(
    `This is no invite: one begins with "hanzo${VERSION}-".`,
    'Ask for one: `hanzo net invite` on the machine of an owner.',
  );
}

function invalid(message: string, mend: string, cause?: unknown): HanzoError {
  return new HanzoError('INVITE_INVALID', message, { mend, ...(cause !== undefined && { cause }) });
}

function checksum(bytes: Uint8Array): Buffer {
  return createHash('sha256').update('hanzo invite text v1\n').update(bytes).digest().subarray(0, CHECKSUM_BYTES);
}

/** The bytes as one number. A body never begins with a zero byte, so none is lost. */
function toDigits(bytes: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let digits = '';
  for (; rest > 0n; rest /= BASE) digits = DIGITS.charAt(Number(rest % BASE)) + digits;
  return digits;
}

function fromDigits(digits: string): Buffer {
  let value = 0n;
  for (const digit of digits) value = value * BASE + BigInt(DIGITS.indexOf(digit));
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
