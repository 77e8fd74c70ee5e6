import type { FoundFinding } from '../run/run-finding.ts';

/** What a run knew from earlier ones and did not ask again. Plain JSON: it is a part of the stored plan. */
export interface Remembered {
  /** SHA-256 over what answers depend on besides the code and the wishes: engines and policy. */
  readonly fingerprint: string;
  /** Functions, classes and blocks that were to be looked at, those of which it was known included. */
  readonly pieces: number;
  readonly known: readonly KnownPieces[];
  /** What had been found in the known ones, at the lines where it stands now. */
  readonly findings: readonly FoundFinding[];
  /** Files whose exact text was checked before. */
  readonly checks: readonly KnownCheck[];
  readonly by: readonly RememberedBy[];
  /** What the files import, one key each, where that counts. @default none */
  readonly imports?: readonly FileImports[];
  /** What the pieces of the files mention of other files, where they do. @default nothing */
  readonly declared?: readonly FileDeclared[];
}

/** What pieces of a file mention of other files: the first line of each, and one key over the signatures. */
export interface FileDeclared {
  readonly path: string;
  readonly keys: readonly (readonly [number, string])[];
}

/** What a file imports. */
export interface FileImports {
  readonly path: string;
  readonly key: string;
}

/** Pieces of one file that a planned task need not look at any more. */
export interface KnownPieces {
  /** Index of the planned task. */
  readonly task: number;
  readonly path: string;
  /** First lines of the pieces, in order. */
  readonly lines: readonly number[];
}

/** What a tool had said of a file. */
export interface KnownCheck {
  /** Index of the planned task. */
  readonly task: number;
  readonly path: string;
  readonly summary: string;
}

/** Who had looked, and when. */
export interface RememberedBy {
  /** For people. Never empty. */
  readonly engine: string;
  /** The UTC day, e.g. "2026-11-22". */
  readonly day: string;
  readonly pieces: number;
}

/** How many of the pieces were known. */
export function knownPieces({ known }: Pick<Remembered, 'known'>): number {
  return known.reduce((sum, { lines }) => sum + lines.length, 0);
}

/** What was known, in figures. */
export interface RememberedFigures {
  /** Pieces of code that were to be looked at. */
  readonly pieces: number;
  /** Those that had been looked at before, and are unchanged. */
  readonly known: number;
  /** Files that had been checked before, and are unchanged. */
  readonly checks: number;
  /** What had been found in all of these. */
  readonly findings: number;
  readonly by: readonly RememberedBy[];
}

/** Undefined when nothing was known. */
export function rememberedFigures(remembered: Remembered | undefined): RememberedFigures | undefined {
  if (remembered === undefined) return undefined;
  const { pieces, checks, findings, by } = remembered;
  const known = knownPieces(remembered);
  if (known + checks.length === 0) return undefined;
  return { pieces, known, checks: checks.length, findings: findings.length, by };
}
