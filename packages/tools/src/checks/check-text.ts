import { type CheckName, checksFor } from './checks.ts';
import type { Finding } from './findings.ts';
import { findJsonFault } from './json-scan.ts';
import { findMergeConflicts } from './merge-markers.ts';
import { parsePython } from './parse-python.ts';
import type { ParseResult, SyntaxParser } from './syntax-parser.ts';

/** What was checked in a file, what was not and why, and what was found. */
export interface CheckReport {
  readonly checked: readonly CheckName[];
  /** Sentences without a full stop. */
  readonly unchecked: readonly string[];
  readonly findings: readonly Finding[];
}

export interface CheckTools {
  readonly parser: SyntaxParser;
  readonly signal: AbortSignal;
}

const MAX_QUOTE = 160;

/** Checks a text exactly: merge markers, then the syntax where this path's language has a check. */
export async function checkText(path: string, text: string, tools: CheckTools): Promise<CheckReport> {
  const syntax = checksFor(path).find((name) => name !== 'merge-markers');
  const conflicts = findMergeConflicts(text);
  if (syntax === undefined) {
    return {
      checked: ['merge-markers'],
      unchecked: [`there is no syntax check for ${extensionOf(path)} here`],
      findings: conflicts,
    };
  }
  if (conflicts.length > 0) {
    return {
      checked: ['merge-markers'],
      unchecked: ['the syntax is left for after the merge conflict'],
      findings: conflicts,
    };
  }
  const fault = await checkSyntax(syntax, path, text, tools);
  if (fault.kind === 'unable') return { checked: ['merge-markers'], unchecked: [fault.reason], findings: [] };
  return { checked: ['merge-markers', syntax], unchecked: [], findings: fault.kind === 'fine' ? [] : [fault.finding] };
}

type SyntaxVerdict = { kind: 'fine' } | { kind: 'unable'; reason: string } | { kind: 'fault'; finding: Finding };

async function checkSyntax(syntax: CheckName, path: string, text: string, tools: CheckTools): Promise<SyntaxVerdict> {
  switch (syntax) {
    case 'merge-markers':
      return { kind: 'fine' };
    case 'json':
    case 'jsonc':
      return checkJson(text, syntax === 'jsonc');
    case 'typescript':
      return verdict(text, 'TypeScript', await tools.parser.parse('typescript', text, tools));
    case 'javascript':
      return await checkJavaScript(path, text, tools);
    case 'python':
      return verdict(text, 'Python', await parsePython(path, text));
  }
}

function checkJson(text: string, lenient: boolean): SyntaxVerdict {
  const fault = findJsonFault(text, { lenient });
  if (fault === undefined) return { kind: 'fine' };
  const before = text.slice(0, fault.offset);
  const line = before.split('\n').length;
  const column = fault.offset - before.lastIndexOf('\n');
  const isOnlyLenient = !lenient && findJsonFault(text, { lenient: true }) === undefined;
  const message = isOnlyLenient
    ? `${fault.message}: comments and trailing commas are not JSON, and only some readers allow them (line ${line}, column ${column}).`
    : `${fault.message} (line ${line}, column ${column}).`;
  return { kind: 'fault', finding: faultFinding(text, line, message, isOnlyLenient ? 'low' : 'high') };
}

/** A `.js` file may be a script or a module; it is faulty only when it is neither. */
async function checkJavaScript(path: string, text: string, tools: CheckTools): Promise<SyntaxVerdict> {
  if (/^\s*(\/\*|\/\/)[^]{0,400}?@flow\b/.test(text))
    return { kind: 'unable', reason: 'it has Flow types, for which there is no check here' };
  const { parser } = tools;
  const asScript = async (): Promise<ParseResult> => await parser.parse('script', text, tools);
  const asModule = async (): Promise<ParseResult> => await parser.parse('module', text, tools);
  if (path.endsWith('.cjs')) return verdict(text, 'JavaScript', await asScript());
  if (path.endsWith('.mjs')) return verdict(text, 'JavaScript', await asModule());
  const script = await asScript();
  if (script.kind !== 'fault') return verdict(text, 'JavaScript', script);
  const module = await asModule();
  if (module.kind !== 'fault') return verdict(text, 'JavaScript', module);
  const isModule = /^[ \t]*(import|export)\b/m.test(text);
  const fault = isModule ? module : script;
  // React projects write JSX into .js files; that is not a mistake there.
  if (fault.message.includes("token '<'"))
    return { kind: 'unable', reason: 'it may hold JSX, for which there is no check here' };
  return verdict(text, 'JavaScript', fault);
}

function verdict(text: string, language: string, result: ParseResult): SyntaxVerdict {
  if (result.kind === 'fine') return result;
  if (result.kind === 'unable')
    return { kind: 'unable', reason: `the ${language} syntax could not be checked: ${oneLine(result.reason)}` };
  const place = result.line === undefined ? ' The parser does not say on which line.' : '';
  const message = `${language} syntax error: ${oneLine(result.message)}.${place}`;
  return { kind: 'fault', finding: faultFinding(text, result.line ?? 1, message, 'high') };
}

function faultFinding(text: string, line: number, message: string, severity: Finding['severity']): Finding {
  const lines = text.split('\n');
  // An error at the end of the file is shown on its last line with text.
  let shown = Math.min(line, lines.length);
  while (shown > 1 && (lines[shown - 1] ?? '').trim() === '') shown -= 1;
  const quote = (lines[shown - 1] ?? '').trim().slice(0, MAX_QUOTE);
  return {
    line: shown,
    quote,
    severity,
    category: 'syntax',
    confidence: 'high',
    message,
    rationale: '',
    fix: 'Mend the syntax here or in the lines just above.',
  };
}

function oneLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/[.\s]+$/, '') ?? '';
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(dot)} files` : name;
}
