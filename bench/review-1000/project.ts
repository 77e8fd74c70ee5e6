import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const AREAS = ['orders', 'stock', 'prices', 'people', 'mail', 'reports', 'search', 'taxes', 'returns', 'parcels'];
const NOUNS = ['Line', 'Group', 'Batch', 'Entry', 'Record', 'Ticket', 'Slot', 'Draft', 'Account', 'Voucher'];
const FUNCTIONS = 6;

/** Where a file lies: half of them are TypeScript, half are Python, in ten areas of five folders each. */
function pathOf(file: number): string {
  const area = AREAS[file % AREAS.length] ?? '';
  const name = `${(NOUNS[Math.floor(file / 10) % NOUNS.length] ?? '').toLowerCase()}${file}`;
  return file % 2 === 0 ? `web/${area}/part${file % 5}/${name}.ts` : `service/${area}/part${file % 5}/${name}.py`;
}

function typeScript(file: number): string {
  const noun = NOUNS[file % NOUNS.length] ?? '';
  const before = file >= 2 ? `import { total${file - 2}x0 } from '${relative(file, file - 2)}';\n\n` : '';
  const functions = Array.from({ length: FUNCTIONS }, (_, at) =>
    [
      `/** Adds up what group ${at} of the ${noun.toLowerCase()}s costs, in cents. */`,
      `export function total${file}x${at}(lines: readonly ${noun}${file}[], rebate: number): number {`,
      '  let sum = 0;',
      `  for (let index = 0; index ${(file + at) % 3 === 0 ? '<=' : '<'} lines.length; index += 1) {`,
      '    const line = lines[index];',
      `    if (line === undefined || line.group !== ${at}) continue;`,
      '    sum += line.price * line.quantity;',
      '  }',
      `  return Math.round(sum * (1 - rebate / ${100 + at}));`,
      '}',
    ].join('\n'),
  );
  const shape = `export interface ${noun}${file} {\n  readonly group: number;\n  readonly price: number;\n  readonly quantity: number;\n}`;
  const used = file >= 2 ? `\n\nexport const before${file} = total${file - 2}x0;` : '';
  return `${before}${shape}\n\n${functions.join('\n\n')}${used}\n`;
}

function python(file: number): string {
  const noun = NOUNS[file % NOUNS.length] ?? '';
  const before = file >= 3 ? `from ${moduleOf(file - 2)} import total${file - 2}x0\n\n\n` : '';
  const functions = Array.from({ length: FUNCTIONS }, (_, at) =>
    [
      `    def total${file}x${at}(self, lines, rebate):`,
      `        """Adds up what group ${at} costs, in cents."""`,
      '        total = 0',
      `        for index in range(len(lines)${(file + at) % 3 === 0 ? ' + 1' : ''}):`,
      '            line = lines[index]',
      `            if line.group != ${at}:`,
      '                continue',
      '            total += line.price * line.quantity',
      `        return round(total * (1 - rebate / ${100 + at}))`,
    ].join('\n'),
  );
  return `${before}class ${noun}${file}:\n    """Counts ${noun.toLowerCase()}s."""\n\n    limit = ${file * 7}\n\n${functions.join('\n\n')}\n`;
}

function moduleOf(file: number): string {
  return pathOf(file).replace(/\.py$/, '').replaceAll('/', '.');
}

function relative(from: number, to: number): string {
  const up = '../'.repeat(pathOf(from).split('/').length - 1);
  return `${up}${pathOf(to).replace(/\.ts$/, '.js')}`;
}

/** Writes a made-up project: orders, prices and the like, of which each third function reads one element too many. */
export function makeProject(root: string, files: number): number {
  let bytes = 0;
  for (let file = 0; file < files; file += 1) {
    const path = join(root, pathOf(file));
    const text = file % 2 === 0 ? typeScript(file) : python(file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    bytes += text.length;
  }
  return bytes;
}
