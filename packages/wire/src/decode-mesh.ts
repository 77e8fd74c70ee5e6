import type { hanzo } from '../generated/hanzo-net-v1.js';
import { MAX_STATEMENTS, STATEMENT_BYTES } from './limits.ts';
import type { WireMessage } from './messages.ts';
import { readBytes, readCount, readLabel, readList, readSha256 } from './read-fields.ts';

/** Most addresses in one report. */
const MAX_RESULTS = 32;

/** The messages by which nodes keep a mesh together. Undefined for anything else. */
export function readMeshMessage(frame: hanzo.net.v1.Frame): WireMessage | undefined {
  if (frame.ping) return { kind: 'ping', nonce: readCount(frame.ping.nonce, 'ping.nonce') };
  if (frame.pong) return { kind: 'pong', nonce: readCount(frame.pong.nonce, 'pong.nonce') };
  if (frame.rosterDigest)
    return { kind: 'roster-digest', digest: readSha256(frame.rosterDigest.digest, 'roster_digest.digest') };
  if (frame.statements) {
    const { statements } = frame.statements;
    return { kind: 'statements', statements: readStatements(statements, 'statements.statements') };
  }
  if (frame.reachRequest)
    return { kind: 'reach-request', nonce: readCount(frame.reachRequest.nonce, 'reach_request.nonce') };
  if (frame.reachReport) {
    const { nonce, results } = frame.reachReport;
    return {
      kind: 'reach-report',
      nonce: readCount(nonce, 'reach_report.nonce'),
      results: readList(results, 'reach_report.results', MAX_RESULTS, ({ address, fault }) => ({
        address: readLabel(address, 'reach_report.address', 512),
        fault: readLabel(fault, 'reach_report.fault', 512),
      })),
    };
  }
  return undefined;
}

/** Signed statements as bytes of their own: decoded bytes alias the frame, and these are kept. */
export function readStatements(value: readonly Uint8Array[] | null | undefined, field: string): Uint8Array[] {
  return readList(value, field, MAX_STATEMENTS, (bytes) => readBytes(bytes, field, STATEMENT_BYTES));
}
