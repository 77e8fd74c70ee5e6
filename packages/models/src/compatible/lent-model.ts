import type { EngineInfo } from '@hanzo/contracts';
import type { FoundModel } from './find-model.ts';
import type { ContextFacts } from './fits-context.ts';
import type { CheckedOptions } from './options.ts';

/** What is lent of a model that was found. It can change when the server comes back. */
export interface LentModel {
  /** As the server names it. */
  readonly id: string;
  readonly makesText: boolean;
  readonly info: EngineInfo;
  readonly context: ContextFacts;
}

/** When nobody knows: every model of the last years has that much, and no server gives less unasked. */
const UNTOLD_CONTEXT = 4096;

/** Never more than the server has; says so where that is less than was asked for. */
export function lend(options: CheckedOptions, { server, model }: FoundModel): LentModel {
  const { log, modelName = model.id } = options;
  const serverContextTokens = model.contextTokens ?? Math.max(UNTOLD_CONTEXT, options.contextTokens ?? 0);
  const contextTokens = Math.min(serverContextTokens, options.contextTokens ?? serverContextTokens);
  const slots = Math.min(options.slots, model.slots ?? options.slots);
  const facts = { host: server.host, model: model.id };
  if (options.contextTokens !== undefined && contextTokens < options.contextTokens) {
    log.warn('context cut to what the server gives', { ...facts, wanted: options.contextTokens, contextTokens });
  }
  if (slots < options.slots)
    log.warn('slots cut to what is lent of the server at once', { ...facts, wanted: options.slots, slots });
  if (model.remoteHost !== undefined) {
    log.warn('the server sends prompts for this model on to another host', { ...facts, remoteHost: model.remoteHost });
  }
  if (model.contextTokens === undefined && options.contextTokens === undefined) {
    log.warn('the server does not tell its context: a common one is assumed', { ...facts, contextTokens });
  }
  return {
    id: model.id,
    makesText: model.use === 'chat',
    // The servers tell at most a hash of their own packaging, which no other engine could compare.
    info: { modelName, modelSha256: '', contextTokens, slots, resumes: server.resumes, resumesJson: false },
    context: { kind: server.kind, contextTokens, serverContextTokens },
  };
}
