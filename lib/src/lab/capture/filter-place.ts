import type { Connection } from '../../transport/connection.js';
import { quote } from '../../transport/quote.js';
import type { Tap } from './tcpdump.js';

const MANUAL =
  'Such as `icmp or arp`, `host 10.0.0.1 and tcp port 80`; `man pcap-filter` on the machine has the language.';

/** What makes the beginning of a filter whole, one of them: nothing, or what such a word wants behind it. */
const ENDINGS = ['', '1.1.1.1', '1', 'icmp', '= 1', '1 = 1', '0:0:0:0:0:0', '1] = 1', '] = 1'];

interface Token {
  readonly text: string;
  readonly at: number;
}

/**
 * Where in a filter the fault is that tcpdump tells of: it names no place. Undefined where the filter is not at fault.
 * @param complaint what tcpdump said
 * @example await filterPlace(node1, { netns: '' }, 'icmp and hosst 10.0.0.1', stderr, signal) // the filter, and ^ under `hosst`
 */
export async function filterPlace(
  connection: Connection,
  tap: Tap,
  filter: string,
  complaint: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const known = wordsOf(complaint).find((word) => filter.includes(word));
  if (known !== undefined) return pointedAt(filter, filter.indexOf(known), known.length, MANUAL);
  if (/no VLAN support/.test(complaint)) {
    const at = Math.max(filter.indexOf('vlan'), 0);
    return pointedAt(
      filter,
      at,
      4,
      "On all interfaces at once tags are not seen. Name the one to look at: { on: 'eth0' }.",
    );
  }
  if (!/syntax error|parse/.test(complaint)) return undefined;
  const tokens = tokensOf(filter);
  const { stdout } = await connection.run(script(tokens, filter, tap), { signal, timeoutMs: Infinity });
  const wrong = tokens[Number(stdout.trim()) - 1];
  if (wrong) return pointedAt(filter, wrong.at, wrong.text.length, MANUAL);
  return pointedAt(filter, filter.trimEnd().length + 1, 1, `Something is missing at the end. ${MANUAL}`);
}

/**
 * A parenthesis that closes none: the rest of such a filter would not be held by what stands around it.
 * @example strayParenthesis('icmp) or (tcp') // the filter, and ^ under `)`
 */
export function strayParenthesis(filter: string): string | undefined {
  let depth = 0;
  for (const { text, at } of tokensOf(filter)) {
    if (text === '(') depth++;
    if (text === ')' && --depth < 0) return pointedAt(filter, at, 1, 'This parenthesis closes none.');
  }
  return undefined;
}

function tokensOf(filter: string): Token[] {
  return [...filter.matchAll(/[()!]|&&|\|\||(?:(?!&&|\|\|)[^\s()!])+/g)].map(({ 0: text, index }) => ({
    text,
    at: index,
  }));
}

/** The words of the filter that a complaint names: `unknown port 'foo'`, `illegal port number 99999 > 65535`. */
function wordsOf(complaint: string): string[] {
  return [...complaint.matchAll(/'([^']+)'|number (\d+)/g)].map(([, quoted, number]) => quoted ?? number!);
}

/** Prints the number of the first word with which no filter can go on; nothing where each can. */
function script(tokens: readonly Token[], filter: string, tap: Tap): string {
  const beginnings = tokens.map(({ text, at }, index) => {
    const open = tokens
      .slice(0, index + 1)
      .reduce((depth, token) => depth + (token.text === '(' ? 1 : token.text === ')' ? -1 : 0), 0);
    return [filter.slice(0, at + text.length), ')'.repeat(Math.max(open, 0))];
  });
  const linkType = tap.ifname === undefined ? 'LINUX_SLL2' : 'EN10MB';
  return `
    set -- ${beginnings.flat().map(quote).join(' ')};
    for (( number = 1; $#; number++ )); do
      good=;
      for ending in ${ENDINGS.map(quote).join(' ')}; do
        said=$(tcpdump -d -y ${linkType} -- "$1 $ending $2" 2>&1 > /dev/null);
        [[ $said == *'syntax error'* ]] || { good=1; break; };
      done;
      [[ $good ]] || { echo $number; break; };
      shift 2;
    done`.replaceAll(/\s*\n\s*/g, ' ');
}

function pointedAt(filter: string, at: number, length: number, words: string): string {
  const line = filter.replaceAll(/\s/g, ' ');
  return `The filter is wrong here:\n  ${line}\n  ${' '.repeat(at)}${'^'.repeat(Math.max(length, 1))}\n${words}`;
}
