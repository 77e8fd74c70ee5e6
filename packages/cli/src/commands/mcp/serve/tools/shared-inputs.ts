import { z } from 'zod';

/** Where a run works. */
export const WORKSPACE: z.ZodOptional<z.ZodString> = z
  .string()
  .min(1)
  .max(1_000)
  .optional()
  .describe('A folder inside the served workspace. Default: all of it');

/** US dollars of one call. */
export const MAX_COST: z.ZodOptional<z.ZodNumber> = z
  .number()
  .min(0)
  .max(10_000)
  .optional()
  .describe("Most to spend. Default and most: the server's limit");
