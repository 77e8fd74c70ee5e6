import { EXIT, formatDollars, type ExitCode } from '@hanzo/contracts';
import { standingAnswers, type Delegation } from '@hanzo/delegate';
import { changeStateIn } from '../../changes/change-state.ts';
import { glyphsFor } from '../../terminal/glyphs.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import { fittedLines } from '../tasks/fitted-lines.ts';
import type { DelegationFlags } from './flags.ts';
import { openPlace } from './place.ts';
import { resumeCommand } from './show/say-left.ts';

const HEAD = ['delegation', 'asked', 'models', 'state', 'cost', 'issue'];
const GIVES_WAY = { texts: ['issue', 'models'], leftOut: ['asked', 'cost'] };

/** The delegations of a project, the newest first. */
export async function run(flags: DelegationFlags, terminal: Terminal): Promise<ExitCode> {
  const { delegations, setting } = await openPlace(flags, terminal);
  const changeState = changeStateIn(setting.paths);
  const all = await delegations.listAll();
  if (flags.json === true) {
    const told = all.map((one) => ({
      ...withoutTerms(one),
      state: stateOf(one, changeState),
      costMicros: costOf(one),
    }));
    terminal.out(JSON.stringify({ v: 1, folder: delegations.folder, delegations: told }));
    return EXIT.done;
  }
  if (all.length === 0) {
    terminal.out('There is no delegation here. Begin one: hanzo delegate "what is wrong"');
    return EXIT.done;
  }
  const rows = all.map((one) => [
    one.id,
    formatTime(one.createdAt),
    askedModels(one).map(oneLine).join(','),
    `${one.isForeign ? 'foreign, ' : ''}${stateOf(one, changeState)}`,
    formatDollars(costOf(one)),
    oneLine(one.issue),
  ]);
  const { outWatched: watched, columns } = terminal;
  for (const line of fittedLines(HEAD, rows, GIVES_WAY, { watched, columns, glyphs: glyphsFor(process.env) }))
    terminal.out(line);
  if (all.some(({ isForeign }) => isForeign))
    terminal.err('foreign: not made here. It can be shown, and applied by its id; nothing else is done with it.');
  const left = all.find(({ isFinished, isForeign }) => !isFinished && !isForeign);
  if (left !== undefined) terminal.err(`Go on with what was not finished: ${resumeCommand(left.id, flags)}`);
  return EXIT.done;
}

/**
 * How a delegation stands, in a word or two: the last word of the surest answer, else what came instead.
 *
 * @param changeState how a set of changes stands now, by its id; undefined where nobody knows it
 */
export function stateOf(delegation: Delegation, changeState: (changeSet: string) => string | undefined): string {
  const { isFinished, results, applied, offered } = delegation;
  const noted = new Set(applied.map(({ changeSet }) => changeSet));
  const states = [...offered, ...applied].map(
    ({ changeSet }) => changeState(changeSet) ?? (noted.has(changeSet) ? 'applied' : undefined),
  );
  if (states.includes('applied')) return 'applied';
  const [best] = standingAnswers(delegation);
  if (!isFinished) return best === undefined ? 'unfinished' : `unfinished, ${best.confidence ?? 'answered'}`;
  const state = best?.confidence ?? results.at(-1)?.state ?? 'unfinished';
  return states.includes('undone') ? `${state}, undone` : state;
}

/** Those that were wanted, and those that followed an unsure one. */
function askedModels({ models, further, results }: Delegation): readonly string[] {
  return [...new Set([...models, ...[...further, ...results].map(({ model }) => model)])];
}

function costOf({ results }: Delegation): number {
  return results.reduce((sum, { costMicros }) => sum + costMicros, 0);
}

/** They are for whoever takes it up, and long. */
function withoutTerms(delegation: Delegation): Omit<Delegation, 'terms'> {
  const { terms: _, ...told } = delegation;
  return told;
}
