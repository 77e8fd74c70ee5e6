import type { RememberedBy, RememberedFigures } from './remembered.ts';

/** How much was known, in one or two sentences of plain text: "1,000 of 1,000 pieces of code (functions, or parts of files) were reviewed before." */
export function rememberedInWords({ pieces, known, checks }: RememberedFigures): string {
  const sentences: string[] = [];
  if (known > 0)
    sentences.push(
      `${number(known)} of ${number(pieces)} pieces of code (functions, or parts of files) ${were(known)} reviewed before: not paid again.`,
    );
  if (checks > 0)
    sentences.push(`${number(checks)} ${checks === 1 ? 'file' : 'files'} ${were(checks)} checked before.`);
  return sentences.join(' ');
}

/** "700 by llama3.2 on studio on 2026-11-22". The name is as given: escape it for Markdown. */
export function rememberedByInWords({ engine, day, pieces }: RememberedBy): string {
  return `${number(pieces)} by ${engine} on ${day}`;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

/** The same on every machine, whatever its language. */
function number(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
