import { badParameter } from './bodies.ts';
import type { ApiStandInOptions } from './options.ts';
import type { Reply } from './reply.ts';
import type { StandInRequest } from './request.ts';

interface Optioned {
  readonly options: ApiStandInOptions;
}

/** Whether the answer to a request shall be worked on in the background. Streams of such answers are not spoken here. */
export function wantsBackground({ api, body, stream }: StandInRequest, { options }: Optioned): boolean {
  return api === 'responses' && body['background'] === true && !stream && options.background !== 'ignored';
}

/** What is refused of it, as servers do that have none. */
export function backgroundFault(request: StandInRequest, desk: Optioned): Reply | undefined {
  if (desk.options.background !== 'refused' || !wantsBackground(request, desk)) return undefined;
  return badParameter('background', "Unknown parameter: 'background'.", 'unknown_parameter');
}
