import { endpointFor } from '@hanzo/config';
import { findModel, formatDollars, priceOf, systemClock, toHanzoError, type ApiModelCard } from '@hanzo/contracts';
import { BatchFile, endLeftBatch, MeteredModel, type BatchRecord } from '@hanzo/coordinator';
import type { Ledger } from '@hanzo/ledger';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { batchApiFor, providerFor } from '../models/api-providers.ts';
import type { EngineFlags } from '../flags.ts';
import { chainOf } from '../models/model-chain.ts';
import type { OrchestratorChoice } from '../models/orchestrator-choice.ts';
import { paymentOf } from './payment.ts';
import type { Session } from '../run/session.ts';
import { payable } from '../models/tier-models.ts';

/** Says of batches that an earlier process of the run has paid for, when the flags of now leave no use for them. */
export function warnOfLeftBatches(
  runId: string,
  setting: Setting,
  flags: EngineFlags,
  choice: OrchestratorChoice,
  terminal: Terminal,
): void {
  const records = new BatchFile(setting.paths.batches, runId).list();
  if (records.length === 0) return;
  const uses = flags.batchApi === true && paymentOf(setting, flags, choice).allowed;
  const first = payable(setting, choice.kind === 'api' ? choice.card : undefined);
  const cards = first.flatMap((card) => [card, ...chainOf(card, setting, flags)]);
  const names = new Set(uses ? cards.map((card) => nameOf(card.name, endpointFor(setting.config, card).host)) : []);
  for (const record of records.filter(({ model, endpoint }) => !names.has(nameOf(model, endpoint))))
    terminal.err(
      terminal.style.yellow(
        `${inWords(record)} is not waited for with these flags: its tasks are done anew, and paid anew where they are paid. Without new flags its answers would be used.`,
      ),
    );
}

export interface EndingParts {
  readonly setting: Setting;
  readonly flags: EngineFlags;
  readonly ledger: Ledger;
  readonly session: Session;
  readonly terminal: Terminal;
}

/** Ends batches whose answers nobody has asked for in a run that is over: what was done in them is paid, and no more. */
export async function endLeftBatches(
  runId: string,
  { setting, flags, ledger, session, terminal }: EndingParts,
): Promise<void> {
  const { onPaid, signal, log } = session;
  // Whoever takes an interrupted run up again asks for them.
  if (signal.aborted) return;
  const book = new BatchFile(setting.paths.batches, runId);
  for (const record of book.list()) {
    if (flags.localOnly === true) {
      terminal.err(`${inWords(record)} stays charged in full: a run that is local only asks no API what became of it`);
      continue;
    }
    try {
      const card = callableCard(record, setting);
      if (card === undefined) {
        terminal.err(`${inWords(record)} is left alone: this run has no key and no endpoint for it`);
        continue;
      }
      const parts = { provider: providerFor(card, setting), ledger, card, endpoint: record.endpoint, runId, log };
      const model = new MeteredModel(parts);
      const api = batchApiFor(card, setting);
      terminal.err(`${inWords(record)} has answers that this run did not ask for: it is ended`);
      const micros = await endLeftBatch(record, { api, book, model, clock: systemClock, tell: onPaid });
      const what =
        micros === undefined
          ? 'stay charged in full: its provider did not say in time'
          : `cost ${formatDollars(micros)}`;
      terminal.err(`  these answers ${what}`);
    } catch (thrown) {
      terminal.err(`${inWords(record)} could not be ended: ${toHanzoError(thrown).message}`);
    }
  }
}

/** Undefined where the key of now is for another host. */
function callableCard({ model, endpoint }: BatchRecord, { catalogue, config }: Setting): ApiModelCard | undefined {
  const card = findModel(catalogue, model);
  if (card?.kind !== 'api' || priceOf(card, 'batch') === undefined) return undefined;
  const known = endpointFor(config, card);
  return known.host === endpoint && known.apiKey !== undefined ? card : undefined;
}

function inWords({ batchId, entries, endpoint }: BatchRecord): string {
  const heldMicros = entries.reduce((sum, { hold }) => sum + hold.worstCaseMicros, 0);
  return `batch ${batchId} of ${entries.length} at ${endpoint} (up to ${formatDollars(heldMicros)})`;
}

function nameOf(model: string, endpoint: string): string {
  return `${endpoint} ${model}`;
}
