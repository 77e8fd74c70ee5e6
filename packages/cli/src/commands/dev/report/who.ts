import { apiModel, type ReceiptWho } from '@hanzo/orchestrator';

/** Names an engine as shortly as a terminal needs it; the report has peer ids and endpoints. */
export function shortWho(who: ReceiptWho): string {
  switch (who.kind) {
    case 'cache':
      return `cache (${who.engine})`;
    case 'tool':
      return who.tool;
    case 'local':
      return `here (${who.model})`;
    case 'worker':
      return `${who.node} (${who.model})`;
    case 'api':
      return apiModel(who);
    case 'none':
      return `nobody (${who.rung})`;
  }
}
