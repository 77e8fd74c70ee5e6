import { openSyntax } from '../syntax/syntax.ts';
import type { ParseResult } from './syntax-parser.ts';

/**
 * Parses Python without running it, with a parser that is tolerant of other versions: what it is sure of is a fault, what it
 * does not understand may only be newer than it is, and what it accepts may still be refused by a Python.
 */
export async function parsePython(path: string, text: string): Promise<ParseResult> {
  using syntax = await openSyntax([path]);
  const analysis = syntax.analysis(path, text);
  if (analysis === undefined) return { kind: 'unable', reason: 'it is too long or too odd for the parser' };
  const [fault] = analysis.faults;
  if (fault !== undefined) return { kind: 'fault', message: fault.message, line: fault.line };
  if (analysis.unclearLine === undefined) return { kind: 'fine' };
  return { kind: 'unable', reason: `line ${analysis.unclearLine} may be newer than the parser` };
}
