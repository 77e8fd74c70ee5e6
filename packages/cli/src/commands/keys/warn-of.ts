import type { Left } from '@hanzo/keys';
import type { Terminal } from '../../terminal/terminal.ts';

/** Says what stayed in the keychain when a key left it: what was asked for is done all the same. */
export function warnOf({ fault }: Left, { err, style }: Pick<Terminal, 'err' | 'style'>): void {
  if (fault === undefined) return;
  err(`${style.yellow('warning:')} ${fault.message}`);
  if (fault.mend !== undefined) err(`  ${style.cyan('mend:')} ${fault.mend}`);
}
