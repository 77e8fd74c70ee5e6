import { laterCommand } from '../../../changes/offer-changes.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { ChosenFix } from './chosen-fixes.ts';
import type { DelegateApplyFlags } from './flags.ts';
import type { RefusedFix } from './patch-of-fixes.ts';
import type { StandingFix } from './standing-fixes.ts';

interface NotStanding {
  readonly left: readonly ChosenFix[];
  /** Of those, the ones of which a part is there: what trying them again makes of the files somebody has to look at. */
  readonly odd: readonly RefusedFix[];
}

/** Fixes that do not stand in the files. Of those that do it is said how to take them back, of others what is odd about them. */
export function notStanding(
  chosen: readonly ChosenFix[],
  standing: ReadonlyMap<number, StandingFix>,
  { flags, terminal }: { readonly flags: DelegateApplyFlags; readonly terminal: Terminal },
): NotStanding {
  const left: ChosenFix[] = [];
  const odd: RefusedFix[] = [];
  for (const one of chosen) {
    const { number, fix } = one;
    const known = standing.get(number);
    if (known?.there === 'untouched' || known?.there === 'all') {
      terminal.err(
        `fix ${number} is applied already${known.there === 'all' ? sinceChanged(known) : back(known, flags)}`,
      );
      continue;
    }
    left.push(one);
    if (known === undefined) continue;
    const set = known.changeSet;
    const isPart = known.there === 'part';
    const why = isPart
      ? `only a part of what the changes ${set} did for it is still there: look at it without --yes`
      : `by the changes ${set}, and nothing of that is left`;
    if (isPart) odd.push({ number, title: oneLine(fix.title), why });
    terminal.err(`${terminal.style.yellow('warning:')} fix ${number} was applied before${isPart ? ':' : ','} ${why}`);
  }
  return { left, odd };
}

function back({ changeSet }: StandingFix, { home }: DelegateApplyFlags): string {
  return `: there is nothing to do. Take it back with: ${laterCommand({ id: changeSet }, home)('undo')}`;
}

/** `hanzo changes undo` would not touch them. */
function sinceChanged({ changeSet }: StandingFix): string {
  return `, by the changes ${changeSet}, and its files were changed since`;
}
