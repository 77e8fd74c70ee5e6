import { estimateTokens } from '@hanzo/tools';
import type { DelegationRequest } from '../words.ts';
import { renderRequest } from './render-request.ts';
import { DELEGATION_SYSTEM } from './system.ts';

/** What a request is made of, in tokens, estimated. */
export interface RequestTokens {
  /** In the order of the request. */
  readonly files: readonly { readonly path: string; readonly tokens: number }[];
  /** Of all that is sent: files, everything else, and what every model is told. */
  readonly total: number;
}

export function tokensOf(request: DelegationRequest): RequestTokens {
  return {
    files: request.files.map(({ path, tokens }) => ({ path, tokens })),
    total: estimateTokens(DELEGATION_SYSTEM) + estimateTokens(renderRequest(request)),
  };
}
