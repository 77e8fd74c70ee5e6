import type { Delegation } from '@hanzo/delegate';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DelegateModel } from '../models/delegate-model.ts';

/** What was gathered for models of this machine alone is now sent to others. */
export function sayLeaving(
  { models: before }: Pick<Delegation, 'models'>,
  models: readonly Pick<DelegateModel, 'name' | 'kind'>[],
  terminal: Pick<Terminal, 'err' | 'style'>,
): void {
  const others = models.filter(({ kind }) => kind !== 'local').map(({ name }) => oneLine(name));
  if (others.length === 0 || !before.every((name) => name.startsWith('local:'))) return;
  terminal.err(
    `${terminal.style.yellow('warning:')} it was begun for models of this machine alone; now ${others.join(', ')} gets all of its request`,
  );
}
