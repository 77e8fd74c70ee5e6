import { describe, expect, it } from 'vitest';
import { chargedAt } from '../../src/api/charged.ts';
import { connectionComplaint } from '../../src/api/fault.ts';

const system = (code: string, syscall?: string): Error => Object.assign(new Error(code), { code, syscall });
const lost = (cause: Error): string => {
  const { code, charged } = connectionComplaint(new TypeError('fetch failed', { cause }), 'api.example');
  return `${code} ${charged}`;
};

describe('a connection that failed', () => {
  it.each([
    ['ECONNREFUSED', 'connect'],
    ['EHOSTUNREACH', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['ETIMEDOUT', 'connect'],
    ['ENOTFOUND', 'getaddrinfo'],
    ['EAI_AGAIN', 'getaddrinfo'],
    ['UND_ERR_CONNECT_TIMEOUT', undefined],
  ])('before anything was sent costs nothing: %s in %s', (code, syscall) => {
    expect(lost(system(code, syscall))).toBe('ENDPOINT_UNREACHABLE no');
  });

  it.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE'])(
    'while it stood may have cost something: %s in read',
    (code) => {
      expect(lost(system(code, 'read'))).toBe('API_FAILED unknown');
    },
  );

  it('at each of several addresses costs nothing, unless one of them was reached', () => {
    const all = (...errors: readonly Error[]): Error =>
      Object.assign(new AggregateError(errors), { code: 'ENETUNREACH' });
    expect(lost(all(system('ENETUNREACH', 'connect'), system('ETIMEDOUT', 'connect')))).toBe('ENDPOINT_UNREACHABLE no');
    expect(lost(all(system('ENETUNREACH', 'connect'), system('ENETUNREACH', 'read')))).toBe('API_FAILED unknown');
  });

  it('on a port that fetch connects to for nobody costs nothing', async () => {
    const thrown: unknown = await fetch('http://127.0.0.1:9').catch((error: unknown) => error);
    for (const each of [thrown, new Error('Connection error.', { cause: thrown })])
      expect(connectionComplaint(each, 'api.example')).toMatchObject({ code: 'ENDPOINT_UNREACHABLE', charged: 'no' });
    expect(lost(new Error('bad report'))).toBe('API_FAILED unknown');
  });

  it.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('by its certificate costs nothing: %s', (code) => {
    expect(lost(system(code))).toBe('ENDPOINT_UNREACHABLE no');
  });

  it.each(['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'ERR_TLS_HANDSHAKE_TIMEOUT', 'EPROTO', 'constructor'])(
    'in another way may have cost something: %s',
    (code) => {
      expect(lost(system(code, 'read'))).toBe('API_FAILED unknown');
    },
  );
});

describe('a refusal', () => {
  const told = { type: 'overloaded_error', message: 'Overloaded' };
  it.each([400, 401, 404, 409, 413, 429])('%i costs nothing', (status) => {
    expect(chargedAt(status, undefined)).toBe('no');
  });
  it.each([408, 499, 500, 502, 504, undefined])('%s may have cost something', (status) => {
    expect(chargedAt(status, told)).toBe('unknown');
  });
  it.each([503, 529])('%i costs nothing when the API says it', (status) => {
    expect(chargedAt(status, told)).toBe('no');
    expect(chargedAt(status, { type: 'error', error: told })).toBe('no');
    expect(chargedAt(status, undefined), 'a page of a proxy').toBe('unknown');
    expect(chargedAt(status, {})).toBe('unknown');
    expect(chargedAt(status, { type: 'timeout', message: 'upstream request timeout' })).toBe('unknown');
  });
});
