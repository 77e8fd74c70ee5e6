import { failedInput, inputOf } from '../delegation/clues-of-talk.ts';
import type { SlashCommand } from './slash-command.ts';

export const DELEGATE: SlashCommand = {
  name: '/delegate',
  takes: '[issue]',
  help: 'ask a strong model about an issue, or about what failed last, with what went before; /apply applies a fix',
  async run(talk, rest) {
    const { conversation, terminal, undone } = talk;
    const { turns } = conversation.session;
    const input = rest === '' ? failedInput(turns, undone) : inputOf({ issue: rest }, turns, undone);
    if (input === undefined) {
      terminal.err('Nothing has failed in the last turns. /delegate <issue> delegates what you say.');
      return;
    }
    const work: Parameters<typeof conversation.delegation>[1] = async (...turn) => await talk.delegate(input, ...turn);
    await conversation.delegation(`/delegate ${rest}`.trim(), work);
  },
};
