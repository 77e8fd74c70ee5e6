/** A byte-level BPE vocabulary as GGUF stores it. */
export interface Vocabulary {
  readonly tokens: readonly string[];
  /** ggml token types: 1 normal, 3 control. */
  readonly types: readonly number[];
  readonly merges: readonly string[];
  readonly bos: number;
  readonly eos: number;
  /** The chat template that the file carries. */
  readonly chatTemplate: string;
}

export const NORMAL = 1;
export const CONTROL = 3;

export const BOS = '<|begin_of_text|>';
export const CHAT_START = '<|im_start|>';
export const CHAT_END = '<|im_end|>';

/** The chat template of models without training: ChatML. */
export const CHAT_TEMPLATE: string =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/** Words that get tokens of their own. A leading `Ġ` is GPT-2's way to write a leading space. */
const WORDS = (
  'Ġthe Ġof Ġand Ġto Ġin Ġis Ġthat Ġit Ġfor Ġwas Ġon Ġare Ġas Ġwith Ġbe Ġat Ġthis Ġhave Ġfrom Ġor Ġnot Ġbut Ġcode Ġfile ' +
  'Ġfunction Ġreturn Ġtest Ġerror Ġstring Ġnumber Ġline Ġreview ing er ed es ion ent the const let true false null export'
).split(' ');

/** GPT-2's reversible byte alphabet: printable Latin-1 bytes stand for themselves, the rest moves up to U+0100. */
export function byteAlphabet(): string[] {
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    if (printable) return String.fromCodePoint(byte);
    moved += 1;
    return String.fromCodePoint(255 + moved);
  });
}

/** Left-to-right merges that build each word, in order, without doubles. */
function wordMerges(): { tokens: string[]; merges: string[] } {
  const made = new Set<string>();
  const merges: string[] = [];
  for (const word of WORDS) {
    for (let length = 2; length <= word.length; length += 1) {
      const whole = word.slice(0, length);
      if (made.has(whole)) continue;
      made.add(whole);
      merges.push(`${word.slice(0, length - 1)} ${word.slice(length - 1, length)}`);
    }
  }
  return { tokens: [...made], merges };
}

/** Filler for vocabularies of true size: pronounceable, never produced by the tokenizer, but printable when sampled. */
function fillerWord(index: number): string {
  const syllables = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te', 'vi', 'wo', 'xu', 'za'];
  let word = 'Ġ';
  for (let shift = 16; shift >= 0; shift -= 4) word += syllables[(index >> shift) & 15] ?? '';
  return word;
}

/** A vocabulary of at least `size` tokens: bytes, words, filler, and the chat markers last. */
export function makeVocabulary(size: number): Vocabulary {
  const words = wordMerges();
  const tokens = [...byteAlphabet(), ...words.tokens];
  for (let index = 0; tokens.length < size - 3; index += 1) tokens.push(fillerWord(index));
  const types = tokens.map(() => NORMAL);
  for (const marker of [BOS, CHAT_START, CHAT_END]) {
    tokens.push(marker);
    types.push(CONTROL);
  }
  const ends = { bos: tokens.indexOf(BOS), eos: tokens.indexOf(CHAT_END) };
  return { tokens, types, merges: words.merges, ...ends, chatTemplate: CHAT_TEMPLATE };
}
