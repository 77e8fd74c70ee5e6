/** A workspace of many files of about 60 lines, each with functions that no other file has. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FUNCTIONS = 5;

export function pathOf(file: number): string {
  return `src/part-${file % 20}/module-${file}.ts`;
}

function functionOf(file: number, at: number): string {
  const name = `ordersOf${file}x${at}`;
  return [
    `/** Adds up the orders of customer group ${file}.${at}. */`,
    `export function ${name}(orders: readonly Order[], rebate: number): number {`,
    '  let total = 0;',
    '  for (const order of orders) {',
    `    if (order.group !== ${file * 10 + at}) continue;`,
    '    const net = order.price * order.quantity;',
    '    total += net - net * rebate;',
    '  }',
    '',
    '  return Math.round(total * 100) / 100;',
    '}',
  ].join('\n');
}

export function makeWorkspace(root: string, files: number): void {
  for (let file = 0; file < files; file += 1) {
    const path = join(root, pathOf(file));
    mkdirSync(join(path, '..'), { recursive: true });
    const functions = Array.from({ length: FUNCTIONS }, (_, at) => functionOf(file, at));
    writeFileSync(path, `${["import type { Order } from '../order.ts';", ...functions].join('\n\n')}\n`);
  }
}

/** Changes one function of a file. */
export function editOne(root: string, file: number): void {
  const path = join(root, pathOf(file));
  writeFileSync(path, readFileSync(path, 'utf8').replace('let total = 0;', 'let total = 0; // from nothing'));
}
