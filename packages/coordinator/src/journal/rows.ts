import {
  HanzoError,
  NO_USAGE,
  PRIORITIES,
  redact,
  type Answer,
  type Attempt,
  type Priority,
  type Usage,
  type Who,
} from '@hanzo/contracts';

/** who, node, peer_id, requested_model, served_model, asked_model; of the cache when the answer was new, and the models as JSON. */
export function columnsOf(who: Who | undefined): [string, string, string, string, string, string] {
  switch (who?.kind) {
    case undefined:
      return ['', '', '', '', '', ''];
    case 'cache':
      return [who.kind, who.engine, who.peer ?? '', String(who.answeredAt), modelsAsJson(who.models), ''];
    case 'tool':
      return [who.kind, who.tool, '', '', '', ''];
    case 'local':
      return [who.kind, 'this machine', '', who.model, who.model, ''];
    case 'worker':
      return [who.kind, who.node, who.peerId, who.model, who.model, ''];
    case 'api':
      return [who.kind, who.endpoint, '', who.requestedModel, who.servedModel, who.askedModel ?? ''];
  }
}

function modelsAsJson(models: readonly string[] | undefined): string {
  return models === undefined ? '' : JSON.stringify(models);
}

/** What an ended attempt fills in, from `state` to `answer`, in the order of the statement that writes it. */
export function columnsOfEnd({ end }: Pick<Attempt, 'end'>): (string | number)[] {
  const { answer } = end;
  const usage = end.kind === 'error' ? end.usage : end.answer.usage;
  return [end.kind, ...verdictOf(end), ...workOf(answer, usage, costOf(end))];
}

/** The same of one that has answered and is not judged. */
export function columnsOfAnswer(answer: Answer): (string | number)[] {
  return ['running', '', '', ...workOf(answer, answer.usage, answer.costMicros)];
}

function workOf(answer: Answer | undefined, usage: Usage = NO_USAGE, costMicros: number): (string | number)[] {
  const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = usage;
  return [
    inputTokens,
    cachedInputTokens,
    outputTokens,
    reasoningTokens,
    Math.round(answer?.timings.queueMs ?? 0),
    Math.round(answer?.timings.firstTokenMs ?? 0),
    Math.round(answer?.timings.totalMs ?? 0),
    costMicros,
    answer?.finish ?? 'stop',
    answer?.text ?? '',
  ];
}

/**
 * 0 is the highest.
 *
 * @throws HanzoError USAGE for a word that is no priority: programs without types may give one
 */
export function rankOf(priority: Priority = 'normal'): number {
  const rank = PRIORITIES.indexOf(priority);
  if (rank >= 0) return rank;
  throw new HanzoError('USAGE', `"${String(priority)}" is no priority of a task.`, {
    details: { priority },
    mend: `Take one of ${PRIORITIES.join(', ')}.`,
  });
}

/** What `rankOf` was given. */
export function priorityOf(rank: unknown): Priority {
  return PRIORITIES[Number(rank)] ?? 'normal';
}

function costOf(end: Attempt['end']): number {
  return end.kind === 'error' ? end.costMicros : end.answer.costMicros;
}

function verdictOf(end: Attempt['end']): [code: string, reason: string] {
  switch (end.kind) {
    case 'passed':
      return ['', ''];
    case 'rejected':
      return [end.gate, redact(end.reason)];
    case 'error':
      return [end.code, redact(end.message)];
  }
}
