import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BackgroundDesk } from './background-desk.ts';
import { errorBody, notFound } from './bodies.ts';
import type { Desk } from './desk.ts';
import type { Reply } from './reply.ts';
import { sendJson } from './speak.ts';

/** GET and DELETE of /v1/responses/ID, and POST of its cancel. Resolves to false for any other path. */
export function answerBackground(
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
  desk: Desk,
  background: BackgroundDesk,
): boolean {
  const [, version, kind, id, action] = path.split('/');
  if (version !== 'v1' || kind !== 'responses' || id === undefined) return false;
  const route = `${incoming.method ?? ''}${action === undefined ? '' : ` ${action}`}`;
  if (route !== 'GET' && route !== 'DELETE' && route !== 'POST cancel') return false;
  const refused = desk.checkKey(/^Bearer (.*)$/.exec(incoming.headers.authorization ?? '')?.[1]);
  const found = refused ?? foundBy(route, id, background) ?? notFound('Response', id);
  send(found, response);
  return true;
}

function send(found: NonNullable<ReturnType<BackgroundDesk['look']>>, response: ServerResponse): void {
  if (isError(found)) {
    const { status, body = errorBody('Error.', 'server_error', null), headers } = found;
    sendJson(response, status, body, headers);
  } else if ('kind' in found && found.kind === 'drop') response.socket?.destroy();
  else sendJson(response, 200, found);
}

type HttpError = Extract<Reply, { kind: 'http-error' }>;

function isError(found: object): found is HttpError {
  return 'kind' in found && found.kind === 'http-error';
}

function foundBy(
  route: 'GET' | 'DELETE' | 'POST cancel',
  id: string,
  background: BackgroundDesk,
): ReturnType<BackgroundDesk['look']> {
  switch (route) {
    case 'GET':
      return background.look(id);
    case 'POST cancel':
      return background.cancel(id);
    case 'DELETE':
      return background.delete(id) ? { id, object: 'response', deleted: true } : undefined;
  }
}
