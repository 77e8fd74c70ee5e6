import { endpointFor } from '@hanzo/config';
import { HanzoError, type ApiModelCard } from '@hanzo/contracts';
import { AnswerFile, awaitedAnswers, type AnswerRecord } from '@hanzo/coordinator';
import type { Setting } from '../../../setting.ts';
import type { TaskIds } from '../../one-task/do-one-task.ts';

/** The answer of a task that its provider works on, or keeps, whichever process and flags it was asked for with. */
export function awaitedAnswer({ paths }: Pick<Setting, 'paths'>, { runId, taskId }: TaskIds): AnswerRecord | undefined {
  return awaitedAnswers(paths.background, runId).findLast(({ hold }) => hold.taskId === taskId);
}

/** What a task waits for is given up: its provider is told so when the task has ended. */
export function abandonAnswers({ paths }: Pick<Setting, 'paths'>, { runId, taskId }: TaskIds): void {
  const book = new AnswerFile(paths.background, runId);
  const mine = awaitedAnswers(paths.background, runId).filter(({ hold }) => hold.taskId === taskId);
  for (const { answerId } of mine) book.mark(answerId, 'unwanted');
}

/**
 * The setting with which an answer is fetched: over the interface and in the tier that it was asked for, whatever the flags say now.
 *
 * @throws HanzoError USAGE where the model is asked at another endpoint by now
 */
export function settingToFetch(
  { endpoint, model, serviceTier }: AnswerRecord,
  card: ApiModelCard,
  setting: Setting,
): Setting {
  const { config } = setting;
  const { host } = endpointFor(config, card);
  if (host !== endpoint)
    throw new HanzoError(
      'USAGE',
      `${model} was asked at ${endpoint}, which keeps its answer, and now it is asked at ${host}.`,
      {
        details: { endpoint, host },
        mend: 'Go on with the endpoint of before (--base-url, OPENAI_BASE_URL); or ask, and pay, once more: --again.',
      },
    );
  const own = config.providers[card.provider];
  return {
    ...setting,
    config: {
      ...config,
      calls: { ...config.calls, serviceTier },
      ...(card.provider === 'openai' && { openai: { ...config.openai, api: 'responses', apiChosen: true } }),
      ...(own !== undefined && { providers: { ...config.providers, [card.provider]: { ...own, api: 'responses' } } }),
    },
  };
}
