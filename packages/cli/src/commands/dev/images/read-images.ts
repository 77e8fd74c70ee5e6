import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { HanzoError, type PromptImage } from '@hanzo/contracts';
import { BadPicture, type ImageFormat, type ReadPicture } from './formats/format.ts';
import { GIF } from './formats/gif.ts';
import { JPEG } from './formats/jpeg.ts';
import { otherFormat } from './formats/other-formats.ts';
import { PNG } from './formats/png.ts';
import { WEBP } from './formats/webp.ts';

/** Anthropic takes 20 at full size in one request. */
const MOST_IMAGES = 20;
/** Of one picture as it is sent: 5 MiB in base64, which is Anthropic's limit. Bytes. */
export const MOST_IMAGE_BYTES: number = (5 * 1024 * 1024 * 3) / 4;
/** Of all together: in base64, with room for words, below the 32 MB of one request to Anthropic. Bytes. */
const MOST_BYTES_TOGETHER = 20 * 1024 * 1024;
/** Anthropic refuses larger ones. Pixels. */
const LONGEST_SIDE = 8_000;

/** A file with a large preview or thumbnail in it may still be a small picture. Bytes. */
const MOST_READ = 4 * MOST_IMAGE_BYTES;
const FORMATS: readonly ImageFormat[] = [PNG, JPEG, WEBP, GIF];

/** A picture, and what was left out of its file. */
export interface ImageOfFile {
  readonly image: PromptImage;
  readonly removed: readonly string[];
}

/**
 * Reads pictures and finds out all that can be wrong with them before anything is spent. What only tells about a picture (place,
 * camera, texts) is left out, without touching a pixel. The same picture twice stands once.
 *
 * @throws HanzoError USAGE
 */
export async function readImages(files: readonly string[]): Promise<readonly ImageOfFile[]> {
  const images = new Map<string, ImageOfFile>();
  let together = 0;
  for (const file of files) {
    const one = await readImage(file);
    const { sha256, bytes } = one.image;
    if (images.has(sha256)) continue;
    images.set(sha256, one);
    together += bytes;
    if (images.size > MOST_IMAGES) throw fault(`There are more than ${MOST_IMAGES} pictures.`, 'Name fewer of them.');
    if (together > MOST_BYTES_TOGETHER)
      throw fault(
        `The pictures are larger than ${inMib(MOST_BYTES_TOGETHER)} together.`,
        'Name fewer or smaller ones.',
      );
  }
  return [...images.values()];
}

async function readImage(file: string): Promise<ImageOfFile> {
  const whole = await bytesOf(file);
  const format = FORMATS.find((one) => one.matches(whole));
  if (format === undefined) {
    const what = whole.length === 0 ? 'is empty' : `is ${otherFormat(whole) ?? 'no picture'}`;
    throw fault(
      `--image: ${file} ${what}: models take PNG, JPEG, WebP and GIF.`,
      'Save it as a PNG, e.g. as a screenshot, and name that.',
    );
  }
  const { width, height, bytes, removed } = reading(file, format, whole);
  checkSize(file, { width, height, bytes });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const base64 = bytes.toString('base64');
  return { image: { name: file, type: format.type, width, height, bytes: bytes.length, sha256, base64 }, removed };
}

function reading(file: string, format: ImageFormat, whole: Buffer): ReadPicture {
  try {
    return format.read(whole);
  } catch (error) {
    if (!(error instanceof BadPicture)) throw error;
    throw fault(`--image: ${file} ${error.message}.`, 'Save it anew, as a PNG, and name that.');
  }
}

function checkSize(file: string, { width, height, bytes }: Pick<ReadPicture, 'width' | 'height' | 'bytes'>): void {
  if (width < 1 || height < 1)
    throw fault(`--image: ${file} is ${width}x${height} pixels: it is damaged.`, 'Save it anew.');
  if (width > LONGEST_SIDE || height > LONGEST_SIDE)
    throw fault(
      `--image: ${file} is ${width}x${height} pixels: models take ${LONGEST_SIDE} on each side at most.`,
      'Scale it down, or cut out what matters.',
    );
  if (bytes.length > MOST_IMAGE_BYTES)
    throw fault(
      `--image: ${file} has ${inMib(bytes.length)}: one picture may have ${inMib(MOST_IMAGE_BYTES)}, which is 5 MiB as it is sent.`,
      'Scale it down, cut out what matters, or save it as a JPEG.',
    );
}

/** Opening a pipe would wait for whoever writes into it: it is asked first what it is. */
async function bytesOf(file: string): Promise<Buffer> {
  try {
    if (!(await stat(file)).isFile()) throw fault(`--image: ${file} is no regular file.`, 'Name a picture.');
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size > MOST_READ)
      throw fault(
        `--image: ${file} has ${inMib(size)}: one picture may have ${inMib(MOST_IMAGE_BYTES)}.`,
        'Scale it down, cut out what matters, or save it as a JPEG.',
      );
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    if (cause instanceof HanzoError) throw cause;
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = cause instanceof Error ? cause.message : String(cause);
    const words = isMissing ? `--image: there is no file ${file}.` : `--image: ${file} cannot be read: ${why}`;
    throw fault(words, 'Check the path. Write the instructions before --image, which takes all names after it.', cause);
  }
}

function fault(message: string, mend: string, cause?: unknown): HanzoError {
  return new HanzoError('USAGE', message, { mend, ...(cause !== undefined && { cause }) });
}

/** `3.75 MiB`, rounded up: what is too large never looks as if it fitted. */
function inMib(bytes: number): string {
  return `${Math.ceil((bytes / (1024 * 1024)) * 100) / 100} MiB`;
}
