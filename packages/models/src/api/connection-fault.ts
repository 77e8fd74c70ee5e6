/** Why a connection did not come about, or broke. */
export interface ConnectionFault {
  /** The system's, or undici's. */
  readonly code: string | undefined;
  /** In words, when it is certain that no request was sent. */
  readonly neverSent: string | undefined;
  readonly badCertificate: boolean;
}

/** Codes that come from nowhere but the making of a connection. */
const NEVER_SENT: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'the connection was refused'],
  ['UND_ERR_CONNECT_TIMEOUT', 'it did not accept the connection in time'],
]);

/** Codes that an established connection may break with as well: there they prove nothing. */
const NEVER_SENT_ON_CONNECT: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'no such host name'],
  ['EAI_AGAIN', 'the host name could not be looked up'],
  ['EHOSTUNREACH', 'there is no route to the host'],
  ['ENETUNREACH', 'the network is unreachable'],
  ['ETIMEDOUT', 'it did not accept the connection in time'],
]);

const CONNECTING: readonly unknown[] = ['connect', 'getaddrinfo'];

/** What Node says when a certificate does not hold: before the handshake is done, nothing is sent. */
const BAD_CERTIFICATE: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);
const BAD_CERTIFICATES = /^(UNABLE_TO_|CERT_)/;

export function readConnectionFault(thrown: unknown): ConnectionFault {
  const found = systemError(thrown);
  if (found === undefined) {
    const neverSent = isForbiddenPort(thrown)
      ? 'no client connects to this port, which is for other services'
      : undefined;
    return { code: undefined, neverSent, badCertificate: false };
  }
  const { code } = found;
  return {
    code,
    neverSent: NEVER_SENT.get(code) ?? (wasConnecting(found) ? NEVER_SENT_ON_CONNECT.get(code) : undefined),
    badCertificate: BAD_CERTIFICATE.has(code) || BAD_CERTIFICATES.test(code),
  };
}

/** Fetch connects to no "bad port" (https://fetch.spec.whatwg.org/#port-blocking). It says so by these words alone, without a code. */
function isForbiddenPort(thrown: unknown, depth = 5): boolean {
  if (!(thrown instanceof Error) || depth === 0) return false;
  const isRefusal = thrown instanceof TypeError && thrown.message === 'fetch failed';
  if (isRefusal && thrown.cause instanceof Error && thrown.cause.message === 'bad port') return true;
  return isForbiddenPort(thrown.cause, depth - 1);
}

type SystemError = Error & { readonly code: string };

/** The first error with a system code in a chain of causes; undici hides it one or two levels down. */
function systemError(thrown: unknown, depth = 5): SystemError | undefined {
  if (!(thrown instanceof Error) || depth === 0) return undefined;
  if (hasCode(thrown)) return thrown;
  if (thrown instanceof AggregateError) return systemError(thrown.errors[0], depth - 1);
  return systemError(thrown.cause, depth - 1);
}

function hasCode(error: Error): error is SystemError {
  return 'code' in error && typeof error.code === 'string';
}

/** Of a host with several addresses, each attempt has an error of its own. */
function wasConnecting(error: Error): boolean {
  if (error instanceof AggregateError) {
    return error.errors.length > 0 && error.errors.every((one) => one instanceof Error && wasConnecting(one));
  }
  return 'syscall' in error && CONNECTING.includes(error.syscall);
}
