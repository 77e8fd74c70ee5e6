import { countOf, firstChars, formatDollars, HanzoError, type Answer } from '@hanzo/contracts';
import { apiModel } from '@hanzo/orchestrator';
import { quietTerminal } from '../../../../sdk/quiet-terminal.ts';
import type { EngineFlags } from '../../../dev/flags.ts';
import type { OrchestratorChoice } from '../../../dev/models/orchestrator-choice.ts';
import { openSources } from '../../../dev/run/standard-files.ts';
import { settingOf } from '../../../dev/run/session.ts';
import { spentOn } from '../../../dev/money/spent-on.ts';
import { shortRunId } from '../../../tasks/task-id.ts';
import { DATA_NOTE, framed, framedLines } from '../calls/data-frame.ts';
import { paidFrom } from '../calls/pay.ts';
import type { Call, Reply } from '../calls/served-tool.ts';
import { choiceOf, engineFlags, withMoney } from '../engine-flags.ts';
import { doOneTask, type OneTaskEnd } from '../one-task/do-one-task.ts';
import { undoneError } from '../one-task/undone.ts';
import { mayUseTools } from '../flags.ts';
import { folderOf, patternsIn } from '../folder.ts';
import type { Serving } from '../serving.ts';
import type { DelegateInput } from './delegate-input.ts';
import { filesFor, type QuestionFiles } from './files.ts';
import { questionOf, SYSTEM } from './question.ts';

/** Reasoning comes besides. Tokens. */
const ANSWER_TOKENS = 4_000;
/** Strong models think for minutes. */
const TIMEOUT_MS = 600_000;
const MOST_ANSWER = 40_000;

/** One question to one API model, answered and paid for. Nobody else is asked in its place. */
export async function delegate(input: DelegateInput, call: Call, serving: Serving): Promise<Reply> {
  const folder = await folderOf(serving, input.workspace);
  const { workspace } = serving;
  const terminal = quietTerminal(serving.flags.verbose === true ? serving.log : undefined);
  // One model is asked: no worker has to be waited for.
  const { useHanzoNet: _, ...served } = engineFlags(serving.flags);
  const own = settingOf(served, terminal, workspace);
  refuseUnpaid(choiceOf(own, served), serving);
  const named: EngineFlags = { ...served, ...(input.model !== undefined && { orchestrator: input.model }) };
  const setting = input.model === undefined ? own : settingOf(named, terminal, workspace);
  const choice = choiceOf(setting, named);
  if (choice.kind === 'local') throw nobodyToAsk(choice.because);
  const patterns = input.files === undefined ? [] : patternsIn(serving, folder, input.files);
  const { files, leftOut, secretLines } = await filesFor(patterns, await openSources(workspace), call.signal);
  const question = questionOf(input, files);
  const wished = { ...named, workerModels: [choice.card.name], cache: false };
  const { flags, share } = withMoney(wished, setting, { wantedUsd: input.max_cost_usd }, serving);
  call.progress.say(`asking ${choice.card.name}`);
  let runId: string | undefined;
  const onStart = (id: string): void => {
    runId = id;
    serving.log(`delegate: run ${shortRunId(id)} asks ${choice.card.name}`);
  };
  const task = {
    kind: 'debug' as const,
    tier: 'complex' as const,
    title: `delegate: ${firstChars(input.issue.replaceAll(/\s+/g, ' '), 80)}`,
    system: SYSTEM,
    prompt: question.prompt,
    output: { kind: 'text' as const },
    sources: [],
    maxOutputTokens: ANSWER_TOKENS,
    sampling: {},
    timeoutMs: TIMEOUT_MS,
    models: [choice.card.name],
    gates: [],
    ...(mayUseTools(flags) && { usesTools: true }),
  };
  const instructions = input.issue;
  const end = await paidFrom({ share, setting, runId: () => runId }, () =>
    doOneTask({ task, setting, flags, workspace, instructions }, call, terminal, { onStart }),
  );
  const costMicros = spentOn(setting, { runId: end.runId });
  const hidden = secretLines + question.secretLines;
  return replyOf(end, { files, leftOut, secretLines: hidden }, costMicros);
}

/** A client's model may name whom to ask, and not that money is spent where the person who runs the server wants none spent. */
function refuseUnpaid(choice: OrchestratorChoice, { flags }: Serving): void {
  if (choice.kind === 'local' && flags.maxCost === undefined) throw nobodyToAsk(choice.because);
}

function nobodyToAsk(because: string): HanzoError {
  return new HanzoError('CREDENTIALS_MISSING', `There is no API model to ask: ${because}`, {
    mend: 'Whoever runs the server keeps a key with `hanzo keys set openai`, or names a model with --orchestrator, or states with --max-cost what a call may cost. Local models are asked by the tool mesh_run.',
  });
}

function replyOf({ runId, outcome }: OneTaskEnd, sent: QuestionFiles, costMicros: number): Reply {
  if (outcome.state !== 'done')
    throw undoneError(
      outcome,
      runId,
      'Ask a narrower question, or with fewer files. See `hanzo tasks why` for what happened.',
    );
  const { answer } = outcome;
  const text = firstChars(answer.text, MOST_ANSWER);
  const isCut = text.length < answer.text.length;
  const facts = {
    model: modelOf(answer),
    cost_usd: costMicros / 1_000_000,
    input_tokens: answer.usage.inputTokens,
    output_tokens: answer.usage.outputTokens,
    files: sent.files.map(({ path }) => path),
    left_out: sent.leftOut,
    secret_lines_left_out: sent.secretLines,
    run: runId,
  };
  const words = [
    `${facts.model} answered for ${formatDollars(costMicros)} (run ${shortRunId(runId)}), with ${sent.files.length} ${sent.files.length === 1 ? 'file' : 'files'}.`,
    ...(sent.leftOut.length === 0 ? [] : [`Not sent: ${countOf(sent.leftOut.length, 'file')}, named below.`]),
    ...(sent.secretLines === 0 ? [] : [`${sent.secretLines} lines that look like a secret were not sent.`]),
    ...(isCut ? ['The answer is cut here.'] : []),
  ];
  const leftOut = framedLines(
    'not-sent',
    sent.leftOut.map(({ path, reason }) => `${path} (${reason})`),
  );
  return {
    text: [words.join('\n'), ...leftOut, framed('answer', text)].join('\n\n'),
    data: { note: DATA_NOTE, answer: text, ...(isCut && { is_cut: true }), ...facts },
  };
}

function modelOf({ who }: Answer): string {
  return who.kind === 'api' ? apiModel(who) : who.kind;
}
