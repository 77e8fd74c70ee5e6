import type { GateVerdict, Logger } from '@hanzo/contracts';
import { Guardrails, Unjudged, type GateTools } from '@hanzo/orchestrator';
import { createSyntaxParser, type Workspace } from '@hanzo/tools';
import type { EngineFlags } from '../flags.ts';
import type { Engines } from './engines.ts';

export interface GateToolsParts {
  readonly workspace: Workspace;
  readonly flags: Pick<EngineFlags, 'enableGuardrails'>;
  /** Of the run. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** What gates of a run judge with: its files, the project's trusted commands, the critic. */
export function gateToolsOf(
  { trial, critic, hasPanel }: Engines,
  { workspace, flags, signal, log }: GateToolsParts,
): GateTools {
  const unjudged = new Unjudged((sentence) => log.warn(`not judged: ${sentence}`));
  return {
    root: workspace.root,
    parser: createSyntaxParser(),
    trial,
    guardrails: flags.enableGuardrails === true ? new Guardrails({ workspace, trial, signal, log }) : undefined,
    critic: critic?.judge,
    criticForAll: critic !== undefined,
    hasPanel,
    criticCalls: () => critic?.calls ?? [],
    onUnjudged: unjudged.add,
    onVerdict: ({ kind, title }, gate, verdict, unjudged) => {
      // There is one check for each file, and nothing to doubt about them.
      if (kind !== 'check') log.info(`${title}: ${gate} gate: ${verdictInWords(verdict, unjudged)}`);
    },
  };
}

/** Why it was not judged was said when it happened first. */
function verdictInWords(verdict: GateVerdict, unjudged: string | undefined): string {
  if (!verdict.passed) return verdict.reason;
  return unjudged === undefined ? 'passed' : 'not judged';
}
