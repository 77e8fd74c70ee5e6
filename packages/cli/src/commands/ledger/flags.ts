import type { CallState } from '@hanzo/ledger';

export interface LedgerFlags {
  readonly home?: string;
  readonly json?: boolean;
}

export interface LedgerShowFlags extends LedgerFlags {
  readonly since?: string;
  readonly model?: string;
  readonly key?: string;
  readonly member?: string;
  readonly run?: string;
  readonly state?: CallState;
  readonly limit: number;
}

export interface LedgerRepairFlags extends LedgerFlags {
  readonly acceptLoss?: boolean;
  readonly yes?: boolean;
}

export interface LedgerExportFlags extends Pick<LedgerFlags, 'home'> {
  readonly csv?: boolean;
  readonly jsonl?: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly output?: string;
  readonly force?: boolean;
}
