import { countOf } from '@hanzo/contracts';
import { toolCallLine } from '../../tools/tool-call-line.ts';
import type { SlashCommand } from './slash-command.ts';

const MOST_LISTED = 20;

export const TOOLS: SlashCommand = {
  name: '/tools',
  takes: '',
  help: 'show which tools the orchestrator and critics have, and what was called in the last turn',
  async run({ conversation, terminal, toolsOf, toolCalls }) {
    const width = terminal.aloud ? Number.MAX_SAFE_INTEGER : terminal.columns;
    for (const line of await toolsOf(conversation.flags, width)) terminal.err(line);
    const runId = conversation.session.turns.at(-1)?.runId;
    const calls = runId === undefined ? [] : toolCalls(runId);
    if (calls.length === 0) return;
    terminal.err(`${countOf(calls.length, 'call')} in the last turn:`);
    for (const call of calls.slice(0, MOST_LISTED)) terminal.err(`  ${toolCallLine(call)}`);
    if (calls.length > MOST_LISTED) terminal.err(`  and ${calls.length - MOST_LISTED} more`);
  },
};
