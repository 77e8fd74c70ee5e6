import { realpathSync } from 'node:fs';
import { EXIT, formatDollars, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { openTaskBook } from '@hanzo/coordinator';
import { openWorkspace, type Workspace } from '@hanzo/tools';
import { openChanges } from '../../../changes/open-changes.ts';
import { reportFailure } from '../../../process/failure.ts';
import { DEFAULT_DISCOVERY } from '../../../program/command-options.ts';
import { shortSessionId, type StoredSession } from '../../../sessions/session.ts';
import { quietTerminal } from '../../../sdk/quiet-terminal.ts';
import { SessionStore } from '../../../sessions/session-store.ts';
import { pulledModels } from '../../../installed-models.ts';
import type { Setting } from '../../../setting.ts';
import { canReplace, isReadAloud } from '../../../terminal/manners.ts';
import { say } from '../../../terminal/say.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { chooseOrchestrator, orchestratorName } from '../models/orchestrator-choice.ts';
import { spentOn } from '../money/spent-on.ts';
import { isLeft } from '../run/go-on.ts';
import { phraseOfWords } from '../delegation/phrase-in.ts';
import { joinedWords, readWords, type Words } from '../run/instructions.ts';
import type { RunHooks } from '../run/run-hooks.ts';
import { given, settingOf } from '../run/setting-of.ts';
import { Conversation, storedFlags, type ConversationParts } from './conversation.ts';
import { offerDelegation } from './delegation/offer-delegation.ts';
import { said } from './delegation/said.ts';
import { delegating } from './delegation/delegating.ts';
import { sayMissing } from './say-missing.ts';
import { completer } from './input/complete.ts';
import { Prompt } from './input/prompt.ts';
import { PromptHistory } from './input/prompt-history.ts';
import { answer, SLASH_COMMANDS } from './slash/slash-commands.ts';
import type { Talk } from './slash/slash-command.ts';

/**
 * Talks with a person about a workspace, turn by turn, until they leave; with words, and a session to go on with, one turn.
 * Exit code 0 when they leave; that of the turn when there is one only.
 */
export async function converse(written: DevFlags, terminal: Terminal): Promise<ExitCode> {
  const read = await wordsOf(written);
  const words = joinedWords(read, (line) => terminal.err(line));
  if (words === undefined) requirePerson(terminal);
  const { session: wanted, workspace: folder } = written;
  // A conversation that is named has its own.
  const here = folder ?? (wanted === undefined || wanted === 'last' ? '.' : undefined);
  const { paths } = settingOf(written, QUIET, here);
  const store = new SessionStore(paths.sessions);
  const found = wanted === undefined ? undefined : storedSession(store, wanted, here);
  const workspace = await openWorkspace(found?.workspace ?? here ?? '.');
  const fresh = found ?? store.begin(workspace.root, {});
  using _lock = store.lock(fresh.id);
  // As it is now: another process may have ended a turn of it meanwhile.
  const session = found === undefined ? fresh : store.find(fresh.id);
  const flags = flagsOf(written, session, workspace.root);
  const setting = settingOf(flags, terminal, workspace.root);
  // A newly written budget counts from now on.
  const paid = written.budget === undefined ? session.costMicros : 0;
  const finish = words === undefined ? finishLater : undefined;
  const kept = { ...session, flags: storedFlags(flags) };
  const talk = talkOf({ setting, session: kept, flags, store, paid, finish, terminal });
  talk.modelOf(flags);
  const { autoFix } = written;
  if (words !== undefined)
    return await said(words, talk, given({ autoFix }), async () => await phraseOfWords(read, false, warnOn(terminal)));
  if (autoFix === true)
    terminal.err('In a conversation nothing is mended unasked: /fix does it, and /apply applies it.');
  return await untilLeft(talk, setting, workspace, terminal);
}

/** What is wrong with the words is said before anything else is touched. None: the prompt asks for them. */
async function wordsOf({ instructions, instructionsFile }: DevFlags): Promise<Words> {
  return await readWords(given({ instructions, instructionsFile }), process.stdin);
}

function warnOn(terminal: Terminal): (why: string) => void {
  return (why) => terminal.err(`${terminal.style.yellow('warning:')} ${why}`);
}

/** Of every turn: what is written now counts for more than what the conversation was begun with. */
function flagsOf(written: DevFlags, { flags }: StoredSession, workspace: string): DevFlags {
  const { instructions: _, instructionsFile: __, session: ___, autoFix: ____, ...mine } = written;
  // Earlier versions kept what was allowed.
  const { allowTools: _____, ...kept } = flags;
  return { ...kept, ...mine, workspace };
}

interface TalkParts {
  readonly setting: Setting;
  readonly session: StoredSession;
  readonly flags: DevFlags;
  readonly store: SessionStore;
  /** Of the budget. Micro-dollars. */
  readonly paid: number;
  readonly finish: RunHooks['finish'];
  readonly terminal: Terminal;
}

function talkOf({ setting, session, flags, store, paid, finish, terminal }: TalkParts): Talk {
  const spent: Talk['spent'] = (filter) => spentOn(setting, filter);
  const hasRest = (runId: string): boolean => isLeft(runId, setting);
  // The configuration, and the keychain, are not asked for each prompt.
  const models = new Map<string | undefined, string>();
  const parts = { terminal, clock: systemClock, store, run: runLater, resume: resumeLater, finish, spent, hasRest };
  return {
    conversation: new Conversation(parts, session, flags, paid),
    terminal,
    store,
    spent,
    now: () => systemClock.now(),
    modelOf: (wished) => {
      const known = models.get(wished.orchestrator);
      if (known !== undefined) return known;
      const wish = { localOnly: wished.localOnly === true, isNamed: wished.orchestrator !== undefined };
      const name = orchestratorName(chooseOrchestrator(settingOf(wished, QUIET, wished.workspace), wish));
      models.set(wished.orchestrator, name);
      return name;
    },
    peers: async () => {
      const { run } = await import('../../net/status.ts');
      const { home, bootstrap, discovery = DEFAULT_DISCOVERY } = flags;
      return await run({ wait: 1, discovery, ...given({ home, bootstrap }) }, terminal);
    },
    toolsOf: async (wished, width) => {
      const { toolsForPerson } = await import('../tools/tools-preview.ts');
      return await toolsForPerson(settingOf(wished, QUIET, wished.workspace), wished, width);
    },
    toolCalls: (runId) => {
      using book = openTaskBook(setting.paths.journal);
      return book.toolCalls(runId);
    },
    openChanges: () => openChanges(setting.paths),
    ...delegating(setting, flags, terminal),
  };
}

/** Loaded once something is to be done: whoever types first must not wait for it. */
const runLater: ConversationParts['run'] = async (...args) => {
  const { startRun } = await import('../run/start-run.ts');
  return await startRun(...args);
};

const resumeLater: ConversationParts['resume'] = async (...args) => {
  const { resumeRun } = await import('../run/resume-run.ts');
  return await resumeRun(...args);
};

const finishLater: NonNullable<ConversationParts['finish']> = async (...args) => {
  const { finishTurn } = await import('./finish-turn.ts');
  return await finishTurn(...args);
};

/** What a configuration warns of was said when the conversation began. */
const QUIET: Terminal = quietTerminal();

async function untilLeft(talk: Talk, setting: Setting, workspace: Workspace, terminal: Terminal): Promise<ExitCode> {
  greet(talk, terminal);
  const { flags } = talk.conversation;
  sayMissing({ model: talk.modelOf(flags), installed: pulledModels(setting).length, flags }, terminal);
  const files = async (): Promise<readonly string[]> => (await workspace.files()).files.map(({ path }) => path);
  const complete = completer(
    SLASH_COMMANDS.map(({ name }) => name),
    files,
  );
  const warn = warnOn(terminal);
  const history = new PromptHistory(setting.paths.history, warn);
  const editing =
    talk.conversation.flags.screenReader !== true && !isReadAloud(process.env) && canReplace(true, process.env);
  using prompt = new Prompt({ input: process.stdin, output: process.stderr, editing, history, complete });
  for (;;) {
    const input = await ask(prompt, labelOf(talk));
    if (input === undefined) break;
    try {
      const before = talk.conversation.session.turnCount;
      if (!(await answer(input, talk))) break;
      if (talk.conversation.session.turnCount > before) await offerDelegation(talk);
    } catch (thrown) {
      reportFailure(thrown, terminal, false);
    }
    terminal.err('');
  }
  const { id, turnCount } = talk.conversation.session;
  if (turnCount > 0) terminal.err(`Go on later with: hanzo dev --session ${shortSessionId(id)}`);
  return EXIT.done;
}

/** Signals of the outside end the question only: what works listens for itself. */
async function ask(prompt: Prompt, label: string): Promise<string | undefined> {
  const onInterrupt = (): void => prompt.interrupt();
  const onEnd = (): void => prompt.end();
  process.on('SIGINT', onInterrupt).on('SIGTERM', onEnd).on('SIGHUP', onEnd);
  try {
    return await prompt.ask(label);
  } finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onEnd).off('SIGHUP', onEnd);
  }
}

