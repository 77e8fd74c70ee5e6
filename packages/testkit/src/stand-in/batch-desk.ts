import { addUsage, NO_USAGE, type Usage } from '@hanzo/contracts';
import { atFirstLook, type BatchFate } from './batch-fate.ts';
import { readBatchInput, type BatchInputItem, type BatchProblem } from './batch-input.ts';
import { errorBody } from './bodies.ts';
import type { Desk } from './desk.ts';
import { readStandInRequest } from './request.ts';
import { wholeBody } from './speak.ts';

type Body = Readonly<Record<string, unknown>>;
type EndKind = 'completed' | 'expired' | 'cancelled' | 'failed';

interface StandInBatch {
  readonly id: string;
  readonly endpoint: string;
  readonly inputFileId: string;
  readonly key: string | undefined;
  readonly items: readonly BatchInputItem[];
  readonly createdAt: number;
  problems: readonly BatchProblem[];
  looks: number;
  cancelledAt: number | undefined;
  done: number;
  failed: number;
  usage: Usage;
  outputFileId: string | undefined;
  errorFileId: string | undefined;
  ended: { readonly kind: EndKind; readonly at: number } | undefined;
}

const BATCH_APIS: Readonly<Record<string, 'responses' | 'chat'>> = {
  '/v1/responses': 'responses',
  '/v1/chat/completions': 'chat',
};

const DAY_S = 86_400;
const nowS = (): number => Math.floor(Date.now() / 1000);

/** Batches in memory. Their requests are decided about when they end, and billed in the tier `batch`. */
export class BatchDesk {
  readonly #desk: Desk;
  readonly #batches = new Map<string, StandInBatch>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The batch object; undefined when there is no such file of requests, or no such endpoint. */
  create(inputFileId: unknown, endpoint: unknown, key: string | undefined): Body | undefined {
    if (typeof inputFileId !== 'string' || typeof endpoint !== 'string') return undefined;
    const content = this.#desk.files.content(inputFileId);
    if (content === undefined || BATCH_APIS[endpoint] === undefined) return undefined;
    const { items, problems } = readBatchInput(content, endpoint);
    const batch: StandInBatch = {
      id: `batch_stand_in_${this.#batches.size + 1}`,
      endpoint,
      inputFileId,
      key,
      items,
      createdAt: nowS(),
      problems,
      looks: 0,
      cancelledAt: undefined,
      done: 0,
      failed: 0,
      usage: NO_USAGE,
      outputFileId: undefined,
      errorFileId: undefined,
      ended: undefined,
    };
    this.#batches.set(batch.id, batch);
    return batchBody(batch);
  }

  /** All batch objects as they were left, the newest first. */
  list(): Body {
    const data = [...this.#batches.values()].map(batchBody).toReversed();
    const ids = { first_id: data[0]?.['id'] ?? null, last_id: data.at(-1)?.['id'] ?? null };
    return { object: 'list', data, ...ids, has_more: false };
  }

  /** The batch object as this look finds it; undefined when there is none. */
  async look(id: string): Promise<Body | undefined> {
    const batch = this.#batches.get(id);
    if (batch === undefined) return undefined;
    if (batch.ended === undefined) await this.#goOn(batch);
    return batchBody(batch);
  }

  /** `ended`: it cannot be cancelled any more. Undefined when there is none. */
  cancel(id: string): Body | 'ended' | undefined {
    const batch = this.#batches.get(id);
    if (batch === undefined) return undefined;
    if (batch.ended !== undefined) return 'ended';
    batch.cancelledAt ??= nowS();
    return batchBody(batch);
  }

  async #goOn(batch: StandInBatch): Promise<void> {
    batch.looks += 1;
    const { id, looks, items, cancelledAt } = batch;
    const script = this.#desk.options.batch ?? atFirstLook;
    const fate: BatchFate =
      batch.problems.length > 0
        ? { kind: 'failed', code: 'invalid', message: '' }
        : script({ id, look: looks, total: items.length, isCancelled: cancelledAt !== undefined });
    if (fate.kind === 'working') {
      batch.done = fate.done ?? 0;
      return;
    }
    if (fate.kind === 'failed') {
      if (batch.problems.length === 0)
        batch.problems = [{ code: fate.code, message: fate.message, line: null, param: null }];
    } else {
      await this.#carryOut(batch, fate.kind === 'completed' ? items.length : fate.done, fate);
    }
    batch.ended = { kind: fate.kind, at: nowS() };
  }

