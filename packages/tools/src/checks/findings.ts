/** Severities, mildest first. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One thing that was found in a file. Tools and models give the same shape. */
export interface Finding {
  /** Line of the file, counted from 1. */
  readonly line: number;
  /** Text of that line or those lines, copied. It is the evidence. */
  readonly quote: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it; may be empty. */
  readonly fix: string;
}

/** The answer of a task that looks for things. */
export interface FindingsAnswer {
  readonly summary: string;
  readonly findings: readonly Finding[];
}
