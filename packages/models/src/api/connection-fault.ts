/** Why a connection did not come about, or broke. */
export interface ConnectionFault {
  /** The system's, or undici's. */
  readonly code: string | undefined;
  /** In words, when it is certain that no request was sent. */
  readonly neverSent: string | undefined;
  readonly badCertificate: boolean;
}

/** System codes that prove that no request was sent. */
const NEVER_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'no such host name',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'the network is unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'it did not accept the connection in time',
};

export function readConnectionFault(thrown: unknown): ConnectionFault {
  const code = systemCode(thrown);
  return {
    code,
    neverSent: NEVER_SENT[code ?? ''],
    badCertificate: code !== undefined && /CERT|SELF_SIGNED|TLS|SSL/.test(code),
  };
}

/** The first system code in a chain of causes; undici hides it one or two levels down, or in an AggregateError. */
function systemCode(thrown: unknown, depth = 5): string | undefined {
  if (!(thrown instanceof Error) || depth === 0) return undefined;
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  if (thrown instanceof AggregateError) return systemCode(thrown.errors[0], depth - 1);
  return systemCode(thrown.cause, depth - 1);
}
