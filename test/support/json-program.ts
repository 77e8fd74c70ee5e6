import { toHanzoError } from '@hanzo/contracts';

/** One line for whoever started this program. */
export function say<Line extends { readonly kind: string }>(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Runs a program with the configuration that its only argument holds; ends when whoever started it has ended. */
export async function runProgram<Config>(main: (config: Config) => void | Promise<void>): Promise<void> {
  process.stdin.on('end', () => process.exit()).resume();
  try {
    await main(JSON.parse(process.argv[2] ?? '{}') as Config);
  } catch (error) {
    process.stderr.write(`${toHanzoError(error).code}: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  }
}
