const steps = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const words = new Intl.RelativeTimeFormat('en');

/**
 * How long ago something was, in the largest unit that fits.
 * @param now the time to count from, for a test
 * @example ago(new Date(Date.now() - 180_000)) // '3 minutes ago'
 */
export function ago(then: Date, now: Date = new Date()): string {
  const seconds = (now.getTime() - then.getTime()) / 1_000;
  const [unit, length] = steps.find(([, least]) => seconds >= least) ?? ['', 0];
  return unit === '' ? 'just now' : words.format(-Math.floor(seconds / length), unit);
}

/**
 * When something was, as a clock on the wall tells it; with the day where that is not today.
 * @example atTime(new Date()) // 'at 14:03'
 */
export function atTime(then: Date, now: Date = new Date()): string {
  const time = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (then.toDateString() === now.toDateString()) return `at ${time}`;
  return `on ${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })} at ${time}`;
}
