import { z } from 'zod';

/** Also of what no file system takes: that is said better by whoever looks at paths. */
const MOST_TEXT = 100_000;

/** Of a file, or of a folder. */
export const pathInput: z.ZodString = z.string().max(MOST_TEXT);
export const lineInput: z.ZodInt = z.int().min(1).max(100_000_000);
/** A flag that is not set when nothing is said. */
export const flagInput: z.ZodBoolean = z.boolean();

/** What becomes an argument of a program: no system takes a NUL there. */
export function argumentInput(maxChars: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(maxChars)
    .refine((text) => !text.includes('\0'), 'must not hold the character NUL');
}
