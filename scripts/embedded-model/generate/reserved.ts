const SCRIPT =
  'abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do else enum eval export extends false finally for from function get if implements import in infer instanceof interface is keyof let module namespace new null number object of package private protected public readonly require return set static string super switch symbol this throw true try type typeof undefined unique unknown var void while with yield never bigint global';
const PYTHON =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield self cls match case type print len list dict set str int';
const TYPES =
  'String Number Boolean Object Function Symbol Error Promise Map Set Array Date Buffer Any None True False Optional Union List Dict';

const RESERVED = new Set([...SCRIPT.split(' '), ...PYTHON.split(' ')]);
const RESERVED_TYPES = new Set(TYPES.split(' '));

/** It cannot name a function or a parameter everywhere. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}

export function isReservedType(name: string): boolean {
  return RESERVED_TYPES.has(name);
}
