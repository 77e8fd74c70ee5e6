import {
  DATA_CLASSES,
  HanzoError,
  isErrorCode,
  toHanzoError,
  type DataClass,
  type Sampling,
  type Timings,
  type Usage,
} from '@hanzo/contracts';
import { hanzo } from '../generated/hanzo-net-v1.js';
import { FRAME_BYTES, MAX_MODELS } from './limits.ts';
import type { Advert, Failure, Hello, ModelOffer, Offer, Result, Role, WireMessage, WorkerState } from './messages.ts';
import { readMeshMessage } from './decode-mesh.ts';
import { present, readCount, readId, readLabel, readList, readRate, readSha256 } from './read-fields.ts';

const v1 = hanzo.net.v1;
type Frame = hanzo.net.v1.Frame;

/** Most attempts one worker may run or hold: bounds the lists a peer can send. */
const MAX_ATTEMPTS = 4096;
const MAX_SPEEDS = 64;
const MAX_WORDS = 16;
const U32 = 0xffff_ffff;

/**
 * Reads one frame's bytes (without the length) into a plain, checked message.
 * Undefined for a frame of a kind this version does not know: newer peers may add kinds.
 *
 * @throws HanzoError WIRE_INVALID or WIRE_TOO_LARGE
 */
export function decodeFrame(bytes: Uint8Array): WireMessage | undefined {
  const message = toMessage(parse(bytes));
  if (message !== undefined && bytes.length > FRAME_BYTES[message.kind]) {
    const limit = FRAME_BYTES[message.kind];
    throw new HanzoError(
      'WIRE_TOO_LARGE',
      `The peer sent a ${message.kind} message of ${bytes.length} bytes; at most ${limit} are allowed.`,
    );
  }
  return message;
}

function parse(bytes: Uint8Array): Frame {
  try {
    return v1.Frame.decode(bytes);
  } catch (cause) {
    throw new HanzoError('WIRE_INVALID', 'The peer sent bytes that are not a frame.', { cause });
  }
}

function toMessage(frame: Frame): WireMessage | undefined {
  if (frame.progress) {
    const { attemptId, offset, text } = frame.progress;
    return {
      kind: 'progress',
      attemptId: readId(attemptId, 'progress.attempt_id'),
      offset: readCount(offset, 'progress.offset'),
      text: text ?? '',
    };
  }
  if (frame.heartbeat) {
    const { sequence, aliveAttemptIds } = frame.heartbeat;
    return {
      kind: 'heartbeat',
      sequence: readCount(sequence, 'heartbeat.sequence'),
      aliveAttemptIds: readList(aliveAttemptIds, 'heartbeat.alive_attempt_ids', MAX_ATTEMPTS, (id) =>
        readId(id, 'heartbeat.alive_attempt_ids'),
      ),
    };
  }
  if (frame.offer) return readOffer(frame.offer);
  if (frame.result) return readResult(frame.result);
  if (frame.hello) return readHello(frame.hello);
  if (frame.advert) return readAdvert(frame.advert);
  return readShortMessage(frame) ?? readMeshMessage(frame);
}

function readShortMessage(frame: Frame): WireMessage | undefined {
  if (frame.accept) {
    const { attemptId, queuePosition, model, resumes, modelSha256 } = frame.accept;
    return {
      kind: 'accept',
      attemptId: readId(attemptId, 'accept.attempt_id'),
      queuePosition: readCount(queuePosition, 'accept.queue_position'),
      model: readLabel(model, 'accept.model'),
      resumes: resumes === true,
      modelSha256: readSha256(modelSha256, 'accept.model_sha256'),
    };
  }
  if (frame.decline) {
    const { attemptId, reason, retryAfterMs } = frame.decline;
    return {
      kind: 'decline',
      attemptId: readId(attemptId, 'decline.attempt_id'),
      reason: readLabel(reason, 'decline.reason', 1024),
      retryAfterMs: readCount(retryAfterMs, 'decline.retry_after_ms'),
    };
  }
  if (frame.failure) {
    const { attemptId, code, message } = frame.failure;
    return {
      kind: 'failure',
      attemptId: readId(attemptId, 'failure.attempt_id'),
      code: isErrorCode(code) ? code : 'INTERNAL',
      message: readLabel(message, 'failure.message', 8192),
    };
  }
  if (frame.cancel) return { kind: 'cancel', attemptId: readId(frame.cancel.attemptId, 'cancel.attempt_id') };
  if (frame.drain) return { kind: 'drain', reason: readLabel(frame.drain.reason, 'drain.reason', 1024) };
  return undefined;
}

