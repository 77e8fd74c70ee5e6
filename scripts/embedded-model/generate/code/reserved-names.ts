import { isReserved } from '../reserved.ts';

/** A name that the language lets a function have. */
export function nameIn(name: string, isPython: boolean): string {
  return isReserved(name) || /^\d/.test(name) ? (isPython ? `${name}_` : `${name}_`) : name;
}
