/**
 * Workspace tools: files, confinement, chunks, and the rung that checks syntax exactly.
 *
 * @packageDocumentation
 */
export * from './checks/checks.ts';
export * from './chunk.ts';
export { checkText } from './checks/check-text.ts';
export type { CheckReport } from './checks/check-text.ts';
export * from './edits/edit.ts';
export { editsBetween } from './edits/edits-between.ts';
export { readExact } from './edits/exact-file.ts';
export { newFilesClash } from './edits/new-file.ts';
export * from './edits/resolve-edits.ts';
export { overlap, splice } from './edits/splice.ts';
export { unifiedDiff } from './edits/unified-diff.ts';
export * from './checks/findings.ts';
export { createSyntaxParser } from './checks/syntax-parser.ts';
export type { ParseResult, SyntaxParser } from './checks/syntax-parser.ts';
export * from './tokens.ts';
export * from './tool-rung.ts';
export { extensionOf } from './units/language.ts';
export * from './units/normalized-unit.ts';
export * from './units/units.ts';
export * from './workspace/workspace.ts';
export { endInWords, lastLines } from './trial/run-command.ts';
export * from './trial/trial.ts';
export * from './trial/trial-command.ts';
