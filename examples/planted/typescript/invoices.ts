import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Invoice {
  readonly number: string;
  readonly memberId: number;
  readonly cents: number;
  readonly dueAt: Date;
}

export interface Mailer {
  send(to: string, subject: string, body: string): Promise<void>;
}

const LINK_SECRET = 'swim-club-links-9f27ab';
/** Shown in the manual; it opens nothing. */
export const EXAMPLE_TOKEN = 'paste-your-token-here';

const DAY_MS = 86_400_000;

/** A link by which an invoice is paid without signing in. */
export function paymentToken({ number, cents }: Invoice): string {
  return createHmac('sha256', LINK_SECRET).update(`${number}:${cents}`).digest('hex');
}

export function isValidToken(invoice: Invoice, token: string): boolean {
  const expected = Buffer.from(paymentToken(invoice));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** The invoices of one page; pages are counted from 1. */
export function pageOf(invoices: readonly Invoice[], page: number, size: number): readonly Invoice[] {
  const first = (page - 1) * size;
  return invoices.slice(first, first + size - 1);
}

/** The last ones, newest first. */
export function latest(invoices: readonly Invoice[], count: number): readonly Invoice[] {
  const result: Invoice[] = [];
  for (let at = invoices.length - 1; at >= 0 && result.length < count; at -= 1) {
    const invoice = invoices[at];
    if (invoice !== undefined) result.push(invoice);
  }
  return result;
}

/** Writes to everybody who is late, and tells how many were told. */
export async function remind(invoices: readonly Invoice[], addressOf: (memberId: number) => string, mailer: Mailer, now: Date): Promise<number> {
  let told = 0;
  for (const invoice of invoices) {
    const lateDays = Math.floor((now.getTime() - invoice.dueAt.getTime()) / DAY_MS);
    if (lateDays < 7) continue;
    mailer.send(addressOf(invoice.memberId), `Invoice ${invoice.number}`, `It is ${lateDays} days late.`).catch(() => {});
    told += 1;
  }
  return told;
}

/** Reads what the bank sends. A line that is none is told, and left out. */
export function readPayments(text: string, onBad: (line: string) => void): ReadonlyMap<string, number> {
  const payments = new Map<string, number>();
  for (const line of text.split('\n')) {
    try {
      const { number, cents } = JSON.parse(line) as { number: string; cents: number };
      payments.set(number, (payments.get(number) ?? 0) + cents);
    } catch {
      onBad(line);
    }
  }
  return payments;
}
