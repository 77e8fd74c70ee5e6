import type { HanzoError } from '@hanzo/contracts';
import { DATA_NOTE, framed } from './data-frame.ts';
import { mendForClient } from './mend-for-client.ts';
import type { Reply } from './served-tool.ts';

/**
 * What went wrong, by its code, and how to mend it. What it says may have names of files in it, or a model's own words. A run
 * that was begun is named: what it has done is kept.
 */
export function faultReply({ code, message, mend: written, details }: HanzoError): Reply {
  const { goOnWith, runId } = details as { readonly goOnWith?: string; readonly runId?: string };
  const mend = written === undefined ? undefined : mendForClient(written);
  const lines = [
    `error ${code}`,
    framed('reason', message),
    ...(mend === undefined ? [] : [`mend: ${mend}`]),
    ...(goOnWith === undefined ? [] : [`What was done is kept. Go on with: ${goOnWith}`]),
  ];
  return {
    text: lines.join('\n'),
    data: { note: DATA_NOTE, error: { code, message, mend }, run: runId, go_on_with: goOnWith },
    isIncomplete: true,
  };
}
