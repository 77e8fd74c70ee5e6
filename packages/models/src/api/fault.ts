import { type CallFault, type ErrorCode, firstChars, HanzoError } from '@hanzo/contracts';
import { readConnectionFault } from './connection-fault.ts';
import { type Redact, redactedCopy } from './redact.ts';
import { hanzoErrorIn } from './unredirected.ts';

/** Whether a failed call costs money: `no` for certain, `yes` with `details.usage`, or nobody can tell. */
export type Charged = CallFault['charged'];

/** The details of every HanzoError of a provider of hosted models. */
export interface FaultDetails extends CallFault {
  readonly host: string;
  readonly model: string;
  /** The provider's own code. */
  readonly providerCode?: string;
}

/** Who was asked for what, and how to keep the key out of the answer. */
export interface Asked {
  readonly host: string;
  readonly model: string;
  readonly redact: Redact;
}

/** What is known of a failure beyond {@link Asked}. */
export type FaultFacts = Omit<FaultDetails, 'host' | 'model'>;

/** Builds an error about a call. Every text in it, and in its causes, is redacted. */
export function buildFault(
  code: ErrorCode,
  message: string,
  { host, model, redact }: Asked,
  facts: FaultFacts,
  also: { readonly mend?: string | undefined; readonly cause?: unknown } = {},
): HanzoError {
  const details: FaultDetails = { host, model, ...facts };
  return new HanzoError(code, redact(message), {
    details: { ...details },
    ...(also.mend === undefined ? {} : { mend: also.mend }),
    ...(also.cause === undefined ? {} : { cause: redactedCopy(also.cause, redact) }),
  });
}

/** What our own fetch found, which the client wraps; undefined when it found nothing. */
export function ownFault(thrown: unknown, asked: Asked): HanzoError | undefined {
  const own = hanzoErrorIn(thrown);
  if (own === undefined) return undefined;
  const { charged = 'unknown', status } = own.details as Partial<FaultFacts>;
  const facts = { charged, ...(status === undefined ? {} : { status }) };
  const mend = own.mend === undefined ? undefined : asked.redact(own.mend);
  return buildFault(own.code, own.message, asked, facts, { mend, cause: thrown });
}

/** Of a batch that was submitted before: what it costs is another matter, and 404 does not speak of a model. */
export function batchFault({ code, message, mend, cause, details }: HanzoError): HanzoError {
  const told = { cause, details: { ...details, charged: 'unknown' } };
  if (code === 'MODEL_UNAVAILABLE') return new HanzoError('API_REFUSED', message, told);
  return new HanzoError(code, message, { ...told, ...(mend === undefined ? {} : { mend }) });
}

/** What became of a connection: a code, a sentence, and whether money may have been spent. */
export function connectionComplaint(
  thrown: unknown,
  host: string,
): { readonly code: ErrorCode; readonly message: string; readonly charged: Charged } {
  const { code, neverSent, badCertificate } = readConnectionFault(thrown);
  if (neverSent !== undefined) {
    return { code: 'ENDPOINT_UNREACHABLE', message: `Nothing answers at ${host}: ${neverSent}.`, charged: 'no' };
  }
  if (badCertificate) {
    return { code: 'ENDPOINT_UNREACHABLE', message: `${host} has no valid certificate (${code}).`, charged: 'no' };
  }
  const message = `The connection to ${host} was lost before it answered (${code ?? firstWords(thrown)}).`;
  return { code: 'API_FAILED', message, charged: 'unknown' };
}

/** At most 400 characters of what was said. */
export function firstWords(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.length > 400 ? `${firstChars(message, 400)}…` : message;
}
