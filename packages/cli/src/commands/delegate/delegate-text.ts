import { toHanzoError, type ExitCode } from '@hanzo/contracts';
import { delegateIssue, type DelegationEnd, type DelegationRequest } from '@hanzo/delegate';
import type { DelegateInput, DelegateParts } from './delegate-input.ts';
import { planDelegation, requireSendable } from './run/plan-delegation.ts';
import { flowOf } from './run/flow-of.ts';
import { writeTerms } from './run/terms.ts';
import { emitPlan } from './show/emit-plan.ts';
import { printEnd } from './show/print-end.ts';
import { sayWhatIsMissing } from './show/progress.ts';
import { sayLeft } from './show/say-left.ts';
import { stoppedBy } from './stopped.ts';

export type { DelegateInput, DelegateParts } from './delegate-input.ts';

export interface DelegateTextEnd {
  readonly exitCode: ExitCode;
  readonly end: DelegationEnd;
  /** What was sent in the first round, and what was left out of it. The MCP tool tells it. */
  readonly request: DelegationRequest;
  /** Where its files are: absolute. */
  readonly folder: string;
  /** Of all models and rounds. Integer micro-dollars. */
  readonly costMicros: number;
}

/**
 * Delegates an issue: gathers what goes with it, saves the request, has the models asked, saves and prints what they answer.
 *
 * Rejects with HanzoError for what could not be done at all; what was asked and failed is a result.
 */
export async function delegateText(input: DelegateInput, parts: DelegateParts): Promise<DelegateTextEnd> {
  const { terminal, workspace, signal } = parts;
  const flags = { ...parts.flags, workspace };
  const plan = await planDelegation(input, { ...parts, flags }).catch((thrown: unknown) => {
    throw stoppedBy(thrown, { signal });
  });
  const { place, evidence, models, request } = plan;
  for (const { name, because } of models) terminal.err(`model: ${name} (${because})`);
  sayWhatIsMissing(request, evidence.files, terminal);
  emitPlan(plan, flags, terminal);
  requireSendable(plan, flags);
  using flow = flowOf({ plan, input, flags, parts });
  const terms = writeTerms({ evidence, flags, request });
  const issue = {
    request,
    models: models.map(({ name }) => name),
    parent: input.parent,
    workspace: place.workspace.root,
    terms,
  };
  try {
    const end = await delegateIssue(issue, flow.parts);
    const { folder } = place.delegations;
    const costMicros = flow.allowance.spentMicros;
    return {
      exitCode: printEnd(end, { terminal, flags, folder, costMicros }),
      end,
      request,
      folder,
      costMicros,
    };
  } catch (thrown) {
    const [id, chargedMicros] = [flow.savedId(), flow.allowance.spentMicros];
    sayLeft(toHanzoError(thrown), { id, chargedMicros, flags, terminal });
    throw stoppedBy(thrown, { signal, delegation: id, flags, costMicros: chargedMicros });
  }
}
