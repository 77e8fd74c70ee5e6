import { parseComment, type DocComment } from '@hanzo/orchestrator';
import { median } from '../table.ts';
import type { Judged } from './judged.ts';
import { hasPlainGrammar, saysWordOfBody, saysWholeName } from './strict.ts';

/** What a contender did with a set. Shares are 0 to 1. */
export interface Figures {
  readonly asked: number;
  readonly passed: number;
  /** Of 95 %, after Wilson: it holds at the ends, too. */
  readonly interval: readonly [number, number];
  /** By gate and reason, the most frequent first. */
  readonly refusals: readonly (readonly [reason: string, count: number])[];
  /** Of all that were asked: passed, and the summary holds every word of the name. */
  readonly wholeName: number;
  /** Of all that were asked: passed, and says a word of the code that none of the names says. */
  readonly wordOfBody: number;
  /** Of all that were asked: passed, and every sentence is in order. */
  readonly plainGrammar: number;
  readonly medianMs: number;
  /** Answer tokens over the time of writing them; one answer at a time, else it is of one among several. */
  readonly tokensPerSecond: number;
  readonly medianTokens: number;
  readonly medianPromptTokens: number;
}

export function figuresOf(judged: readonly Judged[]): Figures {
  const passed = judged.filter(({ verdict }) => verdict.passed);
  const comments = passed.flatMap(({ task, answer }) => {
    const parsed = parseComment(answer.text);
    const code = task.sources.map(({ text }) => text).join('\n');
    return parsed.ok && task.comments !== undefined ? [{ facts: task.comments, comment: parsed.value, code }] : [];
  });
  const usages = judged.map(({ answer }) => answer.usage);
  const writingMs = judged.reduce((sum, { answer: { timings } }) => sum + timings.totalMs - timings.firstTokenMs, 0);
  // The first token is there when writing begins.
  const written = usages.reduce((sum, { outputTokens }) => sum + Math.max(0, outputTokens - 1), 0);
  return {
    asked: judged.length,
    passed: passed.length,
    interval: wilson(passed.length, judged.length),
    refusals: refusalsIn(judged),
    wholeName: comments.filter(({ facts, comment }) => saysWholeName(comment, facts)).length / judged.length,
    wordOfBody:
      comments.filter(({ facts, comment, code }) => saysWordOfBody(comment, facts, code)).length / judged.length,
    plainGrammar: comments.filter(({ comment }) => hasPlainGrammar(comment)).length / judged.length,
    medianMs: median(judged.map(({ answer }) => answer.timings.totalMs)),
    tokensPerSecond: writingMs > 0 ? (1_000 * written) / writingMs : 0,
    medianTokens: median(usages.map(({ outputTokens }) => outputTokens)),
    medianPromptTokens: median(usages.map(({ inputTokens }) => inputTokens)),
  };
}

const Z = 1.959_964;

export function wilson(passed: number, asked: number): readonly [number, number] {
  if (asked === 0) return [0, 1];
  const share = passed / asked;
  const middle = share + Z ** 2 / (2 * asked);
  const reach = Z * Math.sqrt((share * (1 - share)) / asked + Z ** 2 / (4 * asked ** 2));
  const whole = 1 + Z ** 2 / asked;
  return [Math.max(0, (middle - reach) / whole), Math.min(1, (middle + reach) / whole)];
}

/** Reasons without what they quote and count: alike ones count together. */
function refusalsIn(judged: readonly Judged[]): Figures['refusals'] {
  const counts = new Map<string, number>();
  for (const { verdict } of judged) {
    if (verdict.passed) continue;
    const reason = `${verdict.gate}: ${verdict.reason
      .replaceAll(/"(?:[^"\\]|\\.)*"/g, '"…"')
      .replaceAll(/\d+/g, 'N')
      .replaceAll(/(?:"…", )+"…"/g, '"…"')
      .replace(/\(missing: [^)]*\)/, '(missing: …)')}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}

/** The comment of an answer, for people. */
export function commentOf({ answer }: Judged): DocComment | undefined {
  const parsed = parseComment(answer.text);
  return parsed.ok ? parsed.value : undefined;
}
