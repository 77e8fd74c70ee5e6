import { createHash } from 'node:crypto';
import type { DelegationRequest } from '../words.ts';

const MARK_CHARS = 12;

/** What tells our marks from all that texts from outside hold: the same request has the same, and no text of it contains it. */
export function markOf(request: DelegationRequest): string {
  const texts = [...textsOf(request)];
  for (let round = 0; ; round += 1) {
    const hash = createHash('sha256').update(String(round));
    for (const text of texts) hash.update('\0').update(text);
    const mark = hash.digest('hex').slice(0, MARK_CHARS);
    if (!texts.some((text) => text.includes(mark))) return mark;
  }
}

/** In an order of its own: whoever built the request may have had another. */
function* textsOf(request: DelegationRequest): Generator<string> {
  const { issue, context = '', logs = '', attemptedFixes, diff = '', files, earlier, questions = [] } = request;
  yield* [issue, context, logs, diff];
  yield* attemptedFixes;
  yield* questions;
  for (const { path, pieces, because } of files) {
    yield* [path, because];
    for (const { firstLine, text } of pieces) yield* [String(firstLine), text];
  }
  for (const one of earlier) {
    yield* [one.id, one.issue, one.rootCause, ...one.attemptedFixes, ...one.fixes.map(({ title }) => title)];
  }
  for (const { path, reason, nearest = '' } of request.leftOut) yield* [path, reason, nearest];
}
