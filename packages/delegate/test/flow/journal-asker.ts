import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { HanzoError } from '@hanzo/contracts';
import type { Asked, Asker, Question } from '../../src/index.ts';
import { analysisOf } from '../results.ts';

/** What a model answers: the text, or how else asking ends. */
export type Reply = (question: Question, signal: AbortSignal) => Promise<Partial<Asked>> | Partial<Asked>;

interface Entry {
  readonly runId: string;
  readonly model: string;
  readonly prompt: string;
  /** There is one: it was paid. */
  readonly asked: Asked;
}

/** Money that one answer costs here, in micro-dollars. */
export const COST = 1_000;

/** Asks nobody, and keeps a journal as the coordinator does: on the disk, so that it outlives a killed process. */
export class JournalAsker implements Asker {
  readonly questions: Question[] = [];
  readonly #file: string;
  readonly #reply: Reply;
  /** Called between all that happens: a test has the process die there. */
  readonly #step: () => Promise<void> | void;

  constructor(file: string, reply: Reply = sure, step: () => Promise<void> | void = () => undefined) {
    this.#file = file;
    this.#reply = reply;
    this.#step = step;
  }

  /** What was paid for, of all processes: one entry per answer. */
  get paid(): readonly Entry[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as Entry);
  }

  async ask(question: Question, signal: AbortSignal): Promise<Asked> {
    const { model, prompt, earlier } = question;
    this.questions.push(question);
    const known = earlier === undefined ? undefined : this.paid.find(({ runId }) => runId === earlier.runId);
    if (known !== undefined) return known.asked;
    const runId = crypto.randomUUID();
    await question.onAccepted({ runId, taskId: `${runId}-1` });
    await this.#step();
    const asked: Asked = { runId, answer: undefined, costMicros: 0, ...(await this.#reply(question, signal)) };
    // The call and the journal are one here: what is lost between them is not for the folder to save.
    appendFileSync(this.#file, `${JSON.stringify({ runId, model, prompt, asked } satisfies Entry)}\n`);
    await this.#step();
    return asked;
  }
}

/** An answer in the words of the models. */
export function answerOf(text: string, change: Partial<NonNullable<Asked['answer']>> = {}): Partial<Asked> {
  const facts = { servedModel: 'gpt-4o-2024-11-20', endpoint: 'https://api.openai.com/v1' };
  const answer = { text, finish: 'stop' as const, inputTokens: 40, outputTokens: 7, ...facts, ...change };
  return { answer, costMicros: COST };
}

export function analysisText(confidence: 'high' | 'medium' | 'low', rootCause = analysisOf().rootCause): string {
  return JSON.stringify({
    root_cause: rootCause,
    technical_explanation: 'Because.',
    fixes: [],
    additional_investigation: [],
    wanted_files: [],
    confidence_reason: 'The log shows it.',
    confidence,
  });
}

export function sure(): Partial<Asked> {
  return answerOf(analysisText('high'));
}

export function failure(code: ConstructorParameters<typeof HanzoError>[0]): HanzoError {
  return new HanzoError(code, `It is ${code}.`, { mend: 'Mend it.' });
}

/** Each model has its own reply. */
export function byModel(replies: Readonly<Record<string, Reply>>): Reply {
  return (question, signal) => (replies[question.model] ?? sure)(question, signal);
}

export const low: Reply = () => answerOf(analysisText('low'));
export const medium: Reply = () => answerOf(analysisText('medium'));
