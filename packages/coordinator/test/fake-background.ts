import {
  type ApiRequest,
  type BackgroundApi,
  type BackgroundStart,
  type BackgroundState,
  type HanzoError,
} from '@hanzo/contracts';
import { generationOf } from '../../../test/support/scripted-api.ts';

/** A provider that works in the background, and does what a test says. */
export class FakeBackground implements BackgroundApi {
  readonly asked: ApiRequest[] = [];
  readonly cancelled: string[] = [];
  readonly forgotten: string[] = [];
  looks = 0;
  /** How an answer stands; the default is that it is worked on. */
  state: ((answerId: string, look: number) => BackgroundState | HanzoError) | undefined;
  start: BackgroundStart | HanzoError | undefined;
  /** What a cancelled one is; undefined: worked on, all the same. */
  stopped: BackgroundState | HanzoError | undefined;
  /** What `forget` fails with. */
  keeps: HanzoError | undefined;
  /** Asking takes until then. */
  gate: Promise<void> = Promise.resolve();

  async begin(request: ApiRequest, signal: AbortSignal): Promise<BackgroundStart> {
    this.asked.push(request);
    await Promise.race([this.gate, aborted(signal)]);
    signal.throwIfAborted();
    return thrownOr(this.start ?? { kind: 'begun', answerId: `resp_${this.asked.length}` });
  }

  async look(answerId: string, request: ApiRequest | undefined, signal: AbortSignal): Promise<BackgroundState> {
    signal.throwIfAborted();
    this.looks += 1;
    return thrownOr(this.state?.(answerId, this.looks) ?? { kind: 'working' });
  }

  async cancel(answerId: string, request: ApiRequest | undefined, signal: AbortSignal): Promise<BackgroundState> {
    signal.throwIfAborted();
    this.cancelled.push(answerId);
    return thrownOr(this.stopped ?? { kind: 'working' });
  }

  async forget(answerId: string): Promise<void> {
    thrownOr(this.keeps ?? 'kept');
    this.forgotten.push(answerId);
  }
}

/** 10 tokens in and 1 out. */
export function done(
  text: string,
  usage?: { readonly inputTokens: number; readonly outputTokens: number },
): BackgroundState {
  const request = { model: 'gpt-test' } as ApiRequest;
  const told = usage && { usage: { cachedInputTokens: 0, reasoningTokens: 0, ...usage } };
  return { kind: 'done', generation: generationOf({ text, ...told }, request) };
}

function thrownOr<T>(value: T | HanzoError): T {
  if (value instanceof Error) throw value;
  return value;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
