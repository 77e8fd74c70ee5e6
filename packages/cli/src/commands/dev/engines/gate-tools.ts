import type { GateVerdict, Logger } from '@hanzo/contracts';
import { Unjudged, type GateTools } from '@hanzo/orchestrator';
import { createSyntaxParser, type Workspace } from '@hanzo/tools';
import type { Engines } from './engines.ts';

/** What gates of a run judge with: its files, the project's trusted commands, the critic. */
export function gateToolsOf({ trial, critic }: Engines, workspace: Workspace, log: Logger): GateTools {
  const unjudged = new Unjudged((sentence) => log.warn(`not judged: ${sentence}`));
  return {
    root: workspace.root,
    parser: createSyntaxParser(),
    trial,
    critic: critic?.judge,
    criticForAll: critic !== undefined,
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
