import { execFile } from 'node:child_process';
import { withoutKeys } from '@hanzo/contracts';

/** Runs a program of the system and resolves with what it prints. Rejects when it is missing, fails or takes long. */
export type RunTool = (command: string, args: readonly string[]) => Promise<string>;

const LIMIT_MS = 1_500;

/** No shell: arguments are handed over as they are. */
export const runTool: RunTool = (command, args) =>
  new Promise((resolve, reject) => {
    const options = {
      timeout: LIMIT_MS,
      maxBuffer: 1024 * 1024,
      windowsHide: true,
      env: { ...withoutKeys(process.env), LC_ALL: 'C' },
    };
    execFile(command, [...args], options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
  });

/** Why a tool did not run, for people. */
export function toolFault(command: string, error: unknown): string {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return missing ? `${command} is not installed` : `${command} does not work here`;
}
