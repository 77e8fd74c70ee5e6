import { firstChars, HanzoError } from '@hanzo/contracts';
import type { Delegation } from '../folder/delegation.ts';
import { renderRequest } from '../request/render-request.ts';
import { renderResult } from '../result/render-result.ts';
import { LeftOpen, type ModelAnswer } from './ask-model.ts';
import type { DelegationResult } from '../words.ts';
import { bestFirst } from './best-first.ts';
import { compareAnswers } from './compare-answers.ts';
import type { DelegationEnd, FlowParts, IssueToDelegate } from './flow-parts.ts';
import { Rounds, type Chain } from './rounds.ts';

/** Lists cut it further. In UTF-16 units. */
const MAX_ISSUE = 2_000;

/**
 * Saves the request, asks each model, saves each result; asks again where an answer is unsure. With several models their answers are
 * compared.
 *
 * Rejects with what the asker rejects with, after what is known was kept.
 */
export async function delegateIssue(issue: IssueToDelegate, parts: FlowParts): Promise<DelegationEnd> {
  const { delegations, onEvent, signal } = parts;
  const models = [...new Set(issue.models)];
  if (models.length === 0) throw new HanzoError('USAGE', 'No model is named that could be asked.');
  signal.throwIfAborted();
  const { request, parent, workspace, terms } = issue;
  const delegation = await delegations.begin({
    prompt: renderRequest(request),
    issue: firstLine(request.issue),
    attemptedFixes: request.attemptedFixes,
    models,
    files: request.files.map(({ path }) => path),
    parent,
    workspace,
    terms,
  });
  using _held = delegations.hold(delegation.id);
  onEvent({ kind: 'saved', delegation, file: delegation.request });
  return await askAll(delegation, parts);
}

/**
 * Goes on with a delegation whose process was lost: what has an answer in the journal is not asked, and not paid, again.
 *
 * Rejects with HanzoError RUN_BUSY while another process works on it, CHECKSUM_MISMATCH when its request was changed.
 */
export async function resumeDelegation({ id }: Pick<Delegation, 'id'>, parts: FlowParts): Promise<DelegationEnd> {
  const { delegations, commandFlags } = parts;
  using _held = delegations.hold(id);
  const render = (result: DelegationResult): string => renderResult(result, commandFlags);
  return await askAll(await delegations.recover(id, render), parts);
}

async function askAll(delegation: Delegation, parts: FlowParts): Promise<DelegationEnd> {
  const rounds = new Rounds(delegation, parts);
  const models = parts.models ?? askedFirst(delegation);
  // One that fails does not take the others' answers away.
  const settled = await Promise.allSettled(models.map((model) => rounds.follow(model)));
  const chains = settled.map((one): Chain => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  const ends = chains.flat();
  const answers = ends.filter((end): end is ModelAnswer => !(end instanceof LeftOpen));
  const refusal = answers.find((answer) => answer.refusal !== undefined)?.refusal;
  if (answers.every(({ result }) => result.state !== 'answered')) {
    const open = ends.find((end) => end instanceof LeftOpen);
    if (open !== undefined) throw open.error;
    if (refusal !== undefined) throw refusal;
  }
  const results = answers.map(({ result, kept }) => ({ result, kept }));
  const isCompared = delegation.comparison !== undefined && !rounds.hasAsked;
  const isComparedNow =
    models.length > 1 && !isCompared && (await compareAnswers(delegation.id, results, parts.delegations));
  return {
    isComparedNow,
    delegation: await parts.delegations.find(delegation.id),
    results: results.toSorted((a, b) => a.result.round - b.result.round),
    best: bestFirst(results.map(({ result }) => result)),
  };
}

/** Those that were wanted, and whom a person had asked the same later on. */
function askedFirst({ models, results, open }: Delegation): readonly string[] {
  const later = [...results, ...open].filter(({ round }) => round === 1).map(({ model }) => model);
  return [...new Set([...models, ...later])];
}

function firstLine(issue: string): string {
  return firstChars(issue.trim().replace(/\s+/g, ' '), MAX_ISSUE);
}
