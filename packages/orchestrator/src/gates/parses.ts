import type { GateVerdict } from '@hanzo/contracts';
import { checkText, type FileChange, type Finding, type SyntaxParser } from '@hanzo/tools';
import { PASSED, reject } from './verdict.ts';

/** The syntax of each file is right after the edits, where there is a check for it. One that was broken before may stay so. */
export async function parses(
  files: readonly FileChange[],
  parser: SyntaxParser,
  signal: AbortSignal,
): Promise<GateVerdict> {
  for (const { path, before, after } of files) {
    const [fault] = await faultsOf(path, after, parser, signal);
    if (fault === undefined) continue;
    if (before !== undefined && (await faultsOf(path, before, parser, signal)).length > 0) continue;
    const quote = JSON.stringify(fault.quote.slice(0, 80));
    return reject('parses', `${path}:${fault.line} after the edits: ${fault.message} There stands ${quote}.`);
  }
  return PASSED;
}

async function faultsOf(
  path: string,
  text: string,
  parser: SyntaxParser,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { findings } = await checkText(path, text.replace(/^\ufeff/, ''), { parser, signal });
  return findings.filter(({ severity }) => severity === 'high' || severity === 'critical');
}
