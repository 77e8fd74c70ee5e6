import type { Lost } from '../lost-charges.ts';

/** What a line of the receipt says behind its engine when the money is gone and no answer is there. */
export function lostInWords(lost: Lost | undefined): string {
  switch (lost) {
    case undefined:
      return '';
    case 'in-full':
      return ' (failed or cut off, charged in full)';
    case 'answer':
      return ' (paid, its answer is lost)';
  }
}
