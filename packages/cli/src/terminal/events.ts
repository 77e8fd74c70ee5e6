import type { Terminal } from './terminal.ts';

/** Prints one machine-readable event on stdout when `--json` is on; otherwise nothing. `v` is raised when fields change meaning. */
export type EmitEvent = (event: string, fields?: Readonly<Record<string, unknown>>) => void;

export function eventEmitter(terminal: Terminal, json: boolean | undefined): EmitEvent {
  if (json !== true) return () => undefined;
  return (event, fields = {}) => terminal.out(JSON.stringify({ v: 1, event, ...fields }));
}
