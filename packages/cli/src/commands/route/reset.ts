import { countOf, EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import type { OutcomeCount } from '@hanzo/coordinator';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { confirm } from '../../terminal/confirm.ts';
import type { RouteResetFlags } from './flags.ts';
import { withOutcomes } from './stored-outcomes.ts';

/** Forgets what was learned from judged answers: of one model, or everything. Profiles stay. */
export async function run(flags: RouteResetFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const counts = withOutcomes<readonly OutcomeCount[]>(paths.outcomes, [], (book) => book.counts());
  const known = counts.filter(({ model }) => flags.model === undefined || model === flags.model);
  if (flags.model !== undefined && known.length === 0) throw nothingOf(flags.model, counts);
  const judged = known.reduce((sum, count) => sum + count.judged, 0);
  if (judged > 0 && flags.yes !== true) {
    const question = `Forget what ${countOf(judged, 'judged answer')} of ${flags.model ?? 'all models'} taught?`;
    if (!(await confirm(question, terminal, 'There is nobody to ask: give --yes.'))) {
      terminal.err('nothing was forgotten');
      return EXIT.incomplete;
    }
  }
  const forgotten = withOutcomes(paths.outcomes, 0, (book) => book.clear(flags.model));
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, forgotten, model: flags.model ?? null }));
  else
    terminal.out(
      forgotten === 0 ? 'There was nothing to forget.' : `forgotten: ${countOf(forgotten, 'judged answer')}`,
    );
  return EXIT.done;
}

function nothingOf(model: string, counts: readonly OutcomeCount[]): HanzoError {
  const names = [...new Set(counts.map((count) => count.model))];
  return new HanzoError('USAGE', `No answer of ${model} was judged.`, {
    details: { model },
    mend: names.length === 0 ? 'Nothing was learned yet.' : `Judged were: ${names.join(', ')}.`,
  });
}
