import type { ErrorCode } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { whyUnreached } from '../src/commands/net/why-unreached.ts';

const addresses = ['/ip4/10.0.0.7/tcp/4001'];
const causeOf = (code: ErrorCode, message: string): string => whyUnreached({ code, message, addresses }).cause;

describe('why a peer is not reached', () => {
  it.each([
    ['MEMBERSHIP_REVOKED', 'revoked'],
    ['MEMBERSHIP_EXPIRED', 'expired'],
    ['IDENTITY_IN_USE', 'duplicate'],
    ['NOT_ALLOWED', 'role'],
    ['PEER_BANNED', 'banned'],
  ] as const)(verifies('net.doctor-causes', 'refused with %s'), (code, cause) => {
    const reason = whyUnreached({ code, message: 'The peer refused this node: so.', addresses });
    expect(reason).toMatchObject({ cause, detail: 'The peer refused this node: so.' });
    expect(reason.mend).not.toBe('');
  });

  it.each([
    ['connect ECONNREFUSED 10.0.0.7:4001', 'port'],
    ['All multiaddr dials failed: connect EHOSTUNREACH 10.0.0.7:4001', 'network'],
    ['connect ENETUNREACH 10.0.0.7:4001', 'network'],
    ['The operation was aborted due to timeout', 'firewall'],
    ['connect ETIMEDOUT 10.0.0.7:4001', 'firewall'],
    ['read ECONNRESET', 'key'],
    ['Unexpected EOF - stream closed after reading 0/4 bytes', 'key'],
    ['Protocol selection failed - could not negotiate /hanzo/secure/1', 'version'],
    ['Payload identity key 12D3 does not match expected remote identity key 12D4', 'identity'],
    ['The dial request has no valid addresses', 'address'],
    ['something nobody has seen before', 'unknown'],
  ])(verifies('net.doctor-causes', '%s'), (message, cause) => {
    expect(causeOf('INTERNAL', message)).toBe(cause);
    expect(whyUnreached({ code: 'INTERNAL', message, addresses }).detail).toContain('10.0.0.7');
  });
});