function readRole(role: number | null | undefined): Role {
  switch (role) {
    case v1.Role.ROLE_WORKER:
      return 'worker';
    case v1.Role.ROLE_COORDINATOR:
      return 'coordinator';
    case v1.Role.ROLE_OBSERVER:
      return 'observer';
    default:
      throw new HanzoError('WIRE_INVALID', `The peer has a role that this version does not know (${role ?? 'none'}).`);
  }
}

function readState(state: number | null | undefined): WorkerState {
  switch (state) {
    case v1.WorkerState.WORKER_STATE_READY:
      return 'ready';
    case v1.WorkerState.WORKER_STATE_DRAINING:
      return 'draining';
    case v1.WorkerState.WORKER_STATE_PAUSED:
      return 'paused';
    default:
      // An unknown state of a newer worker is not one to send work to.
      return 'unavailable';
  }
}

function readHello(hello: hanzo.net.v1.Hello.$Properties): Hello {
  return {
    kind: 'hello',
    minorVersion: readCount(hello.minorVersion, 'hello.minor_version'),
    software: readLabel(hello.software, 'hello.software'),
    role: readRole(hello.role),
    nodeName: readLabel(hello.nodeName, 'hello.node_name', 64),
    sentAt: readCount(hello.sentAtMs, 'hello.sent_at_ms'),
    capabilities: readList(hello.capabilities, 'hello.capabilities', 64, (word) =>
      readLabel(word, 'hello.capabilities', 64),
    ),
  };
}

function readSpeed(speed: hanzo.net.v1.SpeedAt.$Properties): ModelOffer['speeds'][number] {
  return {
    concurrent: readCount(speed.concurrent, 'advert.models.speeds.concurrent', MAX_ATTEMPTS),
    tokensPerSecond: readRate(speed.tokensPerSecond, 'advert.models.speeds.tokens_per_second'),
  };
}

function readModelOffer(offer: hanzo.net.v1.ModelOffer.$Properties): ModelOffer {
  return {
    name: readLabel(offer.name, 'advert.models.name'),
    sha256: readSha256(offer.sha256, 'advert.models.sha256'),
    contextTokens: readCount(offer.contextTokens, 'advert.models.context_tokens'),
    tokensPerSecond: readRate(offer.tokensPerSecond, 'advert.models.tokens_per_second'),
    engine: readLabel(offer.engine, 'advert.models.engine', 64),
    speeds: readList(offer.speeds, 'advert.models.speeds', MAX_SPEEDS, readSpeed),
    promptTokensPerSecond: readRate(offer.promptTokensPerSecond, 'advert.models.prompt_tokens_per_second'),
    loadMs: readCount(offer.loadMs, 'advert.models.load_ms', U32),
    resumes: offer.resumes === true,
  };
}

function readAdvert(advert: hanzo.net.v1.Advert.$Properties): Advert {
  return {
    kind: 'advert',
    models: readList(advert.models, 'advert.models', MAX_MODELS, readModelOffer),
    slots: readCount(advert.slots, 'advert.slots', MAX_ATTEMPTS),
    running: readCount(advert.running, 'advert.running', U32),
    queued: readCount(advert.queued, 'advert.queued', U32),
    queueLimit: readCount(advert.queueLimit, 'advert.queue_limit', U32),
    state: readState(advert.state),
    stateReason: readLabel(advert.stateReason, 'advert.state_reason'),
    dataClasses: readDataClasses(advert.dataClasses),
  };
}

