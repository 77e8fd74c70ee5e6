import { countOf, firstChars, formatDollars } from '@hanzo/contracts';
import { compareResults, renderComparison, renderResult, type DelegationResult } from '@hanzo/delegate';
import type { DelegateTextEnd } from '../../../delegate/delegate-text.ts';
import { shortRunId } from '../../../tasks/task-id.ts';
import { DATA_NOTE, framed, framedLines, oneLine } from '../calls/data-frame.ts';
import { mendForClient } from '../calls/mend-for-client.ts';
import type { Reply } from '../calls/served-tool.ts';

/** Characters of each answer, as text. */
const MOST_TEXT = 40_000;

/** What a client is told of a delegation: the analyses in frames, and all of it as data. */
export function delegateReply({ end, request, folder, costMicros }: DelegateTextEnd): Reply {
  const { delegation } = end;
  const finals = lastOfEach(end.results.map(({ result }) => result));
  const best = end.best.length > 0 ? end.best : finals;
  const files = filesOf(end);
  const comparison = end.best.length > 1 ? compareResults(end.best) : undefined;
  const { leftOut, redactions } = request;
  const answered = end.best.length;
  const words = [
    ...(answered === 0 ? ['INCOMPLETE: there is no analysis.'] : []),
    ...best.map((result) => headOf(result)),
    `Delegation ${delegation.id}, ${formatDollars(costMicros)} in all, with ${countOf(request.files.length, 'file')}. Kept in ${folder}.`,
    ...(leftOut.length === 0 ? [] : [`Not sent: ${countOf(leftOut.length, 'file')}, named below.`]),
    ...(redactions.length === 0
      ? []
      : [`${countOf(redactions.length, 'line')} that look like a secret were not sent.`]),
    ...(answered === 0 ? mends(best) : nextSteps(end.best[0])),
  ];
  const blocks = [
    ...framedLines('files-of-the-delegation', Object.values(files).flat()),
    ...framedLines(
      'not-sent',
      leftOut.map(({ path, reason }) => `${path} (${reason})`),
    ),
    ...best.map((result) => framed('analysis', firstChars(renderResult(result), MOST_TEXT))),
    ...(comparison === undefined ? [] : [framed('comparison', firstChars(renderComparison(comparison), MOST_TEXT))]),
  ];
  return {
    text: [words.join('\n'), ...blocks].join('\n\n'),
    data: {
      note: DATA_NOTE,
      delegation: delegation.id,
      answered: answered > 0,
      ...(answered === 0 && { error: faultOf(best[0]) }),
      result: best[0],
      results: end.results.map(({ result }) => result),
      comparison,
      cost_usd: costMicros / 1_000_000,
      folder,
      files,
      sent_files: request.files.map(({ path }) => path),
      left_out: leftOut,
      redacted: redactions,
      runs: [...new Set(end.results.map(({ result }) => result.runId))],
    },
    isIncomplete: answered === 0,
  };
}

/** A model's later rounds count for more. */
function lastOfEach(results: readonly DelegationResult[]): readonly DelegationResult[] {
  return [...new Map(results.map((result) => [result.model, result])).values()];
}

/** What others wrote stands in frames: here is only what we know. */
function headOf({ model, servedModel, state, analysis, costMicros, runId, round, error }: DelegationResult): string {
  const who = servedModel === '' || servedModel === model ? model : `${model} (${servedModel})`;
  const where = `for ${formatDollars(costMicros)} (run ${shortRunId(runId)}, round ${round})`;
  if (analysis !== undefined) return `${oneLine(who)} answered ${where}, confidence: ${analysis.confidence}.`;
  return `${oneLine(who)}: ${state} ${where}${error === undefined ? '' : `, ${error.code}`}.`;
}

/** As other tools tell what went wrong. */
function faultOf(result: DelegationResult | undefined): Readonly<Record<string, unknown>> | undefined {
  if (result?.error === undefined) return undefined;
  const { code, message, mend } = result.error;
  return { code, message, mend: mend === undefined ? undefined : mendForClient(mend) };
}

function mends(results: readonly DelegationResult[]): readonly string[] {
  const all = results.flatMap(({ error }) => (error?.mend === undefined ? [] : [mendForClient(error.mend)]));
  return [...new Set(all)].map((mend) => `mend: ${mend}`);
}

function filesOf({ delegation, results }: DelegateTextEnd['end']): Readonly<Record<string, readonly string[]>> {
  const { comparison } = delegation;
  const requests = [delegation.request, ...results.map(({ result }) => result.request)];
  return {
    requests: [...new Set(requests)],
    results: results.flatMap(({ kept }) => [kept.markdown, kept.json]),
    ...(comparison !== undefined && { comparison: [comparison.markdown, comparison.json] }),
  };
}

function nextSteps(best: DelegationResult | undefined): readonly string[] {
  if (best?.analysis === undefined) return [];
  const canApply = best.analysis.fixes.some(({ edits }) => edits.length > 0);
  return [
    ...(canApply ? [`A person applies a fix after looking at it: hanzo delegate apply ${best.id}`] : []),
    `To ask on, call delegate with follow_up: "${best.id}".`,
  ];
}
