/** A picture of a request, as it arrived. */
export interface StandInImage {
  /** As the request says it. */
  readonly type: string;
  readonly base64: string;
  /** Of OpenAI's interfaces. */
  readonly detail: string | undefined;
}

type Bag = Readonly<Record<string, unknown>>;

const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The pictures in the messages of any of the interfaces, in order. */
export function imagesIn(messages: unknown): readonly StandInImage[] {
  return list(messages)
    .flatMap((message) => list(bag(message)['content']))
    .map(bag)
    .flatMap((part) => {
      switch (part['type']) {
        case 'input_image':
          return [ofDataUrl(part['image_url'], part['detail'])];
        case 'image_url':
          return [ofDataUrl(bag(part['image_url'])['url'], bag(part['image_url'])['detail'])];
        case 'image': {
          const { media_type: type, data } = bag(part['source']);
          return [{ type: text(type), base64: text(data), detail: undefined }];
        }
        default:
          return [];
      }
    });
}

function ofDataUrl(url: unknown, detail: unknown): StandInImage {
  const [, type = '', base64 = ''] = /^data:([^;]*);base64,(.*)$/s.exec(text(url)) ?? [];
  return { type, base64, detail: typeof detail === 'string' ? detail : undefined };
}

const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  'image/png': /^\x89PNG/,
  'image/jpeg': /^\xff\xd8\xff/,
  'image/gif': /^GIF8/,
  'image/webp': /^RIFF....WEBP/s,
};

/** What the real servers refuse in a picture, in a sentence. */
export function imageProblem({ type, base64 }: StandInImage): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  const beginning = BEGINNINGS[type];
  if (beginning === undefined) return `unsupported image type '${type}'`;
  if (bytes.length === 0 || bytes.toString('base64') !== base64) return 'the image is no valid base64';
  if (base64.length > 5 * 1024 * 1024) return `image exceeds 5 MB maximum: ${base64.length} bytes > 5242880 bytes`;
  return beginning.test(bytes.toString('latin1', 0, 12)) ? undefined : `the image is no ${type}`;
}

/** What the vendor documents that it counts: patches of 28 pixels, of 32 times 1.2, or tiles of 512. */
export function imageTokens(image: StandInImage, model: string): number {
  const bytes = Buffer.from(image.base64, 'base64');
  const isPng = image.type === 'image/png' && bytes.length >= 24;
  const [width, height] = isPng ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : [1_024, 1_024];
  const squares = (side: number): number => Math.ceil(width / side) * Math.ceil(height / side);
  if (model.startsWith('claude')) return Math.min(4_784, squares(28));
  if (model.startsWith('gpt-4o-mini')) return 2_833 + 5_667 * Math.min(8, squares(512));
  if (/^(gpt-4|gpt-5$|o3)/.test(model)) return 85 + 170 * Math.min(8, squares(512));
  return Math.ceil(Math.min(2_500, squares(32)) * 1.2);
}
