import { HanzoError } from '@hanzo/contracts';

/** A parameter that cannot be what it is. */
export function wrongValue(parameter: string, why: string, example: string): HanzoError {
  return new HanzoError('USAGE', `${parameter}: ${why}.`, {
    details: { parameter },
    mend: `Such as --param '${parameter}=${example}'`,
  });
}

/** `yes` or `no`. @default no */
export function isYes(parameter: string, value: string | undefined): boolean {
  if (value === 'yes') return true;
  if (value === undefined || value === 'no') return false;
  throw wrongValue(parameter, 'is yes or no', 'yes');
}

/** A URL of http or https. */
export function webUrl(parameter: string, value: string, example: string): string {
  const url = URL.parse(value);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return value;
  throw wrongValue(parameter, 'is no URL of http or https', example);
}
