import { NO_USAGE, type Answer, type Attempt, type Who } from '@hanzo/contracts';

/** node, peer_id, requested_model, served_model */
export function columnsOf(who: Who | undefined): [string, string, string, string] {
  switch (who?.kind) {
    case undefined:
      return ['', '', '', ''];
    case 'tool':
      return [who.tool, '', '', ''];
    case 'local':
      return ['this machine', '', who.model, who.model];
    case 'worker':
      return [who.node, who.peerId, who.model, who.model];
    case 'api':
      return [who.endpoint, '', who.requestedModel, who.servedModel];
  }
}

/** What an ended attempt fills in, from `state` on, in the order of the statement that writes it. */
export function columnsOfEnd({ end }: Attempt): (string | number)[] {
  const answer = end.kind === 'error' ? undefined : end.answer;
  const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = answer?.usage ?? NO_USAGE;
  return [
    end.kind,
    ...verdictOf(end),
    inputTokens,
    cachedInputTokens,
    outputTokens,
    reasoningTokens,
    Math.round(answer?.timings.firstTokenMs ?? 0),
    Math.round(answer?.timings.totalMs ?? 0),
    costOf(end, answer),
    answer?.text ?? '',
  ];
}

function costOf(end: Attempt['end'], answer: Answer | undefined): number {
  return end.kind === 'error' ? end.costMicros : (answer?.costMicros ?? 0);
}

function verdictOf(end: Attempt['end']): [code: string, reason: string] {
  switch (end.kind) {
    case 'passed':
      return ['', ''];
    case 'rejected':
      return [end.gate, end.reason];
    case 'error':
      return [end.code, end.message];
  }
}
