import { lstatSync, realpathSync } from 'node:fs';

/**
 * The file itself, where a link stands for it: SQLite puts its journals beside the file and not beside the link. A link
 * which leads nowhere stays as it is: whoever opens it hears why.
 */
export function realPathOf(file: string): string {
  try {
    return lstatSync(file).isSymbolicLink() ? realpathSync(file) : file;
  } catch {
    return file;
  }
}
