/**
 * Corrections to what pbjs 2.7 writes. Its ESM import needs none: `import $protobuf from "protobufjs/minimal.js"` is the
 * default import of a CommonJS module and gives `module.exports` on Node 24.
 */

/**
 * `--force-number` changes the types only. Because protobufjs depends on `long`, its readers still return Long objects for
 * uint64, and the defaults are Longs. Turning Long off globally would change every other user of protobufjs in the
 * process, so the conversion is put into the generated reads. Values over 2^53 lose precision; `wire` refuses those.
 */
const NUMBER = `
// A 64-bit field as a number (see scripts/lib/tidy-wire.ts).
const $number = (value) => typeof value === "number" ? value : value.toNumber();
`;

const LONG_DEFAULT = /\$util\.Long \? \$util\.Long\.fromBits\(0,0(?:,true|,false)?\) : 0/g;
const LONG_READ = /\b(?:reader|r)\.(?:u?int64|sint64|s?fixed64)\(\)/g;

export function tidyModule(text: string): string {
  const converted = text.replaceAll(LONG_DEFAULT, '0').replaceAll(LONG_READ, (read) => `$number(${read})`);
  return converted.replace('\n// Exported root namespace\n', () => `${NUMBER}\n// Exported root namespace\n`);
}

/** With `--force-number` no declaration names Long, so `wire` must not make its users install `long`'s types. */
export function tidyDeclarations(text: string): string {
  return text.replace('import Long = require("long");\n', '');
}
