import { fault, type FaultContext } from './fault.ts';

export type Bag = Readonly<Record<string, unknown>>;

/** One line of a batch's files: of a request, of its answer, or of its error. */
export interface BatchLine {
  readonly custom_id: string;
  /** Of a request. */
  readonly body?: Bag;
  /** Of what it was answered. */
  readonly response?: { readonly status_code: number; readonly request_id?: string; readonly body?: Bag };
  /** Why it was not carried out. */
  readonly error?: Bag;
}

/** Reads a file of a batch. Throws API_FAILED when a line is no JSON object with an id. */
export function readBatchLines(text: string, context: FaultContext): readonly BatchLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const read = parsed(line);
      if (read === undefined) {
        const message = `Line ${at + 1} of a file of the batch at ${context.host} cannot be read.`;
        throw fault('API_FAILED', message, context, { charged: 'unknown' });
      }
      return read;
    });
}

function parsed(line: string): BatchLine | undefined {
  const bag = bagOf(attempt(line));
  const id = bag?.['custom_id'];
  if (bag === undefined || typeof id !== 'string') return undefined;
  const [body, error, response] = [bagOf(bag['body']), bagOf(bag['error']), responseOf(bagOf(bag['response']))];
  return { custom_id: id, ...(body && { body }), ...(error && { error }), ...(response && { response }) };
}

function responseOf(bag: Bag | undefined): BatchLine['response'] {
  const status = bag?.['status_code'];
  if (bag === undefined || typeof status !== 'number') return undefined;
  const [body, requestId] = [bagOf(bag['body']), textIn(bag, 'request_id')];
  return { status_code: status, ...(body && { body }), ...(requestId && { request_id: requestId }) };
}

function attempt(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A value that is an object; undefined for any other. */
export function bagOf(value: unknown): Bag | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : undefined;
}

/** A field that is a text; undefined for any other. */
export function textIn(bag: Bag | undefined, name: string): string | undefined {
  const found = bag?.[name];
  return typeof found === 'string' ? found : undefined;
}
