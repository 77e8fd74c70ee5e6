import { contentKey, type TaskKind } from '@hanzo/contracts';
import type { Unit } from '@hanzo/tools';

/** What these find depends on what the names of a file stand for, and that is said where it imports. */
const IMPORTS_COUNT: ReadonlySet<TaskKind> = new Set<TaskKind>(['security', 'performance', 'debug', 'architecture']);

const IMPORTS = /\b(import|require|include)|^\s*((pub\s+)?use|using|package|extern|source|from|\.)\s|\bfrom\s*["']/m;

/** True for kinds whose reviews of a piece count only while its file imports the same. */
export function importsCount(kind: TaskKind): boolean {
  return IMPORTS_COUNT.has(kind);
}

/** Over all pieces of a file that import something: rather one too many than one too few. */
export function importsKey(units: readonly Unit[]): string {
  return contentKey(units.map(({ text }) => text).filter((text) => IMPORTS.test(text)));
}
