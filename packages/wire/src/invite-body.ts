import { hanzo } from '../generated/hanzo-net-v1.js';
import { readCount, readLabel, readList } from './read-fields.ts';
import { exactly, parse, readHex, readRole } from './read-statement.ts';
import { GRANTED_ROLES, type GrantedRole } from './statements.ts';

const v1 = hanzo.net.v1;

const NAME = 64;
const MAX_ADDRESSES = 8;
const ADDRESS = 256;
const KEY = 32;
const SECRET = 16;

/** What the text of an invite holds. */
export interface InviteBody {
  readonly meshId: string;
  readonly meshName: string;
  readonly ownerKey: Uint8Array;
  readonly secret: Uint8Array;
  readonly role: GrantedRole;
  readonly expiresAt: number;
  /** Undefined: the mesh has no fence. */
  readonly fence: { readonly generation: number; readonly key: Uint8Array } | undefined;
  readonly addresses: readonly string[];
}

/** The end that all addresses share, from "/p2p/" on, is written once: it is the longest part. */
export function encodeInviteBody(invite: InviteBody): Uint8Array {
  const { fence, addresses } = invite;
  const first = addresses[0] ?? '';
  const end = first.slice(Math.max(0, first.lastIndexOf('/p2p/')));
  const shared = end.startsWith('/p2p/') && addresses.every((address) => address.endsWith(end)) ? end : '';
  return v1.InviteBody.encode({
    ...invite,
    meshId: Buffer.from(invite.meshId, 'hex'),
    role: GRANTED_ROLES[invite.role],
    expiresAtMs: invite.expiresAt,
    ...(fence && { fenceGeneration: fence.generation, fenceKey: fence.key }),
    addresses: addresses.map((address) => address.slice(0, address.length - shared.length)),
    addressEnd: shared,
  }).finish();
}

/** @throws HanzoError WIRE_INVALID */
export function decodeInviteBody(bytes: Uint8Array): InviteBody {
  const body = parse('an invite', () => v1.InviteBody.decode(bytes));
  const generation = readCount(body.fenceGeneration, 'invite.fence_generation');
  const end = readLabel(body.addressEnd, 'invite.address_end', ADDRESS);
  return {
    meshId: readHex(body.meshId, 'invite.mesh_id', KEY),
    meshName: readLabel(body.meshName, 'invite.mesh_name', NAME),
    ownerKey: exactly(body.ownerKey, 'invite.owner_key', KEY),
    secret: exactly(body.secret, 'invite.secret', SECRET),
    role: readRole(body.role),
    expiresAt: readCount(body.expiresAtMs, 'invite.expires_at_ms'),
    fence: generation === 0 ? undefined : { generation, key: exactly(body.fenceKey, 'invite.fence_key', KEY) },
    addresses: readList(
      body.addresses,
      'invite.addresses',
      MAX_ADDRESSES,
      (address) => readLabel(address, 'invite.addresses', ADDRESS) + end,
    ),
  };
}
