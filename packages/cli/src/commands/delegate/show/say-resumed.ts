import { endpointFor } from '@hanzo/config';
import { formatDollars } from '@hanzo/contracts';
import type { Delegation } from '@hanzo/delegate';
import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DelegateModel } from '../models/delegate-model.ts';
import { sayLeaving } from './say-leaving.ts';

export interface ResumedParts {
  readonly setting: Setting;
  readonly models: readonly DelegateModel[];
  /** Nothing is left to be asked, but perhaps a further round. */
  readonly needsNobody: boolean;
  /** Most rounds after the first. */
  readonly retries: number;
  /** Integer micro-dollars. */
  readonly budgetMicros: number;
  /** The same: by earlier processes. */
  readonly spentMicros: number;
}

/** Says, before anybody is asked, whether anybody will be, where, and for how much at most. */
export function sayResumed(delegation: Delegation, parts: ResumedParts, terminal: Terminal): void {
  const { id } = delegation;
  const { setting, models, needsNobody, retries, budgetMicros, spentMicros } = parts;
  if (needsNobody && !mayGoOn(delegation, retries)) {
    terminal.err(`${id} is finished: this is what came of it`);
    return;
  }
  terminal.err(
    needsNobody
      ? `${id} is answered, and unsure: a further round follows if it can, and is paid for (--retries 0: none)`
      : `going on with ${id}`,
  );
  sayLeaving(delegation, models, terminal);
  const whom = models.map((model) => whomInWords(model, setting)).join(', ');
  terminal.err(
    `models: ${whom}; at most ${formatDollars(budgetMicros)} in all, ${formatDollars(spentMicros)} of it spent`,
  );
}

/** Whether an answer is unsure that no round has followed, where one more is allowed. */
function mayGoOn({ results, further }: Delegation, retries: number): boolean {
  const last = new Map(results.map((kept) => [`${kept.round} ${kept.model}`, kept]));
  return [...last.values()].some(
    ({ model, round, confidence }) =>
      confidence === 'low' &&
      round <= retries &&
      !further.some((next) => next.after === model && next.round === round + 1),
  );
}

function whomInWords(model: DelegateModel, { config }: Setting): string {
  return model.kind === 'local' ? model.name : `${model.name} at ${endpointFor(config, model.card).host}`;
}
