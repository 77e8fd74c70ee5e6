import { endpointFor } from '@hanzo/config';
import { findModel, formatDollars, systemClock, toHanzoError, type ApiModelCard, type Logger } from '@hanzo/contracts';
import {
  endLeftAnswer,
  forgetAnswer,
  MeteredModel,
  type AnswerBook,
  type AnswerRecord,
  type PaidListener,
} from '@hanzo/coordinator';
import type { Ledger } from '@hanzo/ledger';
import type { Setting } from '../../../setting.ts';
import { backgroundApiFor, providerFor } from '../models/api-providers.ts';

export interface LeftAnswersParts {
  readonly setting: Setting;
  readonly ledger: Ledger;
  readonly runId: string;
  readonly onPaid: PaidListener;
  readonly log: Logger;
  /** Aborted by somebody who does not want to wait: what takes long is left for the next one. */
  readonly signal: AbortSignal;
  /** Whether what came of a task is on disk: only then its answer is not needed any more. */
  readonly isKept: (taskId: string) => boolean;
}

/**
 * Has providers delete the answers that a run has by now, and ends those that were given up for others. What is still waited for,
 * and answers that the journal has not got yet, stay for whoever takes the run up again. Never rejects: what is kept somewhere a
 * while longer loses nobody an answer.
 */
export async function endLeftAnswers(book: AnswerBook, parts: LeftAnswersParts): Promise<void> {
  const { isKept, signal } = parts;
  const isOver = ({ end, hold }: AnswerRecord): boolean =>
    end === 'failed' || (end === 'answered' && isKept(hold.taskId)) || (end === 'unwanted' && !signal.aborted);
  const over = book.list().filter(isOver);
  await Promise.all(
    over.map(async (record) => {
      try {
        await endOne(record, book, parts);
      } catch (thrown) {
        stays(record, toHanzoError(thrown).message, parts.log);
      }
    }),
  );
}

async function endOne(record: AnswerRecord, book: AnswerBook, parts: LeftAnswersParts): Promise<void> {
  const { setting, ledger, runId, onPaid, log } = parts;
  const card = callableCard(record, setting);
  const api = card && backgroundApiFor(card, setting);
  if (card === undefined || api === undefined) {
    stays(record, 'this run has no key and no endpoint for it', log);
    return;
  }
  if (record.end !== 'unwanted') {
    const failure = await forgetAnswer(record, { api, book });
    if (failure !== undefined) stays(record, failure.message, log);
    return;
  }
  const provider = providerFor(card, setting);
  const model = new MeteredModel({ provider, ledger, card, endpoint: record.endpoint, runId, log });
  const micros = await endLeftAnswer(record, { api, book, model, clock: systemClock, tell: onPaid });
  if (micros === undefined) stays(record, 'it did not say in time what became of it', log);
  else log.warn('an answer that was given up for another one is ended', { charged: formatDollars(micros) });
}

/** Undefined where the key of now is for another host. */
function callableCard({ model, endpoint }: AnswerRecord, { catalogue, config }: Setting): ApiModelCard | undefined {
  const card = findModel(catalogue, model);
  if (card?.kind !== 'api') return undefined;
  const known = endpointFor(config, card);
  return known.host === endpoint && known.apiKey !== undefined ? card : undefined;
}

function stays({ answerId, endpoint }: AnswerRecord, why: string, log: Logger): void {
  log.warn('a provider still keeps an answer', { answer: answerId, endpoint, why });
}
