const KNOWN: readonly (readonly [name: string, matches: (start: string) => boolean])[] = [
  ['an SVG, which is text', (start) => /^\uFEFF?\s*(<\?xml|<svg|<!DOCTYPE svg)/i.test(start)],
  ['a PDF', (start) => start.startsWith('%PDF')],
  ['an AVIF', (start) => /^....ftypavi[fs]/s.test(start)],
  ['a HEIC', (start) => /^....ftyp(hei[cxms]|hev[cx]|mif1|msf1)/s.test(start)],
  ['a BMP', (start) => start.startsWith('BM')],
  ['a TIFF', (start) => start.startsWith('II*\0') || start.startsWith('MM\0*')],
];

/** What a file is that is none of the formats which models take, for people. */
export function otherFormat(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 256);
  return KNOWN.find(([, matches]) => matches(start))?.[0];
}
