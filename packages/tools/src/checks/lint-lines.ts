import { isAbsolute, relative } from 'node:path';
import type { Severity } from './findings.ts';

/** What a linter said of a line of a file. */
export interface LintLine {
  /** Inside the workspace, with forward slashes. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
  readonly severity: Severity;
}

/** Reads `path:line[:column]: message`, as compilers and linters write it ("unix" format); all other lines are left out. */
export function lintLines(output: string, root: string): readonly LintLine[] {
  return output.split('\n').flatMap((text) => {
    const [, file, line, message] = /^(\S.*?):(\d+)(?::\d+)?:\s+(\S.*)$/.exec(text.trimEnd()) ?? [];
    if (file === undefined || line === undefined || message === undefined || Number(line) < 1) return [];
    const path = (isAbsolute(file) ? relative(root, file) : file).replaceAll('\\', '/').replace(/^\.\//, '');
    return [{ path, line: Number(line), message, severity: severityOf(message) }];
  });
}

function severityOf(message: string): Severity {
  return /^\W*(warn|warning|note|info|hint)\b|\[warning\b/i.test(message) ? 'low' : 'medium';
}

/**
 * The file that a linter means: a path of the workspace, or of a package in it whose own folder the linter ran in. Undefined where
 * there is none, or several.
 */
export function meantFile(path: string, files: ReadonlySet<string>): string | undefined {
  if (files.has(path)) return path;
  const [only, ...others] = [...files].filter((file) => file.endsWith(`/${path}`));
  return others.length === 0 ? only : undefined;
}
