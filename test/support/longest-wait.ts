/** What `vitest.config.ts` sets; outside of vitest it is the wait of a quiet machine. */
const { WAIT_MILLISECONDS_MAX = "120000" } = process.env;

/** The longest wait of a test for one thing that must happen, in milliseconds; it follows the machine's speed. */
export const longestWait = (): number => Number(WAIT_MILLISECONDS_MAX);
