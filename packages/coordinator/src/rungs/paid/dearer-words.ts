import { formatDollars, type ApiModelCard, type Price } from '@hanzo/contracts';

/** What a model costs that stands in for a cheaper one: nobody should pay more without knowing. Empty when it is not dearer. */
export function dearerWords(wanted: Pick<ApiModelCard, 'price'>, next: Pick<ApiModelCard, 'price'>): string {
  if (wanted.price === undefined || next.price === undefined) return '';
  const isDearer =
    next.price.inputMicros > wanted.price.inputMicros || next.price.outputMicros > wanted.price.outputMicros;
  return isDearer ? `${words(next.price)} a million tokens in/out, instead of ${words(wanted.price)}` : '';
}

function words({ inputMicros, outputMicros }: Price): string {
  return `${formatDollars(inputMicros)}/${formatDollars(outputMicros)}`;
}
