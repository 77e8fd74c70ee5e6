import type { ApiRequest, Capabilities } from '@hanzo/contracts';
import { requestProblem } from '../api/request-problem.ts';
import { fault, type FaultContext } from './fault.ts';

/** Refuses what would be answered wrongly, or not at all, before anything is sent. Throws USAGE, which costs nothing. */
export function checkRequest(request: ApiRequest, takes: Capabilities, context: FaultContext): void {
  const problem = requestProblem(request, takes, context.host);
  if (problem !== undefined) throw fault('USAGE', problem, context, { charged: 'no' });
}
