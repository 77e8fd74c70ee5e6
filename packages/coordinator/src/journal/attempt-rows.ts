import {
  isErrorCode,
  type Answer,
  type Attempt,
  type AttemptEnd,
  type ErrorCode,
  type RungName,
  type Usage,
  type Who,
} from '@hanzo/contracts';

export type Row = Readonly<Record<string, unknown>>;

/** An ended attempt, read back. One that was interrupted ended when it had answered, or else when it began, as far as anyone knows. */
export function attemptOf(row: Row): Attempt {
  const who = whoOf(row);
  return {
    number: Number(row['number']),
    rung: row['rung'] as RungName,
    who,
    startedAt: Number(row['started_at']),
    endedAt: Number(row['ended_at'] ?? row['answered_at'] ?? row['started_at']),
    end: endOf(row, who),
  };
}

/** The text that an attempt had when it was lost in the middle, so that another one may go on from it. */
export function isLost(row: Row): boolean {
  // It was whole, and is to be judged.
  if (row['answered_at'] !== null) return false;
  return row['state'] === 'interrupted' || (row['state'] === 'error' && LOSSES.has(String(row['code'])));
}

/** Codes of attempts that were cut off from outside: what they had said until then was in order. */
const LOSSES: ReadonlySet<string> = new Set<ErrorCode>([
  'PEER_LOST',
  'LEASE_EXPIRED',
  'WORKER_STOPPED',
  'WORKER_PAUSED',
  'ENGINE_CRASHED',
  'CANCELLED',
]);

/** Who stands in a row; versions 1 and 2 did not say of which kind, but each rung has one. */
function whoOf(row: Row): Who | undefined {
  const [node, peerId] = [String(row['node']), String(row['peer_id'])];
  const servedModel = String(row['served_model']);
  if (node === '') return undefined;
  switch (row['who'] === '' ? KIND_OF_RUNG[row['rung'] as RungName] : row['who']) {
    case 'cache':
      return {
        kind: 'cache',
        engine: node,
        ...(peerId !== '' && { peer: peerId }),
        ...(servedModel !== '' && { models: JSON.parse(servedModel) as string[] }),
        answeredAt: Number(row['requested_model']),
      };
    case 'tool':
      return { kind: 'tool', tool: node };
    case 'local':
      return { kind: 'local', model: servedModel };
    case 'worker':
      return { kind: 'worker', node, peerId, model: servedModel };
    case 'api':
      return {
        kind: 'api',
        endpoint: node,
        requestedModel: String(row['requested_model']),
        servedModel,
        ...askedOf(row),
      };
    default:
      return undefined;
  }
}

function askedOf(row: Row): { readonly askedModel?: string } {
  return row['asked_model'] === '' ? {} : { askedModel: String(row['asked_model']) };
}

const KIND_OF_RUNG: Readonly<Record<RungName, Who['kind']>> = {
  cache: 'cache',
  tool: 'tool',
  local: 'local',
  mesh: 'worker',
  api: 'api',
  strong: 'api',
};

function endOf(row: Row, who: Who | undefined): AttemptEnd {
  const state = row['state'];
  const [code, reason] = [String(row['code']), String(row['reason'])];
  if ((state === 'passed' || state === 'rejected') && who !== undefined) {
    const answer = answerOf(row, who);
    return state === 'passed' ? { kind: 'passed', answer } : { kind: 'rejected', answer, gate: code, reason };
  }
  const usage = usageOf(row);
  const unjudged = row['answered_at'] === null || who === undefined ? {} : { answer: answerOf(row, who) };
  const work = {
    costMicros: Number(row['cost_micros']),
    ...(usage.inputTokens + usage.outputTokens > 0 && { usage }),
    ...unjudged,
  };
  if (state === 'error')
    return { kind: 'error', code: isErrorCode(code) ? code : 'INTERNAL', message: reason, ...work };
  const when = unjudged.answer === undefined ? 'in the middle of it' : 'before its answer was judged';
  return { kind: 'error', code: 'CANCELLED', message: `The coordinator stopped ${when}.`, ...work };
}

function answerOf(row: Row, who: Who): Answer {
  return {
    text: String(row['answer']),
    finish: row['finish'] === 'length' ? 'length' : 'stop',
    who,
    usage: usageOf(row),
    timings: {
      queueMs: Number(row['queue_ms']),
      firstTokenMs: Number(row['first_token_ms']),
      totalMs: Number(row['engine_ms']),
    },
    costMicros: Number(row['cost_micros']),
  };
}

function usageOf(row: Row): Usage {
  return {
    inputTokens: Number(row['input_tokens']),
    cachedInputTokens: Number(row['cached_input_tokens']),
    outputTokens: Number(row['output_tokens']),
    reasoningTokens: Number(row['reasoning_tokens']),
  };
}
