import { countOf, HanzoError } from '@hanzo/contracts';
import type { Changes, ChangeSet, ChangeState } from '../../../../changes/change-set.ts';
import { although, refusedBy } from '../../../../changes/refused-by.ts';
import { settleAloud } from '../../../../changes/settle-left.ts';
import { diffLines } from '../../../../changes/show-diff.ts';
import { oneLine } from '../../../../terminal/one-line.ts';
import { lastFindings } from '../before.ts';
import { mentionedFindings } from '../mentioned.ts';
import type { SlashCommand, Talk } from './slash-command.ts';

const NO_CHANGES = 'There are no changes of this project. /fix makes some.';

export const FIX: SlashCommand = {
  name: '/fix',
  takes: '[n ...]',
  help: 'have the last findings mended, or these of them; /apply applies it',
  run: fix,
};

export const DIFF: SlashCommand = {
  name: '/diff',
  takes: '',
  help: 'show the last changes that were made',
  run: async (talk) => await withChanges(talk, showLatest),
};

const APPLY_CHANGES = moved('/apply', 'apply the last changes that were made to the project', 'made', 'apply');
export const APPLY: SlashCommand = {
  name: '/apply',
  takes: '[n ...]',
  help: 'apply the last changes that were made to the project; after a delegation its fixes, or these of them',
  async run(talk, rest) {
    const delegation = talk.conversation.session.turns.at(-1)?.delegation;
    if (delegation !== undefined) await talk.applyFixes(delegation, fixNumbers(rest));
    else if (rest === '') await APPLY_CHANGES.run(talk, rest);
    else
      throw new HanzoError('USAGE', `/apply takes numbers of fixes, and the last turn was no delegation.`, {
        mend: 'Leave them out to apply the last changes; /fix 1 has a finding mended.',
      });
  },
};
export const UNDO: SlashCommand = moved('/undo', 'take the last applied changes back', 'applied', 'undo');
export const REDO: SlashCommand = moved('/redo', 'apply again what was taken back', 'undone', 'redo');

/** @throws HanzoError USAGE */
export function fixNumbers(rest: string): string {
  const words = rest.split(/[\s,]+/).filter((word) => word !== '' && word !== 'and');
  if (words.every((word) => /^(?:#?\d{1,3}|all)$/.test(word)))
    return words.map((word) => word.replace('#', '')).join(',');
  throw new HanzoError('USAGE', `"${rest}" is no list of fixes.`, { mend: 'For example: /apply 1 3, or /apply all.' });
}

async function fix(talk: Talk, rest: string): Promise<void> {
  const { conversation, terminal } = talk;
  const findings = lastFindings(conversation.session.turns);
  if (findings.length === 0) {
    terminal.err('There are no findings to mend. Ask for a review first.');
    return;
  }
  const numbers = rest === '' ? findings.map((_, at) => at + 1) : numbersOf(rest, findings.length);
  const chosen = numbers.flatMap((number) => findings[number - 1] ?? []);
  const lines = chosen.map(({ severity, path, line, message }) => `- ${severity} ${path}:${line} ${oneLine(message)}`);
  const files = [...new Set(chosen.map(({ path }) => path))];
  const given = chosen.flatMap((one) => one.given ?? []);
  // Conversations of earlier versions have not kept them whole.
  const isWhole = given.length === chosen.length;
  const intro = isWhole ? 'Mend these defects:' : 'Look for these defects again, so that they can be mended:';
  const title = `/fix ${rest}`.trim();
  await conversation.turn(
    `${intro}\n${lines.join('\n')}`,
    { autoFix: true, files },
    isWhole ? { title, fixOnly: given } : { title },
  );
  await withChanges(talk, async (changes) => {
    const made = changes.latest(conversation.session.workspace);
    if (made?.state === 'made' && made.runId === conversation.session.turns.at(-1)?.runId)
      terminal.err('/diff shows what was made, /apply applies it.');
    await Promise.resolve();
  });
}

function numbersOf(rest: string, count: number): readonly number[] {
  const words = rest.split(/[\s,]+/).map((word) => (/^\d+$/.test(word) ? `#${word}` : word));
  const numbers = mentionedFindings(words.join(' '), count);
  if (numbers.length === words.length) return numbers;
  throw new HanzoError('USAGE', `"${rest}" is not a list of findings from 1 to ${count}.`, {
    mend: 'For example: /fix 1 3. See /findings.',
  });
}

async function showLatest(changes: Changes, { terminal, conversation }: Talk): Promise<void> {
  const set = changes.latest(conversation.session.workspace);
  if (set === undefined) {
    terminal.err(NO_CHANGES);
    return;
  }
  terminal.err(`${stateInWords(set)}: ${oneLine(set.title)} (${set.id})`);
  for (const line of diffLines(await changes.diff(set.id), terminal, '', Number.MAX_SAFE_INTEGER)) terminal.err(line);
}

function moved(name: string, help: string, from: ChangeState, how: 'apply' | 'undo' | 'redo'): SlashCommand {
  const run = async (changes: Changes, { terminal, conversation }: Talk): Promise<void> => {
    const { workspace } = conversation.session;
    settleAloud(changes, terminal);
    const set = changes.latest(workspace, from);
    const last = changes.latest(workspace);
    if (set === undefined) {
      terminal.err(
        last === undefined ? NO_CHANGES : `The last changes are ${stateInWords(last)}: there is nothing to ${how}.`,
      );
      return;
    }
    const done = await changes[how](set.id);
    const doubt = how === 'undo' ? '' : although(refusedBy(set));
    terminal.err(
      `${stateInWords(done)}: ${countOf(done.files.length, 'file')}, ${oneLine(done.title)} (${done.id})${doubt}`,
    );
  };
  return { name, takes: '', help, run: async (talk) => await withChanges(talk, run) };
}

function stateInWords({ state }: ChangeSet): string {
  return { made: 'made, not applied', applied: 'applied', undone: 'undone' }[state];
}

async function withChanges(talk: Talk, use: (changes: Changes, talk: Talk) => Promise<void>): Promise<void> {
  using changes = talk.openChanges();
  await use(changes, talk);
}
