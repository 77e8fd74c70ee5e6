/** Severities, mildest first. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How sure whoever found it is, least sure first. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/**
 * What a finding is about. A closed list, so that two looks at the same defect give it the same name, and reports the same
 * rule. In the order of the focuses that ask for them; the last stands for everything else.
 */
export const CATEGORIES = [
  'injection',
  'xss',
  'path-traversal',
  'ssrf',
  'secret',
  'authentication',
  'authorization',
  'cryptography',
  'deserialization',
  'input-validation',
  'logic',
  'off-by-one',
  'null-dereference',
  'type-error',
  'error-handling',
  'resource-leak',
  'concurrency',
  'api-misuse',
  'complexity',
  'repeated-work',
  'blocking-io',
  'memory-growth',
  'query-in-loop',
  'coupling',
  'cycle',
  'layering',
  'duplication',
  'dead-code',
  'readability',
  'missing-test',
  'weak-test',
  'flaky-test',
  'missing-docs',
  'wrong-docs',
  'syntax',
  'format',
  'lint',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** One thing that was found in a file. Tools and models give the same shape. */
export interface Finding {
  /** Line of the file, counted from 1. */
  readonly line: number;
  /** Text of that line or those lines, copied. It is the evidence. */
  readonly quote: string;
  readonly severity: Severity;
  readonly category: Category;
  /** Whoever found it named no category that is known: `other` is not what he said. @default it is what he said */
  readonly isUnsorted?: true;
  readonly confidence: Confidence;
  readonly message: string;
  /** Why it is one: how the quoted code leads to the harm. May be empty. */
  readonly rationale: string;
  /** What to do about it; may be empty. */
  readonly fix: string;
}

/** The answer of a task that looks for things. */
export interface FindingsAnswer {
  readonly summary: string;
  readonly findings: readonly Finding[];
}

/** What a whole run is about: its plan, checklists, evidence rules and report follow from it. */
export const FOCUSES = ['security', 'performance', 'architecture', 'quality', 'tests', 'docs'] as const;
export type Focus = (typeof FOCUSES)[number];
