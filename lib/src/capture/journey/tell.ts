import type { ClockDifference, End, Flight, Hop, Journey } from './journey.js';

/**
 * A journey as lines of text: each packet with the devices that it was seen on, what each step did to it, and its end.
 * @example tell(journey).join('\n')
 */
export function tell(journey: Journey): string[] {
  const flights = journey.flights.flatMap((flight, index) => [
    ...(index === 0 ? [] : ['']),
    ...tellFlight(flight, index, journey.flights),
  ]);
  const remarks = [...journey.clocks.map(tellClock), ...(journey.notes ?? [])];
  return remarks.length === 0 ? flights : [...flights, '', ...remarks];
}

function tellFlight(flight: Flight, index: number, all: readonly Flight[]): string[] {
  const { hops, ends, replyTo } = flight;
  const answer = replyTo === undefined ? '' : ` (answers ${replyTo + 1}: ${all[replyTo]!.name})`;
  const places = hops.map(({ at }) => place(at));
  const width = Math.max(0, ...places.map((text, hop) => indent(hops, hop).length + text.length));
  const start = hops[0]?.time ?? 0n;
  return [
    `${index + 1}. ${flight.name}${answer}`,
    ...hops.flatMap((hop, at) => [
      `   ${elapsed(hop.time - start)}  ${`${indent(hops, at)}${places[at]}`.padEnd(width)}  ${hop.changes.map(({ says }) => says).join('; ')}`.trimEnd(),
      ...ends.filter(({ after }) => after === at).map((end) => tellEnd(end, indent(hops, at))),
    ]),
    ...ends.filter(({ after }) => after === undefined).map((end) => tellEnd(end, '')),
  ];
}

const place = ({ host, netns, ifname, direction }: Hop['at']): string =>
  `${direction === undefined ? '·' : direction === 'in' ? '→' : '←'} ${[host, ...(netns === '' ? [] : [netns]), ifname].join(' ')}`;

/** One step further in at each place where the path forks. */
function indent(hops: readonly Hop[], index: number): string {
  let depth = 0;
  for (let at: number | undefined = index; at !== undefined; at = hops[at]!.from) {
    const { from } = hops[at]!;
    if (from !== undefined && hops.some((hop, other) => other !== at && hop.from === from)) depth++;
  }
  return '  '.repeat(depth);
}

function tellEnd({ says, evidence, look }: End, before: string): string {
  return `${' '.repeat(15)}${before}✗ ${says} [${evidence.join('; ')}]${look === undefined ? '' : ` Look: ${look}`}`;
}

const elapsed = (ns: bigint): string => `${(Number(ns) / 1e6).toFixed(3).padStart(8)} ms`;

function tellClock({ host, ahead, uncertainty, known }: ClockDifference): string {
  const ms = (ns: bigint): string => (Number(ns) / 1e6).toFixed(3);
  const how = {
    crossings: 'by packets that crossed both ways',
    asked: 'by asking both machines',
    assumed: 'assumed: nothing crossed both ways',
  }[known];
  return `${host}’s clock is ${ms(ahead)} ms ahead, ±${ms(uncertainty)} ms (${how}); its times are corrected.`;
}
