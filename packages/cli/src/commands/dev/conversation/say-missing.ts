import { warn } from '../../../terminal/say.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';

export interface FirstContact {
  /** The one that plans; `local:any` without a key. */
  readonly model: string;
  /** Models on this machine. */
  readonly installed: number;
  readonly flags: Pick<DevFlags, 'localOnly' | 'useHanzoNet'>;
}

/** Whoever has neither a key nor a model hears it before the first turn fails, with each way out. */
export function sayMissing({ model, installed, flags }: FirstContact, terminal: Terminal): void {
  const isPath = model.includes('/') || model.includes('\\');
  if (!model.startsWith('local:') || isPath || installed > 0 || flags.useHanzoNet === true) return;
  const isLocal = flags.localOnly === true;
  warn(`nothing can be done yet: ${isLocal ? '' : 'no API key is set, and '}no model is on this machine.`, terminal);
  if (!isLocal) terminal.err('  a key:             hanzo keys set openai');
  terminal.err('  a local model:     hanzo models pull llama3.2');
  if (!isLocal) terminal.err('  a server you have: hanzo dev --base-url <url> --orchestrator <model>');
}
