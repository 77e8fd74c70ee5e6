import { silentLogger, type GenerateRequest, type LogFacts, type Logger } from '@hanzo/contracts';
import {
  startCompatibleEngine,
  type CompatibleEngine,
  type CompatibleEngineOptions,
} from '../../src/compatible/index.ts';

export { everythingIn, failureOf, REQUEST } from '../asking.ts';

export const signal: AbortSignal = new AbortController().signal;

export const JSON_OUTPUT: GenerateRequest['output'] = {
  kind: 'json',
  name: 'finding',
  schema: {
    type: 'object',
    properties: { title: { type: 'string' } },
    required: ['title'],
    additionalProperties: false,
  },
};

export function engineAt(
  url: string,
  model: string,
  extra: Partial<CompatibleEngineOptions> = {},
): Promise<CompatibleEngine> {
  return startCompatibleEngine({ baseUrl: url, model, slots: 2, log: silentLogger, ...extra }, signal);
}

/** A logger that keeps what it is told, as one text. */
export function keptLog(): Logger & { readonly text: string } {
  const lines: string[] = [];
  const keep = (message: string, facts: LogFacts = {}): void => void lines.push(`${message} ${JSON.stringify(facts)}`);
  return {
    debug: keep,
    info: keep,
    warn: keep,
    get text() {
      return lines.join('\n');
    },
  };
}
