/** FNV-1a over the UTF-16 code units, 32 bits: to choose places by content, never to tell texts apart. */
export function textHash(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return hash >>> 0;
}
