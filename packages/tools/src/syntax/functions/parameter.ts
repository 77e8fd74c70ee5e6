import type { FunctionParameter } from '@hanzo/contracts';
import type { Node } from '@vscode/tree-sitter-wasm';
import { typeAsWritten } from './as-written.ts';

const MOST_NAME_CHARS = 120;

/** Undefined where it has no name. */
export function parameterOf(name: Node | null, type: Node | null, isOptional: boolean): FunctionParameter | undefined {
  if (name?.type !== 'identifier' || name.endIndex - name.startIndex > MOST_NAME_CHARS) return undefined;
  const written = type === null ? undefined : typeAsWritten(type.text.replace(/^\s*:/, ''));
  return {
    name: name.text,
    ...(written !== undefined && { type: written }),
    ...(isOptional && { isOptional }),
  };
}
