/**
 * Exit codes of every `hanzo` command. Published: scripts may rely on them.
 * 0 done · 1 incomplete · 2 usage · 3 configuration · 4 budget · 5 unreachable · 6 findings at or above `--fail-on` · 130 interrupted
 */
export const EXIT = {
  done: 0,
  incomplete: 1,
  usage: 2,
  configuration: 3,
  budget: 4,
  unreachable: 5,
  findings: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
