import { HanzoError } from '@hanzo/contracts';

/** Longer is no key, and not worth the memory. Characters. */
const LONGEST = 65_536;

/**
 * The key from standard input: typed at a prompt that shows nothing, or piped. Never from an argument, which other
 * users of the machine can read, and which shells remember.
 *
 * @throws HanzoError CANCELLED for Ctrl-C, USAGE for more than a key can be
 */
export async function readKey(
  prompt: string,
  stdin: NodeJS.ReadStream,
  stderr: NodeJS.WritableStream,
): Promise<string> {
  if (stdin.isTTY !== true) return await readAll(stdin);
  stderr.write(prompt);
  stdin.setRawMode(true);
  try {
    return await readLine(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const piece of stdin) {
    text += String(piece);
    if (text.length > LONGEST) throw new HanzoError('USAGE', 'Standard input holds more than a key.');
  }
  return text;
}

/** Without echo: what a person types is read key by key. */
async function readLine(stdin: NodeJS.ReadStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  const onData = (piece: string): void => {
    for (const character of piece) {
      if (character === '\r' || character === '\n' || character === '\u0004') return resolve(text);
      if (character === '\u0003') return reject(new HanzoError('CANCELLED', 'Nothing was changed.'));
      text = character === '\u007f' || character === '\b' ? text.slice(0, -1) : text + character;
    }
  };
  stdin.setEncoding('utf8');
  stdin.on('data', onData);
  stdin.once('end', () => resolve(text));
  stdin.resume();
  try {
    return await promise;
  } finally {
    stdin.off('data', onData);
  }
}
