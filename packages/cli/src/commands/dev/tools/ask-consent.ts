import { BUILT_IN, HanzoError, toHanzoError, type Tool, type ToolEffect } from '@hanzo/contracts';
import type { AskConsent, Consent, ConsentQuestion } from '@hanzo/tools';
import { ask, canAsk } from '../../../terminal/ask.ts';
import { rowsOfWidth } from '../../../terminal/display-width.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { shown, toldInput } from './told-input.ts';

const EFFECTS: Readonly<Record<ToolEffect, string>> = {
  read: 'it looks at what is on this machine',
  write: 'it changes something on this machine',
  network: 'it reaches something elsewhere, and may change it',
};

/** The same, for a question in one line. */
const SHORTLY: Readonly<Record<ToolEffect, string>> = {
  read: 'looks at this machine',
  write: 'changes this machine',
  network: 'reaches elsewhere',
};

/** Rows of the terminal that stay free: what was printed before, and the answer. */
const FREE_ROWS = 4;

export interface AskConsentParts {
  readonly flags: Pick<DevFlags, 'json' | 'yes'>;
  readonly terminal: Terminal;
  /** Ends the run as Ctrl-C does. */
  readonly onLeft: () => void;
  /** Asks a person. @default on the terminal */
  readonly question?: typeof ask;
  /** @default of the terminal */
  readonly isAttended?: boolean;
}

/**
 * Asks a person on the terminal before a tool is called that needs it; undefined where nobody is there, or wants to be asked:
 * `--yes` agrees to plans, and to no tool.
 */
export function consentOnTerminal(parts: AskConsentParts): AskConsent | undefined {
  const { flags, terminal, isAttended = canAsk(terminal) } = parts;
  if (flags.json === true || flags.yes === true || !isAttended) return undefined;
  return async (asked, signal) => await askOnTerminal(asked, signal, parts);
}

async function askOnTerminal(
  { tool, input, taskId }: ConsentQuestion,
  signal: AbortSignal,
  { terminal, onLeft, question = ask }: AskConsentParts,
): Promise<Consent> {
  using open = terminal.question();
  const { columns, rows, style } = terminal;
  const whose = tool.origin === BUILT_IN ? 'hanzo' : shown(tool.origin);
  const name = `${shown(tool.spec.name)} of ${whose}`;
  const who = taskId.endsWith('-plan') ? 'The orchestrator' : 'A critic';
  const head = `${who} wants to call ${name}: ${EFFECTS[tool.effect]}`;
  // The question itself says what it is about: whatever stands above it, nobody agrees to another tool.
  const asks = `Allow ${name} (${SHORTLY[tool.effect]})? ${ANSWERS}`;
  const taken = rowsOfWidth(head, columns).length + rowsOfWidth(`${asks}${SHOW_ALL}: `, columns).length;
  const fields = namesOfFields(tool);
  const room = { columns, rows: Math.max(1, rows - FREE_ROWS - taken) };
  let { isWhole, rows: told } = toldInput(input, room, fields);
  const say = (): void => {
    open.err(style.bold(head));
    for (const row of told) open.err(row);
  };
  say();
  try {
    for (;;) {
      const words = `${asks}${isWhole ? '' : SHOW_ALL}:`;
      const answer = (await question(words, { whenLeft: 'The tool was not called.', signal })).toLowerCase();
      if (/^y(es)?$/.test(answer)) return 'once';
      if (/^a(lways)?$/.test(answer)) return 'always';
      if (/^no?$/.test(answer)) return 'no';
      if (isWhole || !/^s(how)?( all)?$/.test(answer)) continue;
      ({ isWhole, rows: told } = toldInput(input, { columns, rows: Infinity }, fields));
      say();
    }
  } catch (error) {
    signal.throwIfAborted();
    if (toHanzoError(error).code !== 'CANCELLED') throw error;
    onLeft();
    return 'no';
  }
}

const ANSWERS = '[y]es, this once/[a]lways in this run/[n]o';
const SHOW_ALL = '/[s]how all';

function namesOfFields({ spec }: Tool): readonly string[] {
  const properties = spec.parameters['properties'];
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/**
 * What a program says to the question. What is neither true nor false is a fault of the program, that no run should hide.
 *
 * @param end ends the run with this error
 */
export function consentByProgram(
  approve: (question: ToolQuestion) => Promise<boolean>,
  end: (error: HanzoError) => void,
): AskConsent {
  return async ({ tool, input, taskId }) => {
    const { spec, origin, effect } = tool;
    const answer: unknown = await approve({ tool: spec.name, origin, effect, input, taskId });
    if (typeof answer === 'boolean') return answer ? 'once' : 'no';
    const error = new HanzoError('USAGE', 'approveTool said neither true nor false.', {
      mend: 'Let it return a promise of true or false.',
    });
    end(error);
    throw error;
  };
}

/** What a program is asked before a tool is called. */
export interface ToolQuestion {
  readonly tool: string;
  /** `hanzo`, or the name of the MCP server. */
  readonly origin: string;
  readonly effect: ToolEffect;
  /** JSON, without secrets. */
  readonly input: string;
  readonly taskId: string;
}
