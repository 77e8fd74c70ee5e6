/** What an API model that judges whole answers may write: models that think do so before they judge. Tokens. */
export const PAID_OUTPUT_TOKENS = 4_000;
