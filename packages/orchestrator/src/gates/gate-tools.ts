import type { Answer, GateName, GateVerdict, Task } from '@hanzo/contracts';
import type { CriticCall } from '../receipt.ts';
import type { SyntaxParser, Trial } from '@hanzo/tools';
import type { Guardrails } from '../guardrails/guardrails.ts';

/** A second model that judges an answer against its task. Rejects with NOT_JUDGED where it could not, and with the signal's reason. */
export type Critic = (task: Task, answer: Answer, signal?: AbortSignal) => Promise<GateVerdict>;

/** What gates beyond the mere text of an answer need. Without a tool its gates let pass, and say once that they did. */
export interface GateTools {
  /** Of the workspace: absolute, links resolved. Without it edits cannot be held against files: they are refused. */
  readonly root?: string | undefined;
  readonly parser?: SyntaxParser | undefined;
  /** Runs the project's own commands on edits. */
  readonly trial?: Trial | undefined;
  /** Of a run with `--enable-guardrails`: all guards refuse, and all commands judge all changes together. */
  readonly guardrails?: Guardrails | undefined;
  readonly critic?: Critic | undefined;
  /** What the critic's calls cost up to now, for the receipt. */
  readonly criticCalls?: (() => readonly CriticCall[]) | undefined;
  /** Findings are judged one by one, by a panel after the plan's tasks: then the critic judges no answers of findings. @default false */
  readonly hasPanel?: boolean | undefined;
  /** The critic judges the answers of models to tasks of every kind. @default of kinds whose policy names it */
  readonly criticForAll?: boolean | undefined;
  /** Told once for each sentence: what was not judged, and why. */
  readonly onUnjudged?: ((sentence: string) => void) | undefined;
  /** Told of each verdict; of one that let pass what was not judged, with the sentence why. */
  readonly onVerdict?:
    | ((task: Task, gate: GateName, verdict: GateVerdict, unjudged: string | undefined) => void)
    | undefined;
  /** Ends what gates wait for. */
  readonly signal?: AbortSignal | undefined;
}
