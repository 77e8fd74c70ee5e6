import { NO_USAGE } from '@hanzo/contracts';
import type { WireMessage } from '@hanzo/wire';

/** The frames of one zero-work task with 1 KiB each way, for the baselines. */
export const ECHO_PROTOCOL = '/hanzo-bench/echo/1';
const text = 'x'.repeat(1024);
const attemptId = '123e4567-e89b-12d3-a456-426614174000';

export const OFFER: WireMessage = {
  kind: 'offer',
  taskId: 'bench',
  attemptId,
  model: 'zero',
  system: '',
  prompt: text,
  jsonSchema: '',
  maxOutputTokens: 1024,
  sampling: {},
  timeoutMs: 10_000,
};
export const ACCEPT: WireMessage = {
  kind: 'accept',
  attemptId,
  queuePosition: 0,
  model: 'zero',
  resumes: false,
  modelSha256: '',
};
export const RESULT: WireMessage = {
  kind: 'result',
  attemptId,
  finish: 'stop',
  text,
  usage: NO_USAGE,
  timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
  model: 'zero',
  modelSha256: '',
};