  async #carryOut(
    batch: StandInBatch,
    count: number,
    fate: Extract<BatchFate, { kind: 'completed' | 'expired' | 'cancelled' }>,
  ): Promise<void> {
    const [answers, errors]: [string[], string[]] = [[], []];
    for (const item of batch.items.slice(0, count)) {
      const { line, isAnswer } = await this.#answer(batch, item);
      (isAnswer ? answers : errors).push(line);
    }
    batch.done = answers.length;
    batch.failed = errors.length;
    const rest = 'silent' in fate && fate.silent === true ? [] : batch.items.slice(count);
    errors.push(...rest.map((item) => undoneLine(item, fate.kind)));
    const shelve = (lines: readonly string[], name: string): string | undefined =>
      lines.length === 0 ? undefined : this.#desk.files.add(lines.join(''), name, 'batch_output').id;
    batch.outputFileId = shelve(answers, `${batch.id}_output.jsonl`);
    batch.errorFileId = shelve(errors, `${batch.id}_error.jsonl`);
  }

  async #answer(
    batch: StandInBatch,
    { customId, body }: BatchInputItem,
  ): Promise<{ readonly line: string; readonly isAnswer: boolean }> {
    const api = BATCH_APIS[batch.endpoint] ?? 'responses';
    const headers = batch.key === undefined ? {} : { authorization: `Bearer ${batch.key}` };
    const number = this.#desk.requests.length + 1;
    const request = readStandInRequest(api, body, headers, number, { id: batch.id, customId });
    const requestId = this.#desk.nextRequestId();
    const { reply, turn } = await this.#desk.decide(request, requestId);
    if (turn !== undefined) batch.usage = addUsage(batch.usage, turn.usage);
    const isAnswer = turn !== undefined;
    const answer = isAnswer
      ? { status_code: 200, request_id: requestId, body: wholeBody(turn) }
      : { status_code: 500, request_id: requestId, body: errorBody('Error.', 'server_error', null) };
    const response =
      reply.kind === 'http-error'
        ? { ...answer, status_code: reply.status, body: reply.body ?? errorBody('Error.', 'server_error', null) }
        : answer;
    return { line: outputLine(requestId, customId, response, null), isAnswer };
  }
}

function outputLine(id: string, customId: string, response: unknown, error: unknown): string {
  return `${JSON.stringify({ id: `batch_${id}`, custom_id: customId, response, error })}\n`;
}

function undoneLine({ customId }: BatchInputItem, end: 'completed' | 'expired' | 'cancelled'): string {
  const words = end === 'expired' ? 'the completion window expired' : 'the batch was cancelled';
  const message = `This request could not be executed before ${words}.`;
  return outputLine(`undone_${customId}`, customId, null, { code: `batch_${end}`, message });
}

function statusOf({ ended, cancelledAt, looks }: StandInBatch): string {
  if (ended !== undefined) return ended.kind;
  if (cancelledAt !== undefined) return 'cancelling';
  return looks === 0 ? 'validating' : 'in_progress';
}

function batchBody(batch: StandInBatch): Body {
  const { items, problems, ended, usage, cancelledAt, outputFileId, errorFileId } = batch;
  return {
    id: batch.id,
    object: 'batch',
    endpoint: batch.endpoint,
    ...(problems.length > 0 && ended !== undefined ? { errors: { object: 'list', data: problems } } : {}),
    input_file_id: batch.inputFileId,
    completion_window: '24h',
    status: statusOf(batch),
    ...(outputFileId === undefined ? {} : { output_file_id: outputFileId }),
    ...(errorFileId === undefined ? {} : { error_file_id: errorFileId }),
    created_at: batch.createdAt,
    expires_at: batch.createdAt + DAY_S,
    ...(batch.looks > 0 ? { in_progress_at: batch.createdAt } : {}),
    ...(cancelledAt === undefined ? {} : { cancelling_at: cancelledAt }),
    ...(ended === undefined ? {} : { [`${ended.kind}_at`]: ended.at }),
    request_counts: { total: items.length, completed: batch.done, failed: batch.failed },
    usage: {
      input_tokens: usage.inputTokens,
      input_tokens_details: { cached_tokens: usage.cachedInputTokens },
      output_tokens: usage.outputTokens,
      output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
      total_tokens: usage.inputTokens + usage.outputTokens,
    },
    metadata: null,
  };
}
