import { readdirSync, type Dirent } from 'node:fs';
import { isIgnored, readIgnoreRules, rulesOf, type IgnoreRules } from '../../workspace/ignore-rules.ts';
import { isLikelySecretPath } from '../../workspace/likely-secret-path.ts';
import { rulesAbove } from '../../workspace/rules-above.ts';
import { ConfinedRoot, PathFault, type OpenFolder } from '../../writes/confined-root.ts';
import { forbiddenPath } from '../../writes/forbidden-path.ts';
import { quote, ToolFault } from '../tool-fault.ts';
import { nameReason } from './name-reason.ts';
import { readOpen, type OpenedFile } from './read-open.ts';

/** So many folders are held open at most: each takes a handle. */
const MOST_OPEN = 200;

export interface SightOptions {
  /** The workspace: absolute, links resolved. */
  readonly root: string;
  readonly isHidden?: ((path: string) => boolean) | undefined;
}

/** What tools may see of a workspace during one call, and the only way to it: never through a link, whoever puts one there. */
export class Sight implements Disposable {
  readonly #options: SightOptions;
  readonly #rules = new Map<string, IgnoreRules>();
  #confined: ConfinedRoot | undefined;
  #opened = new Set<string>();

  constructor(options: SightOptions) {
    this.#options = options;
  }

  /**
   * A path as a model writes it, from the workspace, with forward slashes; empty: the workspace itself.
   *
   * @throws ToolFault when no tool may see what it names
   */
  path(text: string, { isFolder = false }: { readonly isFolder?: boolean } = {}): string {
    const path = text.replace(/^(?:\.\/+)+/, '').replace(/\/+$/, '');
    const isWhole = isFolder && (path === '' || path === '.');
    const named = isWhole ? '' : path;
    const byName = isWhole ? undefined : this.reason(path, isFolder);
    const reason = byName ?? (isFolder ? this.#faultIn(named) : undefined);
    if (reason === undefined) return named;
    const mend = 'Paths are relative to the workspace, with forward slashes, such as "src/main.ts".';
    throw new ToolFault(`${quote(text)} is out of reach: ${reason}. ${mend}`);
  }

  /** Why no tool may see a path, by its name and the rules above it; undefined: it may. Nothing is looked at outside. */
  reason(path: string, isFolder: boolean): string | undefined {
    const forbidden = forbiddenPath(path);
    if (forbidden !== undefined) return forbidden;
    const parts = path.split('/');
    for (const [index, name] of parts.entries()) {
      const isLast = index === parts.length - 1;
      const own = parts.slice(0, index + 1).join('/');
      const reason = this.entryReason(own, name, !isLast || isFolder);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  /** The same for an entry of a folder that may be seen itself. */
  entryReason(path: string, name: string, isFolder: boolean): string | undefined {
    const byName = nameReason(name, isFolder);
    if (byName !== undefined) return byName;
    if (!isFolder && isLikelySecretPath(path)) return 'it may hold secrets';
    const rules = this.#rulesIn(path.slice(0, Math.max(0, path.length - name.length - 1)));
    if (rules.fault !== undefined) return unsure(rules.fault);
    if (isIgnored(rules, isFolder ? `${path}/` : path)) return 'the project ignores it';
    return this.#options.isHidden?.(path) === true ? 'it is hidden from tools' : undefined;
  }

  /**
   * The bytes of a file; undefined where there is none.
   *
   * @throws PathFault
   */
  read(path: string, maxBytes: number): OpenedFile | undefined {
    const folder = this.folder(parentOf(path));
    return folder && readOpen(folder, path.slice(path.lastIndexOf('/') + 1), maxBytes);
  }

  /**
   * What is in a folder, in the order of names; undefined where there is no folder.
   *
   * @throws PathFault
   */
  entries(path: string): readonly Dirent[] | undefined {
    const folder = this.folder(path);
    if (folder === undefined) return undefined;
    const entries = readdirSync(folder.entry('.'), { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * A folder that is held open until many others were; undefined where there is none.
   *
   * @throws PathFault
   */
  folder(path: string): OpenFolder | undefined {
    if (this.#confined === undefined || this.#opened.size >= MOST_OPEN) {
      this.#confined?.[Symbol.dispose]();
      this.#confined = new ConfinedRoot(this.#options.root);
      this.#opened = new Set();
    }
    this.#opened.add(path);
    return this.#confined.folderOf(path === '' ? 'x' : `${path}/x`, { make: false });
  }

  [Symbol.dispose](): void {
    this.#confined?.[Symbol.dispose]();
    this.#confined = undefined;
  }

  #faultIn(folder: string): string | undefined {
    const { fault } = this.#rulesIn(folder);
    return fault === undefined ? undefined : unsure(fault);
  }

  #rulesIn(folder: string): IgnoreRules {
    const known = this.#rules.get(folder);
    if (known !== undefined) return known;
    const above = folder === '' ? rulesAbove(this.#options.root) : this.#rulesIn(parentOf(folder));
    const own = this.#readRules(folder, above);
    this.#rules.set(folder, own);
    return own;
  }

  #readRules(path: string, above: IgnoreRules | undefined): IgnoreRules {
    const folder = path === '' ? '' : `${path}/`;
    try {
      const open = this.folder(path);
      if (open === undefined) return rulesOf(folder, [], above);
      return readIgnoreRules(folder, above, { way: (name) => open.entry(name), within: this.#options.root });
    } catch (error) {
      // No rules are where there is no folder. Whoever reads there is told.
      if (error instanceof PathFault) return rulesOf(folder, [], above);
      throw error;
    }
  }
}

function unsure(fault: string): string {
  return `${fault}, so that nobody knows what the project ignores there`;
}

/** Empty: the workspace itself. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
