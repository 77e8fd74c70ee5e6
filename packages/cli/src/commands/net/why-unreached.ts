import type { ErrorCode } from '@hanzo/contracts';

/** Why a peer is not reached, for people, and what to do about it. */
export interface Reason {
  /** The cause in a word, for programs. */
  readonly cause:
    | 'revoked'
    | 'expired'
    | 'duplicate'
    | 'role'
    | 'banned'
    | 'key'
    | 'version'
    | 'port'
    | 'firewall'
    | 'network'
    | 'identity'
    | 'address'
    | 'unknown';
  readonly detail: string;
  readonly mend: string;
}

/** What went wrong on the last try. */
export interface Failure {
  /** Where the gate knows it; INTERNAL for everything that only libp2p has words for. */
  readonly code: ErrorCode;
  readonly message: string;
  readonly addresses: readonly string[];
}

const BY_CODE: Readonly<Partial<Record<ErrorCode, Omit<Reason, 'detail'>>>> = {
  MEMBERSHIP_REVOKED: {
    cause: 'revoked',
    mend: 'An owner must let it in again: `hanzo net invite` there, `hanzo net leave` and `hanzo net join` here.',
  },
  MEMBERSHIP_EXPIRED: {
    cause: 'expired',
    mend: 'Look at the clocks of both machines first. Else an owner must invite again: `hanzo net invite`, `hanzo net join`.',
  },
  IDENTITY_IN_USE: {
    cause: 'duplicate',
    mend: 'A home folder was copied to a second machine: delete the copy and join there with an invite of its own.',
  },
  NOT_ALLOWED: {
    cause: 'role',
    mend: 'A worker may not give tasks: an owner can invite again with `--role coordinator`.',
  },
  PEER_BANNED: {
    cause: 'banned',
    mend: 'It passes by itself; see that both sides run the same version of hanzo.',
  },
};

interface Pattern {
  readonly test: RegExp;
  readonly cause: Reason['cause'];
  readonly what: string;
  readonly mend: string;
}

/** Words of Node and libp2p, the most telling first: one error often holds several. */
const PATTERNS: readonly Pattern[] = [
  {
    test: /protocol selection failed|UnsupportedProtocol|could not negotiate/i,
    cause: 'version',
    what: 'it does not speak this version of the protocol',
    mend: 'Update hanzo on the older of the two machines (`hanzo --version`).',
  },
  {
    test: /mismatch|unexpected peer|InvalidCryptoExchange|not match/i,
    cause: 'identity',
    what: 'another node answers at its address',
    mend: 'The address is out of date, or the other machine has a new identity: `hanzo net peers` there shows the right one.',
  },
  {
    test: /ECONNREFUSED/,
    cause: 'port',
    what: 'nothing listens on its port',
    mend: 'Start `hanzo net up` there, and see that it prints the same port; or a firewall there rejects the port.',
  },
  {
    test: /EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL/,
    cause: 'network',
    what: 'there is no way to its network',
    mend: 'Connect both machines to one network or VPN, or let a member both can reach run `hanzo net up --relay`.',
  },
  {
    test: /ETIMEDOUT|timed? ?out|TimeoutError|aborted/i,
    cause: 'firewall',
    what: 'it does not answer: switched off, or a firewall drops the port',
    mend: 'Wake it, allow the port in its firewall, or let a member both can reach run `hanzo net up --relay`.',
  },
  {
    test: /ECONNRESET|EPIPE|Unexpected EOF|closed|reset|hung up|Encryption ?failed|stream/i,
    cause: 'key',
    what: 'it hung up during the handshake: it is in another mesh, or it has not heard of this home or of a rotated key',
    mend: 'Compare the mesh id of `hanzo net members` on both machines; join again with a new invite where they differ.',
  },
  {
    test: /no valid addresses|NoValidAddresses|no address/i,
    cause: 'address',
    what: 'no address of it is known that could be dialled',
    mend: 'Start `hanzo net up` there, or give its address: --bootstrap /ip4/…/tcp/…/p2p/….',
  },
];

export function whyUnreached({ code, message, addresses }: Failure): Reason {
  const known = BY_CODE[code];
  if (known !== undefined) return { ...known, detail: message };
  const pattern = PATTERNS.find(({ test }) => test.test(message));
  const where = addresses.length === 0 ? '' : ` (${addresses.slice(0, 2).join(', ')})`;
  if (pattern !== undefined) {
    const { cause, what, mend } = pattern;
    return { cause, detail: `${what}${where}`, mend };
  }
  return {
    cause: 'unknown',
    detail: `${message}${where}`,
    mend: 'Run `hanzo net doctor` on that machine too; with HANZO_LOG_LEVEL=debug both say more.',
  };
}
