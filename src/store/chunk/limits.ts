/** Rows in one block at most: what one series has in a week at five minutes. */
export const MOST_ROWS = 2048;
