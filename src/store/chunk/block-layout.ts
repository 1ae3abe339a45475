/** How whole numbers lie in a block, for those who write and those who read them. FORMAT.md specifies it. */

/** Numbers of a block; the last one may have fewer. */
export const BLOCK = 128;

/** What a block's offsets are distances from; stored in the upper two bits of its tag, the width in the lower six. */
export const FROM_LEAST = 0;
export const FROM_LAST = 1;
export const FROM_LAST_EITHER_WAY = 2;
