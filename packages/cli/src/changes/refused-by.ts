import type { ChangeCheck, ChangeSet } from './change-set.ts';

/** What speaks against applying a set unseen: commands that fail with it; all of them, where none could be tried at all. */
export function refusedBy({ checks }: Pick<ChangeSet, 'checks'>): readonly ChangeCheck[] {
  if (checks.every(({ isUntried }) => isUntried === true)) return checks;
  return checks.filter(({ verdict }) => verdict === 'failed');
}

/** For the end of a question; empty where nothing speaks against it. */
export function although(refused: readonly ChangeCheck[]): string {
  const names = refused.map(({ name }) => name).join(', ');
  if (names === '') return '';
  return isUntried(refused) ? `, although ${names} could not be tried` : `, although ${names} fails`;
}

/** Why `--yes` alone does not apply it. */
export function whyNotUnasked(refused: readonly ChangeCheck[]): string {
  return isUntried(refused)
    ? '--yes does not apply what no command of the project could be tried on'
    : '--yes does not apply what a command of the project refuses';
}

function isUntried(refused: readonly ChangeCheck[]): boolean {
  return refused.every((check) => check.isUntried === true);
}
