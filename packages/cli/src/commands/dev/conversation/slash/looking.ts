import { countOf, formatDollars, HanzoError } from '@hanzo/contracts';
import { shortSessionId, type Turn, type TurnFinding } from '../../../../sessions/session.ts';
import { oneLine } from '../../../../terminal/one-line.ts';
import { formatSpan } from '../../../../terminal/units.ts';
import { lastFindings } from '../before.ts';
import type { SlashCommand, Talk } from './slash-command.ts';

const MOST_LISTED = 20;

export const PLAN: SlashCommand = {
  name: '/plan',
  takes: '[words]',
  help: 'show the plan of the last turn; with words: plan these, and do nothing yet',
  async run({ conversation, terminal }, rest) {
    if (rest !== '') {
      await conversation.turn(rest, { planOnly: true });
      return;
    }
    const plan = conversation.session.turns.findLast((turn) => turn.plan !== undefined)?.plan;
    if (plan === undefined) {
      terminal.err('Nothing was planned yet. /plan <words> plans them without doing them.');
      return;
    }
    terminal.err(plan.by);
    plan.tasks.slice(0, MOST_LISTED).forEach(({ kind, tier, title, files }, at) => {
      const on = files.length === 0 ? '' : `  ${oneLine(files.slice(0, 3).join(' '))}${files.length > 3 ? ' ...' : ''}`;
      terminal.err(fit(`${at + 1}. ${kind}, ${tier}: ${oneLine(title)}${on}`, terminal.columns));
    });
    if (plan.taskCount > MOST_LISTED) terminal.err(`and ${plan.taskCount - MOST_LISTED} more`);
  },
};

export const COST: SlashCommand = {
  name: '/cost',
  takes: '',
  help: 'show what this conversation cost, and today',
  run({ conversation, terminal, spent, now }) {
    const { session, budgetLeft } = conversation;
    const count = countOf(session.turnCount, 'turn');
    terminal.err(`this conversation: ${formatDollars(session.costMicros)} in ${count}`);
    const midnight = new Date(now()).setHours(0, 0, 0, 0);
    terminal.err(`today, all runs of this home: ${formatDollars(spent({ since: midnight }))}`);
    if (budgetLeft !== undefined) terminal.err(`left of --budget: $${budgetLeft}`);
  },
};

export const PEERS: SlashCommand = {
  name: '/peers',
  takes: '',
  help: 'show the workers of your mesh now',
  run: async ({ peers }) => void (await peers()),
};

export const MODEL: SlashCommand = {
  name: '/model',
  takes: '[name]',
  help: 'show which model plans, or have another one plan from now on',
  run(talk, rest) {
    const { conversation, terminal } = talk;
    if (rest !== '') {
      // Refused before it is taken.
      talk.modelOf({ ...conversation.flags, orchestrator: rest });
      conversation.useModel(rest);
    }
    terminal.err(`orchestrator: ${talk.modelOf(conversation.flags)}`);
  },
};

export const FINDINGS: SlashCommand = {
  name: '/findings',
  takes: '[n]',
  help: 'list the last findings, or show one of them',
  run({ conversation, terminal }, rest) {
    const { turns } = conversation.session;
    const findings = lastFindings(turns);
    if (findings.length === 0) terminal.err(noneInWords(turns));
    else if (rest === '') listFindings(findings, terminal);
    else showFinding(findings, rest, terminal);
  },
};

/** Nobody shall take a turn that failed for one that found nothing. */
function noneInWords(turns: readonly Turn[]): string {
  const last = turns.at(-1);
  if (last === undefined) return 'Nothing was looked at yet.';
  return last.plan === undefined ? `Nothing was looked at: ${oneLine(last.summary)}` : 'Nothing was found yet.';
}

function listFindings(findings: readonly TurnFinding[], terminal: Talk['terminal']): void {
  findings.slice(0, MOST_LISTED).forEach(({ severity, path, line, message }, at) => {
    const number = `${at + 1}.`.padStart(String(findings.length).length + 1);
    terminal.err(
      fit(`${number} ${severity.padEnd(8)} ${oneLine(path)}:${line}  ${oneLine(message)}`, terminal.columns),
    );
  });
  if (findings.length > MOST_LISTED)
    terminal.err(`and ${findings.length - MOST_LISTED} more: /findings <n> shows each`);
}

function showFinding(findings: readonly TurnFinding[], rest: string, terminal: Talk['terminal']): void {
  const finding = /^#?\d+$/.test(rest) ? findings[Number(rest.replace('#', '')) - 1] : undefined;
  if (finding === undefined)
    throw new HanzoError('USAGE', `"${rest}" is not the number of a finding, from 1 to ${findings.length}.`, {
      mend: 'See /findings.',
    });
  const { severity, path, line, message, fix } = finding;
  terminal.err(`${severity} ${oneLine(path)}:${line}`);
  terminal.err(message);
  if (fix !== '') terminal.err(`fix: ${fix}`);
}

export const SESSIONS: SlashCommand = {
  name: '/sessions',
  takes: '',
  help: 'list the conversations about this project',
  run({ conversation, terminal, store, now }) {
    const { id: here, workspace } = conversation.session;
    const others = store.list().sessions.filter((session) => session.workspace === workspace);
    for (const { id, turnCount, updatedAt, turns, underWay } of others.slice(0, MOST_LISTED)) {
      const mark = id === here ? ' (this one)' : '';
      const words = oneLine(underWay?.words ?? turns.at(-1)?.words ?? '');
      const age = formatSpan(now() - updatedAt);
      terminal.err(
        fit(`${shortSessionId(id)}${mark}  ${countOf(turnCount, 'turn')}, ${age} ago  ${words}`, terminal.columns),
      );
    }
    if (others.length === 0) terminal.err('None yet: a conversation is kept with its first turn.');
  },
};

/** One line that never wraps. */
function fit(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
}
