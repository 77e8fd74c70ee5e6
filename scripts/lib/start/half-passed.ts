import { existsSync, readFileSync } from 'node:fs';

/** True when at least half of the answers passed, as a run's report in JSON has it. */
export function halfPassed(report: string): boolean {
  if (!existsSync(report)) return false;
  const { receipt } = JSON.parse(readFileSync(report, 'utf8')) as Reported;
  const { passed = 0, judged = 0 } = receipt?.answers ?? {};
  return passed > 0 && passed * 2 >= judged;
}

interface Reported {
  readonly receipt?: { readonly answers?: { readonly passed?: number; readonly judged?: number } };
}
