export interface LabelProduct {
  readonly title: string;
  readonly cents: number;
  readonly grams?: number;
  readonly ean: string;
}

const LABEL_WIDTH = 24;

export function formatCents(cents: number, currency = '€'): string {
  const sign = cents < 0 ? '-' : '';
  const [euros, rest] = [Math.floor(Math.abs(cents) / 100), Math.abs(cents) % 100];
  return `${sign}${euros}.${String(rest).padStart(2, '0')} ${currency}`;
}

export function pricePerKilo(cents: number, grams: number): number {
  if (grams <= 0) throw new RangeError('a product weighs something');
  return Math.round((cents * 1000) / grams);
}

export function eanCheckDigit(digits: string): number {
  let sum = 0;
  for (const [at, digit] of [...digits].reverse().entries()) {
    sum += Number(digit) * (at % 2 === 0 ? 3 : 1);
  }
  return (10 - (sum % 10)) % 10;
}

export function isValidEan(code: string): boolean {
  if (!/^(\d{8}|\d{13})$/.test(code)) return false;
  return eanCheckDigit(code.slice(0, -1)) === Number(code.at(-1));
}

function wrapTitle(title: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of title.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

export function renderLabel(product: LabelProduct): string {
  const { title, cents, grams, ean } = product;
  const lines = [...wrapTitle(title, LABEL_WIDTH), formatCents(cents).padStart(LABEL_WIDTH)];
  if (grams !== undefined) lines.push(`${formatCents(pricePerKilo(cents, grams))} / kg`.padStart(LABEL_WIDTH));
  lines.push(isValidEan(ean) ? ean : 'no barcode');
  return lines.join('\n');
}
