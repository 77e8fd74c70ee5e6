import type { Glyphs } from './glyphs.ts';

/** A bar for a share of 0 to 1, `width` places wide at most. What is more than nothing shows. */
export function bar(share: number, width: number, { bar: parts }: Glyphs): string {
  const steps = Math.round(Math.min(1, Math.max(0, share)) * width * parts.length);
  const shown = share > 0 ? Math.max(1, steps) : 0;
  const whole = Math.floor(shown / parts.length);
  const rest = shown % parts.length;
  return (parts.at(-1) ?? '').repeat(whole) + (rest === 0 ? '' : (parts[rest - 1] ?? ''));
}

/** One place for each value, by its height against `most`; undefined is a gap. What is more than nothing shows. */
export function sparkline(
  values: readonly (number | undefined)[],
  { spark, gap }: Glyphs,
  most: number = Math.max(0, ...values.map((value) => value ?? 0)),
): string {
  const top = spark.length - 1;
  const place = (value: number | undefined): string => {
    if (value === undefined) return gap;
    const step = value <= 0 || most <= 0 ? 0 : Math.max(1, Math.round((value / most) * top));
    return spark[Math.min(top, step)] ?? gap;
  };
  return values.map(place).join('');
}

/** How far a limit is used, always `width` places wide: spent, held, left. Whatever is more than nothing shows. */
export function meter(
  of: { readonly spent: number; readonly held: number; readonly cap: number },
  width: number,
  { meter: [spentGlyph, heldGlyph, leftGlyph] }: Glyphs,
): string {
  const places = (value: number): number => {
    if (value <= 0) return 0;
    return of.cap <= 0 ? width : Math.min(width, Math.max(1, Math.round((value / of.cap) * width)));
  };
  const spent = places(of.spent);
  const held = Math.min(width - spent, places(of.held));
  return spentGlyph.repeat(spent) + heldGlyph.repeat(held) + leftGlyph.repeat(width - spent - held);
}
