import { createHash } from 'node:crypto';

/** A longer text, such as a program of our own, stands in a recording by its beginning and a digest of it all. */
const LONGEST = 400;

/**
 * What was asked, as a recording has it.
 * @example askedText('ip link') // 'ip link'
 */
export function askedText(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, 200).trimEnd()} ... (${text.length} characters, sha256 ${digest(text)})`;
}

/** The first half of a SHA-256 in hexadecimal digits: enough to tell a change. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
