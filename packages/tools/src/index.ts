/**
 * Workspace tools: files, confinement, chunks, and the rung that checks syntax exactly.
 *
 * @packageDocumentation
 */
export * from './checks.ts';
export * from './chunk.ts';
export { checkText } from './check-text.ts';
export type { CheckReport } from './check-text.ts';
export * from './findings.ts';
export { createSyntaxParser } from './syntax-parser.ts';
export type { ParseResult, SyntaxParser } from './syntax-parser.ts';
export * from './tokens.ts';
export * from './tool-rung.ts';
export * from './workspace.ts';
