import { HanzoError, toHanzoError, type Clock, type Tool, type ToolRules } from '@hanzo/contracts';
import { Turns } from '../calling/turns.ts';
import { untilAborted } from '../calling/until-aborted.ts';
import { consentOf } from './consent-of.ts';

/** A call that somebody must agree to. */
export interface ConsentQuestion {
  readonly tool: Tool;
  /** JSON as it would be given to the tool, without secrets. */
  readonly input: string;
  readonly taskId: string;
}

/** `always`: for this tool, as long as this toolbox is there. */
export type Consent = 'once' | 'always' | 'no';

/** Asks a person. */
export type AskConsent = (question: ConsentQuestion, signal: AbortSignal) => Promise<Consent>;

/** Whether a call may be made, by the user's rules and by the user. */
export class ConsentDesk {
  readonly #rules: ToolRules;
  readonly #ask: AskConsent | undefined;
  readonly #clock: Clock;
  readonly #turns = new Turns();
  readonly #always = new Set<string>();
  /** Calls that somebody said no to, by task and content: nobody is asked the same twice. */
  readonly #refused = new Set<string>();
  #askedSince: number | undefined;
  #askedMs = 0;

  constructor(rules: ToolRules, ask: AskConsent | undefined, clock: Clock) {
    this.#rules = rules;
    this.#ask = ask;
    this.#clock = clock;
  }

  /** How long questions have been open until now, in milliseconds. */
  get askedMs(): number {
    const open = this.#askedSince === undefined ? 0 : this.#clock.elapsed() - this.#askedSince;
    return this.#askedMs + open;
  }

  /** Why a tool cannot be called, whatever its arguments. Undefined: it can, or somebody will be asked. */
  barrier(tool: Tool): HanzoError | undefined {
    const { name } = tool.spec;
    const consent = consentOf(tool, this.#rules);
    if (consent === 'deny') {
      const mend = 'The section tools of config.json says so: `hanzo config show`.';
      return new HanzoError('TOOL_REFUSED', `${name} is not allowed.`, { mend });
    }
    if (consent === 'allow' || this.#ask !== undefined) return undefined;
    return nobody(name);
  }

  /**
   * Returns when the call may be made.
   *
   * @param key of the call: by it a "no" is remembered
   * @throws HanzoError TOOL_REFUSED, or the signal's reason
   */
  async agree(question: ConsentQuestion, key: string, signal: AbortSignal): Promise<void> {
    const { tool, taskId } = question;
    const barrier = this.barrier(tool);
    if (barrier !== undefined) throw barrier;
    const ask = this.#ask;
    if (ask === undefined || consentOf(tool, this.#rules) === 'allow') return;
    using turn = this.#turns.take('alone');
    await untilAborted(turn.begun, signal);
    const { name } = tool.spec;
    if (this.#always.has(name)) return;
    const call = `${taskId}\0${key}`;
    const answer = this.#refused.has(call) ? 'no' : await this.#put(ask, question, signal);
    if (answer === 'always') this.#always.add(name);
    if (answer !== 'no') return;
    this.#refused.add(call);
    throw new HanzoError('TOOL_REFUSED', `The user was asked, and does not want this call of ${name}.`);
  }

  async #put(ask: AskConsent, question: ConsentQuestion, signal: AbortSignal): Promise<Consent> {
    this.#askedSince = this.#clock.elapsed();
    try {
      // Also one that throws before it promises anything.
      return await untilAborted(
        Promise.resolve().then(() => ask(question, signal)),
        signal,
      );
    } catch (cause) {
      signal.throwIfAborted();
      throw askingFailed(question.tool.spec.name, cause);
    } finally {
      this.#askedMs = this.askedMs;
      this.#askedSince = undefined;
    }
  }
}

function nobody(name: string): HanzoError {
  return new HanzoError('TOOL_REFUSED', `${name} needs the user's consent, and nobody is there to be asked.`, {
    mend: `Allow it with --allow-tools ${name}.`,
  });
}

/** Somebody is there: it is whoever asks that has a fault. */
function askingFailed(name: string, cause: unknown): HanzoError {
  const { message } = toHanzoError(cause);
  return new HanzoError('TOOL_REFUSED', `${name} needs the user's consent, and asking failed: ${message}`, { cause });
}
