import { type Profile, PROFILERS } from '@hanzo/tools';
import { z } from 'zod';

const amount = z.number().nonnegative();

/** A profile as a plan keeps it. */
export const storedProfile: z.ZodType<Profile> = z.object({
  command: z.string(),
  profiler: z.enum(PROFILERS),
  samples: amount,
  totalMs: amount,
  ownMs: amount,
  functions: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      line: z.int().min(1),
      lastLine: z.int().min(1),
      selfMs: amount,
      totalMs: amount,
      share: amount,
      totalShare: amount,
    }),
  ),
  notes: z.array(z.string()),
});
