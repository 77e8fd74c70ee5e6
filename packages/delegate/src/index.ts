/**
 * Delegation: an issue and its evidence as one request, a strong model's analysis, and both kept.
 *
 * @packageDocumentation
 */
export * from './ask/asker.ts';
export * from './folder/delegation.ts';
export type { DelegationKey } from './folder/log-seal.ts';
export * from './folder/open-delegations.ts';
export * from './words.ts';
export * from './flow/delegate-issue.ts';
export { failedFree } from './flow/failed-free.ts';
export * from './flow/flow-parts.ts';
export { comparisonOf } from './flow/compare-answers.ts';
export { lastAnswerOf, standingAnswers } from './flow/standing-answers.ts';
export * from './prepare/prepare.ts';
export { encodingOf, type Encoding } from './pack/decode.ts';
export { pack, type PackOptions } from './pack/pack.ts';
export { DELEGATION_QUESTIONS } from './request/questions.ts';
export { sendableText, type SendableText } from './redact/sendable.ts';
export { renderRequest } from './request/render-request.ts';
export { DELEGATION_SYSTEM } from './request/system.ts';
export { tokensOf, type RequestTokens } from './request/tokens-of.ts';
export * from './result/analysis.ts';
export * from './result/result-schema.ts';
export { renderResult } from './result/render-result.ts';
export { findPhrase, type MagicPhrase } from './phrase/find-phrase.ts';
export { phraseModel } from './phrase/phrase-model.ts';
export { findNamedFiles } from './named/find-named.ts';
export { readFileWishes } from './named/read-wishes.ts';
export * from './compare/comparison.ts';
export { compareResults } from './compare/compare-results.ts';
export { renderComparison } from './compare/render-comparison.ts';
export { gather, type GatherOptions } from './gather/gather.ts';
