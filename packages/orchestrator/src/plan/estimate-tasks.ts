import { type Task, type TaskKind, type Tier, worstTokensOfImages } from '@hanzo/contracts';
import { estimateTokens } from '@hanzo/tools';

/** What a task is expected to take, before anybody is asked. */
export interface TaskEstimate {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly tier: Tier;
  readonly title: string;
  /** Of its sources, each once. */
  readonly paths: readonly string[];
  /** Tokens of everything that is sent, about: rather too many. 0 for checks, which no model does. */
  readonly promptTokens: number;
  /** Tokens that its answer can have at most, reasoning included. */
  readonly outputTokens: number;
}

/** Of the models that are asked most: no other one of its vendor counts more, but gpt-4o-mini. */
const COUNTED_AS = 'gpt-5';

/** Estimates tasks without a tokenizer and without a model. */
export function estimateTasks(tasks: readonly Task[]): readonly TaskEstimate[] {
  return tasks.map((task) => {
    const { id: taskId, kind, tier, title, sources, maxOutputTokens } = task;
    const isCheck = kind === 'check';
    return {
      taskId,
      kind,
      tier,
      title,
      paths: [...new Set(sources.map(({ path }) => path))],
      promptTokens: isCheck ? 0 : promptTokensOf(task),
      outputTokens: isCheck ? 0 : maxOutputTokens,
    };
  });
}

function promptTokensOf({ system, prompt, output, images = [] }: Task): number {
  const schema = output.kind === 'json' ? JSON.stringify(output.schema) : '';
  return (
    estimateTokens(system) + estimateTokens(prompt) + estimateTokens(schema) + worstTokensOfImages(images, COUNTED_AS)
  );
}