/** Of an older worker all; words of a newer one that we do not know are no permission for anything that we know. */
function readDataClasses(words: readonly string[] | null | undefined): readonly DataClass[] {
  const list = readList(words, 'advert.data_classes', MAX_WORDS, (word) => word);
  return list.length === 0 ? DATA_CLASSES : DATA_CLASSES.filter((known) => list.includes(known));
}

/** A class that we do not know is the strictest: better declined than spread. */
function readDataClass(word: string | null | undefined): DataClass | undefined {
  if (word === null || word === undefined || word === '') return undefined;
  return DATA_CLASSES.find((known) => known === word) ?? 'confidential';
}

function readSampling(sampling: hanzo.net.v1.Sampling.$Properties | null | undefined): Sampling {
  const { temperature, seed } = sampling ?? {};
  return {
    ...(temperature !== null &&
      temperature !== undefined && { temperature: readRate(temperature, 'offer.sampling.temperature') }),
    ...(seed !== null && seed !== undefined && { seed: readCount(seed, 'offer.sampling.seed') }),
  };
}

function readOffer(offer: hanzo.net.v1.Offer.$Properties): Offer {
  const dataClass = readDataClass(offer.dataClass);
  const stop = readList(offer.stop, 'offer.stop', MAX_WORDS, (text) => text);
  return {
    kind: 'offer',
    taskId: readId(offer.taskId, 'offer.task_id'),
    attemptId: readId(offer.attemptId, 'offer.attempt_id'),
    model: readLabel(offer.model, 'offer.model'),
    system: offer.system ?? '',
    prompt: offer.prompt ?? '',
    jsonSchema: offer.jsonSchema ?? '',
    maxOutputTokens: readCount(offer.maxOutputTokens, 'offer.max_output_tokens', U32),
    sampling: readSampling(offer.sampling),
    timeoutMs: readCount(offer.timeoutMs, 'offer.timeout_ms', U32),
    ...(stop.length > 0 && { stop }),
    ...(dataClass !== undefined && { dataClass }),
    ...(offer.resumeText && { resume: offer.resumeText }),
  };
}

function readUsage(usage: hanzo.net.v1.Usage.$Properties): Usage {
  return {
    inputTokens: readCount(usage.inputTokens, 'result.usage.input_tokens'),
    cachedInputTokens: readCount(usage.cachedInputTokens, 'result.usage.cached_input_tokens'),
    outputTokens: readCount(usage.outputTokens, 'result.usage.output_tokens'),
    reasoningTokens: readCount(usage.reasoningTokens, 'result.usage.reasoning_tokens'),
  };
}

function readTimings(timings: hanzo.net.v1.Timings.$Properties): Timings {
  return {
    queueMs: readCount(timings.queueMs, 'result.timings.queue_ms'),
    firstTokenMs: readCount(timings.firstTokenMs, 'result.timings.first_token_ms'),
    totalMs: readCount(timings.totalMs, 'result.timings.total_ms'),
  };
}

/**
 * A result that cannot be read fails its attempt, not the session: the other attempts are fine, and a newer worker may
 * know ways to finish that we do not.
 */
function readResult(result: hanzo.net.v1.Result.$Properties): Result | Failure {
  const attemptId = readId(result.attemptId, 'result.attempt_id');
  try {
    return readWholeResult(attemptId, result);
  } catch (error) {
    const { message } = toHanzoError(error);
    return { kind: 'failure', attemptId, code: 'ANSWER_INVALID', message };
  }
}

function readWholeResult(attemptId: string, result: hanzo.net.v1.Result.$Properties): Result {
  if (result.finish !== v1.Finish.FINISH_STOP && result.finish !== v1.Finish.FINISH_LENGTH) {
    throw new HanzoError('WIRE_INVALID', 'The peer sent a result that does not say how it finished.');
  }
  return {
    kind: 'result',
    attemptId,
    finish: result.finish === v1.Finish.FINISH_STOP ? 'stop' : 'length',
    text: result.text ?? '',
    usage: readUsage(present(result.usage, 'result.usage')),
    timings: readTimings(present(result.timings, 'result.timings')),
    model: readLabel(result.model, 'result.model'),
    modelSha256: readSha256(result.modelSha256, 'result.model_sha256'),
  };
}
