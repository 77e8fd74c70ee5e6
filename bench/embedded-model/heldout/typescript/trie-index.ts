import { createReadStream } from "node:fs";
import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";

class TrieNode<T> {
  kids = new Map<string, TrieNode<T>>();
  value?: T;
}

export interface Hit<T> {
  term: string;
  value: T;
  cost: number;
}

export class TrieIndex<T = true> implements Iterable<[string, T]> {
  private root = new TrieNode<T>();
  private n = 0;

  static fromEntries<T>(entries: Iterable<readonly [string, T]>): TrieIndex<T> {
    const index = new TrieIndex<T>();
    for (const [k, v] of entries) index.put(k, v);
    return index;
  }

  get size(): number {
    return this.n;
  }

  put(term: string, value: T): T | undefined {
    if (term === "") throw new RangeError("empty term");
    let node = this.root;
    for (const ch of term) {
      let kid = node.kids.get(ch);
      if (!kid) node.kids.set(ch, (kid = new TrieNode()));
      node = kid;
    }
    const old = node.value;
    if (old === undefined) this.n++;
    node.value = value;
    return old;
  }

  has(term: string): boolean {
    return this.walk(term)?.value !== undefined;
  }

  get(term: string): T | undefined {
    return this.walk(term)?.value;
  }

  *withPrefix(prefix: string, most = Infinity): IterableIterator<[string, T]> {
    const start = this.walk(prefix);
    if (!start) return;
    const stack: Array<[string, TrieNode<T>]> = [[prefix, start]];
    let given = 0;
    while (stack.length > 0 && given < most) {
      const [term, node] = stack.pop()!;
      if (node.value !== undefined) {
        given++;
        yield [term, node.value];
      }
      for (const [ch, kid] of node.kids) stack.push([term + ch, kid]);
    }
  }

  fuzzy(term: string, maxCost: number): Hit<T>[] {
    const hits: Hit<T>[] = [];
    const firstRow = Array.from({ length: term.length + 1 }, (_, i) => i);
    const go = (node: TrieNode<T>, soFar: string, row: number[]): void => {
      const cost = row[row.length - 1];
      if (node.value !== undefined && cost <= maxCost) hits.push({ term: soFar, value: node.value, cost });
      if (Math.min(...row) > maxCost) return;
      for (const [ch, kid] of node.kids) {
        const next = [row[0] + 1];
        for (let i = 1; i < row.length; i++) {
          const swap = row[i - 1] + (term[i - 1] === ch ? 0 : 1);
          next.push(Math.min(next[i - 1] + 1, row[i] + 1, swap));
        }
        go(kid, soFar + ch, next);
      }
    };
    go(this.root, "", firstRow);
    return hits.sort((a, b) => a.cost - b.cost);
  }

  [Symbol.iterator](): IterableIterator<[string, T]> {
    return this.withPrefix("");
  }

  toJSON() {
    return [...this];
  }

  private walk(term: string): TrieNode<T> | undefined {
    let node: TrieNode<T> | undefined = this.root;
    for (const ch of term) {
      node = node?.kids.get(ch);
      if (!node) return undefined;
    }
    return node;
  }
}

export async function loadWordList(file: string, minLen = 2): Promise<TrieIndex> {
  const index = new TrieIndex();
  const rl = createInterface({ input: createReadStream(file) });
  for await (const line of rl) {
    const word = line.trim().toLowerCase();
    if (word.length >= minLen) index.put(word, true);
  }
  return index;
}

export async function persistAtomically(file: string, data: string | Uint8Array): Promise<void> {
  const tmp = `${file}.${process.pid}.tmp`;
  await writeFile(tmp, data);
  await rename(tmp, file);
}

export async function mtimeOrZero(file: string) {
  try {
    return (await stat(file)).mtimeMs;
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw err;
  }
}

export async function readJsonc<T>(file: string, fallback?: T): Promise<T> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (err) {
    if (fallback !== undefined) return fallback;
    throw err;
  }
  return JSON.parse(text.replace(/^\s*\/\/.*$/gm, "")) as T;
}

export function levenshtein(a: string, b: string): number {
  let prev = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const cur = [i];
    for (let j = 1; j <= b.length; j++) {
      cur[j] = a[i - 1] === b[j - 1] ? prev[j - 1] : 1 + Math.min(prev[j - 1], prev[j], cur[j - 1]);
    }
    prev = cur;
  }
  return prev[b.length];
}

export function slugify(title: string, maxLen = 60): string {
  return title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, maxLen);
}

export function ngrams(tokens: readonly string[], n: number): string[][] {
  const out: string[][] = [];
  for (let i = 0; i + n <= tokens.length; i++) out.push(tokens.slice(i, i + n));
  return out;
}

export function tfidf(tf: number, df: number, docs: number): number {
  return tf === 0 ? 0 : (1 + Math.log(tf)) * Math.log(docs / (1 + df));
}
