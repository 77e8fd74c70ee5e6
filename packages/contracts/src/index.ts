/**
 * The words every package shares. No I/O, no dependencies.
 *
 * @packageDocumentation
 */
export * from './api-call.ts';
export * from './api-model.ts';
export * from './attempt.ts';
export * from './catalogue.ts';
export * from './clock.ts';
export * from './commented-function.ts';
export * from './content-cache.ts';
export * from './content-key.ts';
export * from './data-class.ts';
export * from './engine.ts';
export * from './errors.ts';
export * from './executor.ts';
export * from './exit-codes.ts';
export * from './finding.ts';
export * from './gate-names.ts';
export * from './generate.ts';
export * from './image-tokens.ts';
export * from './image.ts';
export * from './key-variables.ts';
export * from './logger.ts';
export * from './mcp.ts';
export * from './model-card.ts';
export * from './money.ts';
export * from './nearest.ts';
export * from './price.ts';
export * from './routing.ts';
export * from './savings.ts';
export * from './secrets.ts';
export * from './task-models.ts';
export * from './task.ts';
export * from './text.ts';
export * from './tool.ts';
export * from './unknown-model.ts';
