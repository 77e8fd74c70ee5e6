import type { HanzoError } from '@hanzo/contracts';
import type { Asked } from '../ask/asker.ts';
import type { Delegation } from '../folder/delegation.ts';
import { parseAnalysis } from '../result/analysis.ts';
import type { DelegationResult } from '../words.ts';

/** What one model is asked once. */
export interface ModelQuestion {
  readonly model: string;
  /** From 1. */
  readonly round: number;
  /** Name of the file that is sent. */
  readonly request: string;
  readonly files: readonly string[];
}

/** Milliseconds since the epoch. */
export interface Times {
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** What came of asking, as it is kept. */
export function resultOf(
  { id, issue }: Pick<Delegation, 'id' | 'issue'>,
  { model, round, request, files }: ModelQuestion,
  asked: Asked,
  { askedAt, answeredAt }: Times,
): DelegationResult {
  const used = asked.answer ?? asked.usage;
  return {
    v: 1,
    id,
    request,
    issue,
    model,
    round,
    files,
    servedModel: asked.answer?.servedModel ?? '',
    endpoint: asked.answer?.endpoint ?? '',
    askedAt: new Date(askedAt).toISOString(),
    answeredAt: new Date(answeredAt).toISOString(),
    costMicros: asked.costMicros,
    ...(asked.uncertainMicros !== undefined && { uncertainMicros: asked.uncertainMicros }),
    inputTokens: used?.inputTokens ?? 0,
    outputTokens: used?.outputTokens ?? 0,
    runId: asked.runId,
    ...judged(asked),
  };
}

type Judged = Pick<DelegationResult, 'state' | 'analysis' | 'rawAnswer' | 'error'>;

function judged({ answer, error, mends }: Asked): Judged {
  if (answer === undefined) return unanswered(error);
  const rawAnswer = answer.text;
  if (answer.finish === 'length')
    return {
      state: 'truncated',
      rawAnswer,
      error: {
        code: 'ANSWER_INVALID',
        message: 'The answer was cut at the output cap.',
        mend: mends?.truncated ?? 'Allow more with --max-output-tokens, or ask for less.',
      },
    };
  if (answer.text.trim() === '')
    return {
      state: 'refused',
      rawAnswer,
      error: { code: 'API_REFUSED', message: 'The model answered with nothing.', mend: mends?.refused },
    };
  const parsed = parseAnalysis(answer.text);
  if (parsed.ok) return { state: 'answered', analysis: parsed.value };
  const message = `The answer is no analysis: ${parsed.reason}`;
  return { state: 'invalid', rawAnswer, error: { code: 'ANSWER_INVALID', message, mend: mends?.invalid } };
}

function unanswered(error: HanzoError | undefined): Judged {
  if (error === undefined)
    return { state: 'failed', error: { code: 'API_FAILED', message: 'There is no answer, and nobody says why.' } };
  const { code, message, mend } = error;
  return { state: STATE_BY_CODE.get(code) ?? 'failed', error: { code, message, mend } };
}

/** The rest says nothing of the model: it `failed`. */
const STATE_BY_CODE: ReadonlyMap<string, 'refused' | 'invalid'> = new Map([
  ['API_REFUSED', 'refused'],
  ['ANSWER_INVALID', 'invalid'],
]);
