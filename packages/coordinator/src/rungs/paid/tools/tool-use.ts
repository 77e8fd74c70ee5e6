import type { ApiModelCard, Clock, ToolCaller, ToolLimits } from '@hanzo/contracts';
import type { PaidAnswer, PaidOptions, PaidRequest } from '../paid-call.ts';

/** Tools for one question. */
export interface ToolUse {
  readonly caller: ToolCaller;
  /** What it is about, by which tools are chosen. */
  readonly about: string;
  readonly limits: ToolLimits;
}

/** A model as far as a loop needs it: see PaidModel. */
export interface ToolModel {
  readonly clock: Clock;
  /** Who would be asked with tools; undefined where nobody can be. */
  cardFor(needs: { readonly images: boolean; readonly tools: boolean }): ApiModelCard | undefined;
  /** Says that tools are left out, or whom they are asked of instead. The same is said once. */
  tellOfTools(taskId: string, why: string): void;
  ask(request: PaidRequest, options: PaidOptions): Promise<PaidAnswer>;
}
