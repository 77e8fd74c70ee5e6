import { nearest } from '@hanzo/config';
import { HanzoError } from '@hanzo/contracts';
import { labelled } from '../../../../terminal/table-fit.ts';
import { said } from '../delegation/said.ts';
import { APPLY, DIFF, FIX, REDO, UNDO } from './changes.ts';
import { DELEGATE } from './delegate.ts';
import { COST, FINDINGS, MODEL, PEERS, PLAN, SESSIONS } from './looking.ts';
import type { SlashCommand, Talk } from './slash-command.ts';
import { TOOLS } from './tools.ts';

const SENTENCES = [
  'Anything else is done, with what went before as context; "fix the second one" means the second finding.',
  'A line that ends with \\ goes on; """ or ``` begin and end several lines.',
  'Ctrl-C clears the line; while something is done, it stops that and keeps what is done.',
];

const HELP: SlashCommand = {
  name: '/help',
  takes: '',
  help: 'show this',
  run({ terminal }) {
    const width = terminal.aloud ? Number.MAX_SAFE_INTEGER : terminal.columns;
    for (const { name, takes, help } of SLASH_COMMANDS)
      for (const line of labelled(`${name} ${takes}`, help, 18, width)) terminal.err(line);
    terminal.err('');
    for (const sentence of SENTENCES) for (const line of labelled('', sentence, 0, width)) terminal.err(line);
  },
};

const RESUME: SlashCommand = {
  name: '/resume',
  takes: '',
  help: 'do the rest of the last turn, when it was interrupted or is incomplete',
  run: async ({ conversation }) => void (await conversation.resume()),
};

/** Ends the conversation: whoever asks looks for it by its name. */
export const QUIT: SlashCommand = {
  name: '/quit',
  takes: '',
  help: 'end; `hanzo dev --session last` goes on later',
  run: () => undefined,
};

/** In the order of the help. */
export const SLASH_COMMANDS: readonly SlashCommand[] = [
  HELP,
  PLAN,
  COST,
  PEERS,
  MODEL,
  TOOLS,
  FINDINGS,
  FIX,
  DELEGATE,
  DIFF,
  APPLY,
  UNDO,
  REDO,
  RESUME,
  SESSIONS,
  QUIT,
];

const WITHOUT_SLASH: ReadonlySet<string> = new Set(['exit', 'quit', ':q']);

/** The command that an input calls, with the rest of it; undefined for plain words. @throws HanzoError USAGE for an unknown one */
export function slashCommandOf(input: string): { readonly command: SlashCommand; readonly rest: string } | undefined {
  if (WITHOUT_SLASH.has(input)) return { command: QUIT, rest: '' };
  // A path has another slash: it may begin a sentence.
  const [, name] = /^(\/[\w-]*)(?:\s|$)/.exec(input) ?? [];
  if (name === undefined) return undefined;
  const command = SLASH_COMMANDS.find((one) => one.name === name.toLowerCase());
  const rest = input.slice(name.length).trim();
  if (command !== undefined) {
    if (rest === '' || command.takes !== '') return { command, rest };
    throw new HanzoError('USAGE', `${command.name} takes nothing after it.`, { mend: 'See /help.' });
  }
  const names = SLASH_COMMANDS.map((one) => one.name);
  const near = nearest(name.toLowerCase(), names);
  throw new HanzoError('USAGE', `There is no command ${name}.`, {
    mend: near === undefined ? 'See /help.' : `Did you mean ${near}? See /help.`,
  });
}

/** @returns false when that ended the conversation */
export async function answer(input: string, talk: Talk): Promise<boolean> {
  const called = slashCommandOf(input);
  if (called === undefined) await said(input, talk);
  else if (called.command === QUIT) return false;
  else await called.command.run(talk, called.rest);
  return true;
}
