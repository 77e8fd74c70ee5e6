import type { ReceiptWho } from '../receipt.ts';

/** Names an engine for people, in one line of plain text. Names in it are as given: escape it for Markdown. */
export function whoInWords(who: ReceiptWho): string {
  switch (who.kind) {
    case 'cache':
      return `cache (${who.engine}, ${new Date(who.answeredAt).toISOString().slice(0, 10)})`;
    case 'tool':
      return `tool ${who.tool}`;
    case 'local':
      return `${who.model} on this machine`;
    case 'worker':
      return `${who.model} on ${who.node} (peer …${who.peerId.slice(-8)})`;
    case 'api':
      return `${apiModel(who)} at ${who.endpoint}`;
    case 'none':
      return `no engine (${who.rung})`;
  }
}

/** Requested and served model where they differ. A call that failed was served by nobody. */
export function apiModel({ requestedModel, servedModel }: Extract<ReceiptWho, { kind: 'api' }>): string {
  const same = servedModel === '' || servedModel === requestedModel;
  return same ? requestedModel : `${requestedModel} → ${servedModel}`;
}
