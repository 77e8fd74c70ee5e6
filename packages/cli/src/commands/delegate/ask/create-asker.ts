import { HanzoError } from '@hanzo/contracts';
import type { Asked, Asker, Question } from '@hanzo/delegate';
import type { DelegateEngineFlags } from '../flags.ts';
import { askedOf } from './asked-of.ts';
import { askOne } from './ask-one.ts';
import type { AskerParts } from './asker-parts.ts';
import { awaitedAnswer } from './awaited-answer.ts';
import { mendFactsFor } from './mends.ts';
import { moneyOfRun } from './money-of-run.ts';
import { recordedAnswer, recordedTask } from './recorded-answer.ts';

/**
 * Has models asked by the engines of this home, each question in a run of its own, paid from the ledger. A model that is not
 * available is stood in for by those of `--fallback`, in their order.
 */
export function createAsker(parts: AskerParts): Asker {
  const { flags, setting, terminal } = parts;
  return {
    recorded: async (earlier) => {
      await Promise.resolve();
      const outcome = recordedAnswer(setting, earlier);
      if (outcome === undefined) return undefined;
      const { runId } = earlier;
      const facts = mendFactsFor(recordedTask(setting, earlier)?.models?.[0] ?? '', parts);
      return askedOf({ runId, outcome }, { money: moneyOfRun(setting, runId), facts });
    },
    awaited: async (earlier) => {
      await Promise.resolve();
      const isAwaited = parts.abandons?.has(earlier.runId) !== true && awaitedAnswer(setting, earlier) !== undefined;
      return isAwaited ? recordedTask(setting, earlier)?.prompt : undefined;
    },
    ask: async (question, signal) => {
      const { earlier } = question;
      const before = earlier && recordedTask(setting, earlier)?.models?.[0];
      const names = namesFor(question, before, flags);
      let costMicros = 0;
      for (const [at, model] of names.entries()) {
        // What was asked before was asked of the first.
        const asked = await askOne({ ...question, model, earlier: at === 0 ? earlier : undefined }, signal, parts);
        costMicros += asked.costMicros;
        const next = names[at + 1];
        if (next === undefined || !isUnavailable(asked)) return { ...asked, costMicros };
        terminal.err(terminal.style.yellow(`${model} is not available, so ${next} is asked in its place (--fallback)`));
      }
      throw new HanzoError('INTERNAL', 'A question names no model.');
    },
  };
}

/** Whoever was asked before, and those that stand in for it; else the model that is wanted comes first. */
function namesFor(
  { model }: Question,
  before: string | undefined,
  { fallback }: Pick<DelegateEngineFlags, 'fallback'>,
): readonly string[] {
  const names = [...new Set([model, ...(fallback === false ? [] : (fallback ?? []))])];
  if (before === undefined) return names;
  const at = names.indexOf(before);
  return at < 0 ? [before, ...names] : names.slice(at);
}

function isUnavailable({ answer, error, isOpen }: Asked): boolean {
  return answer === undefined && isOpen !== true && error?.code === 'MODEL_UNAVAILABLE';
}
