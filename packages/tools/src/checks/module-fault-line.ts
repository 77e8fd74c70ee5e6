import { execFile } from 'node:child_process';

const TIME_LIMIT_MS = 10_000;

/**
 * Line of the syntax error in an ES module, by `node --check`, which compiles and does not run. Only for modules that
 * are known to be faulty: vm.SourceTextModule is exact, but tells no place, and a process for each file is slow.
 */
export function lineOfModuleFault(text: string, signal: AbortSignal): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const args = ['--check', '--input-type=module', '-'];
  const child = execFile(
    process.execPath,
    args,
    { env: {}, timeout: TIME_LIMIT_MS, signal },
    (_error, _stdout, stderr) => {
      const line = Number(/^\[stdin\]:(\d+)\n/.exec(stderr)?.[1]);
      resolve(Number.isSafeInteger(line) && line > 0 ? line : undefined);
    },
  );
  // A child that ends early breaks the pipe; its exit already tells what is to be told.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(text);
  return promise;
}
