import { type ErrorCode, HanzoError } from '@hanzo/contracts';
import { saysTooLong } from '../openai/classify.ts';
import { readConnectionFault } from '../api/connection-fault.ts';
import { type ErrorClasses, faultOf } from '../openai/fault.ts';
import type { Redact } from '../api/redact.ts';
import { hanzoErrorIn } from '../api/unredirected.ts';

/** Who was asked for what. */
export interface Asked {
  readonly host: string;
  /** As the server names it. */
  readonly model: string;
  readonly redact: Redact;
}

/** llama-server, Ollama and vLLM, each in its words, of a model or a server that cannot do what was asked. */
const NOT_ITS_WORK = /does not support (chat|completions|embeddings|the chat|embed)|Embeddings API|start it with/i;

/** Ollama's answer when OLLAMA_MAX_QUEUE is reached; its status is 503. */
const QUEUE_FULL = /maximum pending requests/i;

/**
 * Gives whatever the client threw one of the codes that engines end with. A connection that was refused or lost is
 * ENGINE_CRASHED: the server, not the request, is in trouble.
 */
export function engineFault(thrown: unknown, asked: Asked, classes: ErrorClasses): HanzoError {
  const own = hanzoErrorIn(thrown);
  const found = own ?? faultOf(thrown, { ...asked, api: 'chat' }, classes);
  const code = codeOf(found, own === undefined && isLost(thrown, classes));
  // Nobody pays for a server of one's own.
  const { charged: _charged, usage: _usage, servedModel: _servedModel, ...details } = found.details;
  const mend = MENDS[code]?.(asked) ?? (own === undefined ? undefined : found.mend);
  return new HanzoError(code, found.message, {
    cause: found.cause,
    details: { ...details, host: asked.host, model: asked.model },
    ...(mend === undefined ? {} : { mend }),
  });
}

function codeOf(found: HanzoError, lost: boolean): ErrorCode {
  if (lost) return 'ENGINE_CRASHED';
  switch (found.code) {
    case 'API_FAILED':
    case 'API_REFUSED':
    case 'TIMED_OUT':
    case 'MODEL_UNAVAILABLE':
      return codeByWords(found);
    default:
      return found.code;
  }
}

/** Some say the same with another status, or inside a stream that began with 200. */
function codeByWords({ code, message, details }: HanzoError): ErrorCode {
  if (saysTooLong(message)) return 'PROMPT_TOO_LONG';
  if (NOT_ITS_WORK.test(message)) return 'MODEL_UNAVAILABLE';
  if (QUEUE_FULL.test(message)) return 'RATE_LIMITED';
  if (details['status'] === 501) return 'MODEL_UNAVAILABLE';
  return code === 'API_REFUSED' || code === 'MODEL_UNAVAILABLE' ? code : 'ENGINE_FAILED';
}

/** Whether the connection itself is gone: refused, reset, or ended in the middle of a chunk. */
function isLost(thrown: unknown, classes: ErrorClasses): boolean {
  if (thrown instanceof classes.APIConnectionTimeoutError) return false;
  if (thrown instanceof classes.APIConnectionError) return true;
  return !(thrown instanceof classes.APIError) && readConnectionFault(thrown).code !== undefined;
}

const MENDS: Readonly<Partial<Record<ErrorCode, (asked: Asked) => string>>> = {
  CREDENTIALS_REJECTED: () => 'Give the key that the server was started with (vLLM, SGLang, llama-server: --api-key).',
  MODEL_UNAVAILABLE: ({ model }) =>
    `Is ${model} still there, and made for this? Load it in the server, or lend another.`,
  PROMPT_TOO_LONG: () =>
    'Send less text, ask for a shorter answer, or start the server with a larger context (Ollama: OLLAMA_CONTEXT_LENGTH).',
  RATE_LIMITED: () => 'The server is full: lend fewer slots, or let it run more at once.',
};
