import type { ApiRequest, Capabilities } from '@hanzo/contracts';
import { requestProblem } from '../api/request-problem.ts';
import { ANSWER_TOOL } from './blocks.ts';
import { fault, type FaultContext } from './fault.ts';

/** Refuses what would be answered wrongly, or not at all, before anything is sent. Throws USAGE, which costs nothing. */
export function checkRequest(request: ApiRequest, takes: Capabilities, context: FaultContext): void {
  const problem =
    requestProblem(request, takes, context.host) ??
    turnProblem(request) ??
    nameProblem(request) ??
    tierProblem(request, context);
  if (problem !== undefined) throw fault('USAGE', problem, context, { charged: 'no' });
}

function turnProblem({ history = [] }: ApiRequest): string | undefined {
  return history.at(-1)?.role === 'assistant'
    ? 'The conversation ends with an answer: there is nothing to ask.'
    : undefined;
}

function nameProblem({ tools = [] }: ApiRequest): string | undefined {
  return tools.some(({ name }) => name === ANSWER_TOOL) ? `The name of the tool "${ANSWER_TOOL}" is taken.` : undefined;
}

function tierProblem({ serviceTier }: ApiRequest, { host }: FaultContext): string | undefined {
  if (serviceTier === 'flex') return `${host} sells no tier "flex": ask for standard, or for a batch.`;
  return serviceTier === 'batch' ? 'A batch is submitted, not asked and waited for.' : undefined;
}
