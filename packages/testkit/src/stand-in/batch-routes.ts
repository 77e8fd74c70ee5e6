import type { IncomingMessage, ServerResponse } from 'node:http';
import { badParameter, errorBody, notFound } from './bodies.ts';
import type { BatchDesk } from './batch-desk.ts';
import type { Desk } from './desk.ts';
import { readBytes, readJson } from './read-body.ts';
import type { Reply } from './reply.ts';
import { sendJson } from './speak.ts';

type HttpError = Extract<Reply, { kind: 'http-error' }>;

/** What to send: a body, a file's text, or an error. */
type Answer =
  | HttpError
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'file'; readonly text: string };

/** POST and GET of /v1/files and /v1/batches. Resolves to false for any other path. */
export async function answerBatches(
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
  desk: Desk,
  batches: BatchDesk,
): Promise<boolean> {
  const [, version, kind, id, action] = path.split('/');
  if (version !== 'v1' || (kind !== 'files' && kind !== 'batches')) return false;
  const key = /^Bearer (.*)$/.exec(incoming.headers.authorization ?? '')?.[1];
  const route = `${incoming.method ?? ''} ${kind}${id === undefined ? '' : '/id'}${action === undefined ? '' : `/${action}`}`;
  const answer =
    desk.checkKey(key) ??
    (kind === 'files'
      ? await answerFiles(incoming, route, id ?? '', desk)
      : await answerBatch(incoming, route, id ?? '', key, batches));
  if (answer === undefined) return false;
  send(answer, response);
  return true;
}

async function answerFiles(
  incoming: IncomingMessage,
  route: string,
  id: string,
  { files }: Desk,
): Promise<Answer | undefined> {
  if (route === 'POST files') return await upload(incoming, files);
  const [about, text] = [files.about(id), files.content(id)];
  if (about === undefined || text === undefined) return notFound('File object', id);
  if (route === 'DELETE files/id') {
    files.delete(id);
    return { kind: 'json', body: { id, object: 'file', deleted: true } };
  }
  if (route === 'GET files/id') return { kind: 'json', body: about };
  return route === 'GET files/id/content' ? { kind: 'file', text } : undefined;
}

async function upload(incoming: IncomingMessage, files: Desk['files']): Promise<Answer> {
  const type = incoming.headers['content-type'] ?? '';
  const form = await new Response(await readBytes(incoming), { headers: { 'content-type': type } }).formData();
  const [file, purpose] = [form.get('file'), form.get('purpose')];
  if (!(file instanceof File)) return badParameter('file', "Missing required parameter: 'file'.");
  if (purpose !== 'batch') return badParameter('purpose', "Invalid value for 'purpose': only 'batch' is kept here.");
  return { kind: 'json', body: files.add(await file.text(), file.name, 'batch') };
}

async function answerBatch(
  incoming: IncomingMessage,
  route: string,
  id: string,
  key: string | undefined,
  batches: BatchDesk,
): Promise<Answer | undefined> {
  if (route === 'POST batches') return create(await readJson(incoming), key, batches);
  if (route === 'GET batches') return { kind: 'json', body: batches.list() };
  if (route === 'GET batches/id') return found(await batches.look(id), id);
  if (route !== 'POST batches/id/cancel') return undefined;
  const cancelled = batches.cancel(id);
  if (cancelled !== 'ended') return found(cancelled, id);
  const words = `Cannot cancel a batch that has ended: ${id}`;
  return { kind: 'http-error', status: 409, body: errorBody(words, 'invalid_request_error', null) };
}

function create(body: Readonly<Record<string, unknown>>, key: string | undefined, batches: BatchDesk): Answer {
  if (body['completion_window'] !== '24h') {
    return badParameter('completion_window', "Invalid value for 'completion_window': '24h' is the only one.");
  }
  const made = batches.create(body['input_file_id'], body['endpoint'], key);
  return made === undefined
    ? badParameter('input_file_id', 'There is no such file, or no such endpoint.', 'invalid_value')
    : { kind: 'json', body: made };
}

function found(body: Readonly<Record<string, unknown>> | undefined, id: string): Answer {
  return body === undefined ? notFound('Batch', id) : { kind: 'json', body };
}

function send(answer: Answer, response: ServerResponse): void {
  if (answer.kind === 'http-error') sendJson(response, answer.status, answer.body, answer.headers);
  else if (answer.kind === 'json') sendJson(response, 200, answer.body);
  else {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    response.end(answer.text);
  }
}
