/** Numbers of draft-ietf-opsawg-pcapng: what a block, and what an option in it, is. */
export const SECTION_HEADER = 0x0a0d0d0a;
export const INTERFACE = 1;
export const OLD_PACKET = 2;
export const SIMPLE_PACKET = 3;
export const ENHANCED_PACKET = 6;

export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** Type and length before a block’s body, the length again after it. */
export const BLOCK_HEAD = 8;
export const BLOCK_TAIL = 4;

export const OPT_END = 0;
export const IF_NAME = 2;
export const IF_TSRESOL = 9;
export const IF_TSOFFSET = 14;
export const EPB_FLAGS = 2;

/** Every part of a block is filled up to four bytes. */
export const padded = (length: number): number => (length + 3) & ~3;
