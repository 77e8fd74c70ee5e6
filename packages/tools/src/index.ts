/**
 * Workspace tools: files, confinement, chunks, and the rung that checks syntax exactly.
 *
 * @packageDocumentation
 */
export * from './checks.ts';
export * from './chunk.ts';
export { checkText } from './check-text.ts';
export type { CheckReport } from './check-text.ts';
export * from './edits/edit.ts';
export { editsBetween } from './edits/edits-between.ts';
export { readExact } from './edits/exact-file.ts';
export { newFilesClash } from './edits/new-file.ts';
export * from './edits/resolve-edits.ts';
export { overlap, splice } from './edits/splice.ts';
export { unifiedDiff } from './edits/unified-diff.ts';
export * from './findings.ts';
export { createSyntaxParser } from './syntax-parser.ts';
export type { ParseResult, SyntaxParser } from './syntax-parser.ts';
export * from './tokens.ts';
export * from './tool-rung.ts';
export { extensionOf } from './units/language.ts';
export * from './units/normalized-unit.ts';
export * from './units/units.ts';
export * from './workspace.ts';
export { endInWords, lastLines } from './trial/run-command.ts';
export * from './trial/trial.ts';
export * from './trial/trial-command.ts';
