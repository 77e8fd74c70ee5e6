/** Where a run finds and leaves its things, as typed where the person stands. */
export interface StartPlaces {
  readonly home: string;
  readonly workspace: string;
  readonly reports: readonly string[];
  readonly patch: string;
}

export interface Start extends StartPlaces {
  readonly model: string;
  readonly instructions: string;
}

/** The arguments of `hanzo dev`; what somebody says in `extra` goes before what `npm start` would say by itself. */
export function devArguments(start: Start, extra: readonly string[]): readonly string[] {
  const { home, workspace, reports, patch, model, instructions } = start;
  const resumes = names(extra, '--resume');
  // A run that is taken up again has its instructions and its workspace already.
  const said = resumes || names(extra, '--session', '--instructions-file', '-i') ? [] : [instructions];
  const where = resumes ? [] : ['--workspace', workspace];
  // A local model that plans nothing pays nobody either, unless --budget says so. A run has its own already.
  const free = resumes || names(extra, '--orchestrator') ? [] : ['--orchestrator', `local:${model}`];
  const files = [...where, ...reports.flatMap((file) => ['--output', file]), '--patch', patch];
  // Kept answers would leave the workers nothing to do.
  return ['dev', ...said, '--home', home, '--use-hanzo-net', '--no-cache', ...files, ...free, ...extra];
}

/** True when a flag is among the arguments: `--flag`, `--flag=value`, `-f`, `-fvalue`. */
export function names(extra: readonly string[], ...flags: readonly string[]): boolean {
  const isNamed = (argument: string, flag: string): boolean =>
    flag.startsWith('--') ? argument === flag || argument.startsWith(`${flag}=`) : argument.startsWith(flag);
  return extra.some((argument) => flags.some((flag) => isNamed(argument, flag)));
}
