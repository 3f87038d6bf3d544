import { ParseError } from '../errors.js';
import { excerpt } from './excerpt.js';

/**
 * The local ports of UDP sockets, as `ss -Hanup` lists them: state, two queues, its own address, the other's, who has it open.
 * @example parseUdpPorts('ESTAB 0 0 10.1.0.1:9000 10.2.0.2:9000 users:(("socat",pid=7,fd=5))\n') // [9000]
 */
export function parseUdpPorts(text: string): number[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const port = /^\S+ +\d+ +\d+ +\S+:(\d+) +\S+:(?:\d+|\*)(?: |$)/.exec(line)?.[1];
      if (port !== undefined) return Number(port);
      throw new ParseError(
        `A line of \`ss -Hanup\` is no socket: ${excerpt(line, 0)}`,
        'A newer ss may print otherwise: `ss -Hanup` shows it.',
      );
    });
}
