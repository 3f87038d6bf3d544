const words = new Intl.NumberFormat('en', { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 });

/**
 * A size on disk, in megabytes of 1,000,000 bytes.
 * @example megabytes(212_345_678) // '212 MB'
 */
export const megabytes = (bytes: number): string => words.format(bytes / 1e6);
