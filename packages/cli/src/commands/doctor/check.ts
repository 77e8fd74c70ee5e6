import type { Setting } from '../../setting.ts';

/** What one look found. `warn` does not stop hanzo; `fail` does for some use that the detail names. */
export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** One line on how to mend it. Always there when not ok. */
  readonly mend?: string;
}

/** One thing that hanzo needs. Never throws: a fault is a finding. */
export type Check = (setting: Setting) => Promise<readonly Finding[]> | readonly Finding[];

export const ok = (name: string, detail: string): Finding => ({ name, state: 'ok', detail });
export const warn = (name: string, detail: string, mend: string): Finding => ({ name, state: 'warn', detail, mend });
export const fail = (name: string, detail: string, mend: string): Finding => ({ name, state: 'fail', detail, mend });

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
