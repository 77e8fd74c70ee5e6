import { firstChars } from '@hanzo/contracts';
import { quietTerminal } from '../../../../sdk/quiet-terminal.ts';
import { shortWho } from '../../../dev/report/who.ts';
import { settingOf } from '../../../dev/run/session.ts';
import type { EngineFlags } from '../../../dev/flags.ts';
import { requireStanding } from '../../../net/observer.ts';
import { MESH_RUN } from '../../../tasks/asked-run.ts';
import { shortRunId } from '../../../tasks/task-id.ts';
import { DATA_NOTE, framed } from '../calls/data-frame.ts';
import type { Call, Reply } from '../calls/served-tool.ts';
import { engineFlags } from '../engine-flags.ts';
import { doOneTask, type OneTaskEnd } from '../../../one-task/do-one-task.ts';
import { undoneError } from '../../../one-task/undone.ts';
import type { Serving } from '../serving.ts';
import type { MeshRunInput } from './mesh-run-input.ts';
import { answerGate } from './answer-gate.ts';
import { answerSchema } from './answer-schema.ts';

const SYSTEM = 'You do what you are asked, briefly and exactly.';
/** A small model on a laptop that does something else as well. */
const TIMEOUT_MS = 300_000;

/** One task for the workers of the mesh, and for nobody else. */
export async function runOnMesh(input: MeshRunInput, call: Call, serving: Serving): Promise<Reply> {
  const { prompt, system = SYSTEM, model, max_tokens: maxOutputTokens, json_schema: schema } = input;
  const output = schema === undefined ? ({ kind: 'text' } as const) : answerSchema(schema);
  const terminal = quietTerminal(serving.flags.verbose === true ? serving.log : undefined);
  const { home, bootstrap, discovery, timeout } = engineFlags(serving.flags);
  const own = { home, bootstrap, discovery, timeout };
  const flags: EngineFlags = {
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
    orchestrator: `local:${model?.replace(/^local:/, '') ?? 'any'}`,
    useHanzoNet: true,
    localOnly: true,
    cache: false,
  };
  const setting = settingOf(flags, terminal);
  // Whoever asks a model something founds no mesh by it.
  requireStanding(setting)[Symbol.dispose]();
  call.progress.say('looking for a worker');
  const task = {
    kind: 'docs' as const,
    tier: 'simple' as const,
    title: `mesh_run: ${firstChars(prompt.replaceAll(/\s+/g, ' '), 80)}`,
    system,
    prompt,
    output,
    sources: [],
    maxOutputTokens,
    sampling: {},
    timeoutMs: TIMEOUT_MS,
    gates: [],
    tries: 2,
  };
  const onStart = (id: string): void => serving.log(`mesh_run: run ${shortRunId(id)} begins`);
  const gate = output.kind === 'json' ? answerGate(output.schema) : undefined;
  const work = { task, setting, flags, workspace: serving.workspace, instructions: prompt, askedBy: MESH_RUN, gate };
  return replyOf(await doOneTask(work, call, terminal, { onStart }));
}

function replyOf({ runId, outcome }: OneTaskEnd): Reply {
  if (outcome.state !== 'done')
    throw undoneError(outcome, runId, {
      mend: 'Look at mesh_status for workers and models; ask for less, or with a higher max_tokens.',
    });
  const { text, who, usage, timings } = outcome.answer;
  const facts = {
    worker: who.kind === 'worker' ? who.node : shortWho(who),
    ...(who.kind === 'worker' && { model: who.model }),
    cost_usd: 0,
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    ms: Math.round(timings.totalMs),
    run: runId,
  };
  const words = `${shortWho(who)} answered: ${usage.outputTokens} tokens in ${facts.ms} ms, free (run ${shortRunId(runId)}).`;
  return { text: `${words}\n\n${framed('answer', text)}`, data: { note: DATA_NOTE, answer: text, ...facts } };
}