function labelOf({ conversation, terminal, modelOf }: Talk): string {
  const { costMicros } = conversation.session;
  const cost = costMicros > 0 ? ` ${formatDollars(costMicros)}` : '';
  return terminal.clean(`${terminal.style.cyan(modelOf(conversation.flags))}${cost}> `);
}

function greet({ conversation }: Talk, terminal: Terminal): void {
  const { id, turnCount, workspace, underWay } = conversation.session;
  if (turnCount === 0 && underWay === undefined) {
    say(`hanzo dev, about ${workspace}. Say what to do; /help shows more, /quit ends.`, terminal);
    return;
  }
  const count = turnCount === 1 ? '1 turn' : `${turnCount} turns`;
  terminal.err(`conversation ${shortSessionId(id)} about ${workspace} goes on: ${count} so far.`);
  if (underWay !== undefined)
    terminal.err(`Its last turn did not end: "${underWay.words.slice(0, 60)}". /resume does the rest.`);
}

function requirePerson({ watched }: Terminal): void {
  if (watched && process.stdin.isTTY === true) return;
  throw new HanzoError('USAGE', 'A conversation needs a terminal, or words to go on with.', {
    mend: 'hanzo dev --session last "now fix the second one"',
  });
}

/** @throws HanzoError SESSION_UNKNOWN; USAGE when it is about another workspace than the one that was named */
function storedSession(store: SessionStore, wanted: string, folder: string | undefined): StoredSession {
  const root = folder === undefined ? undefined : realpathSync(folder);
  const stored = store.find(wanted, root);
  if (root === undefined || stored.workspace === root) return stored;
  throw new HanzoError(
    'USAGE',
    `The conversation ${shortSessionId(stored.id)} is about ${stored.workspace}, not ${root}.`,
    {
      mend: 'Leave --workspace out, or begin a new conversation: leave --session out.',
    },
  );
}
