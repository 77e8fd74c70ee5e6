import type { ApiRequest, Capabilities } from '@hanzo/contracts';
import { requestProblem, talksOfTools } from '../api/request-problem.ts';
import { fault, type FaultContext } from './fault.ts';

/** Refuses what would be answered wrongly, or not at all, before anything is sent. Throws USAGE, which costs nothing. */
export function checkRequest(request: ApiRequest, takes: Capabilities, context: FaultContext): void {
  const problem = requestProblem(request, takes, context.host) ?? chatProblem(request, takes, context);
  if (problem !== undefined) throw fault('USAGE', problem, context, { charged: 'no' });
}

function chatProblem(request: ApiRequest, { toolsOverChat }: Capabilities, { api }: FaultContext): string | undefined {
  return api === 'chat' && toolsOverChat === 'no' && talksOfTools(request)
    ? `Model ${request.model} takes no tools over Chat Completions: ask it through an endpoint that speaks Responses.`
    : undefined;
}
