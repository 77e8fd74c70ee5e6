import { HanzoError, type EngineInfo, type GenerateRequest } from '@hanzo/contracts';
import { GO_ON } from './going-on.ts';
import { estimateTokens } from './token-estimate.ts';

/**
 * The beginning of an answer on its way to a server. Chat templates cut white space off the end of a message, so it goes
 * without: what the model then writes of it again is left out.
 */
export class Beginning {
  readonly text: string;
  /** What of it the model sees. */
  readonly shown: string;
  /** About how much of the cap of tokens it has used. */
  readonly tokens: number;
  /** White space that the model may still repeat. */
  #rest: string;

  constructor(text: string) {
    this.text = text;
    this.shown = text.trimEnd();
    this.tokens = estimateTokens(text);
    this.#rest = text.slice(this.shown.length);
  }

  /** What the body of a request needs. */
  get fields(): object {
    return this.shown === '' ? {} : GO_ON;
  }

  /** What is new in a piece of the model's text. */
  newIn(piece: string): string {
    let at = 0;
    while (this.#rest !== '' && at < piece.length) {
      const isRepeated = this.#rest[0] === piece[at];
      this.#rest = isRepeated ? this.#rest.slice(1) : '';
      if (isRepeated) at += 1;
    }
    return piece.slice(at);
  }
}

/** The request's beginning, if it has one. @throws HanzoError USAGE where the engine does not go on from it */
export function beginningOf({ resume = '', output }: GenerateRequest, info: EngineInfo): Beginning | undefined {
  if (resume === '') return undefined;
  if (info.resumes === true && output.kind === 'text') return new Beginning(resume);
  const what = output.kind === 'text' ? 'an answer' : 'an answer in JSON';
  throw new HanzoError('USAGE', `The server of ${info.modelName} cannot go on from the beginning of ${what}.`, {
    mend: 'Ask for the answer from its start.',
  });
}

/** The model began to think instead of going on: a server that sorts out reasoning takes what follows for that. */
export function tookForReasoning(host: string): HanzoError {
  return new HanzoError('ENGINE_FAILED', `${host} does not go on from the beginning of an answer, but thinks anew.`, {
    details: { host },
    mend: 'Ask for the answer from its start.',
  });
}
