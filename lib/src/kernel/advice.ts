/** A cell's mistake that the compiler or Node has words for, and the way on. The first row that fits is taken. */
interface Advice {
  readonly says: RegExp;
  readonly advice: string | ((said: readonly string[]) => string);
}

/** A message of the compiler's, as tslab prints it: line, column, words. */
const at = String.raw`^\d+:\d+ - `;
const missing = (names: string): RegExp =>
  new RegExp(`(?:${at}Cannot find name '|^ReferenceError: )(${names})(?:'\\.$| is not defined)`, 'm');

const imported =
  'lab|show|check|predict|outcome|hint|until|table|chart|chartSpec|terminal|packet|sequence|drawJourney|packetFrom|vlanTags|verifierLog|[A-Z][a-z]+Error';
const programs = 'ip|ping|bridge|ss|curl|nft|tc|tcpdump|sysctl|ethtool|arp|sudo';

const advices: readonly Advice[] = [
  // Out of order
  {
    says: missing(imported),
    advice: ([, name]) =>
      `\`${name}\` is not imported yet. Run the notebook’s first cell, the one that begins with \`import\`.`,
  },
  {
    says: missing('node1|node2'),
    advice: ([, name]) => `There is no \`${name}\` yet. Run the section’s first cell, the one with \`lab.open\`.`,
  },
  {
    says: missing(programs),
    advice: 'A command is for a machine, and stands between backticks: await node1.$`ip link`',
  },
  {
    says: missing(String.raw`[\w$]+`),
    advice: ([, name]) =>
      `There is no \`${name}\` yet, or it is spelt differently. Run the cell that has \`const ${name}\`: the cells of a ` +
      'section go one after the other, from the one with `lab.open`. A cell that failed has left no names.',
  },
  // Written otherwise than meant
  {
    says: /^1:1 - Unexpected keyword or identifier/m,
    advice: 'Is this a command for a machine? It stands between backticks: await node1.$`ip link`',
  },
  {
    says: new RegExp(`${at}Cannot redeclare block-scoped variable '(\\w+)'`, 'm'),
    advice: ([, name]) =>
      `This cell makes \`${name}\` twice. Give one of them another name; in another cell the same name may be made again.`,
  },
  {
    says: new RegExp(`${at}Cannot assign to '(\\w+)' because it is a constant`, 'm'),
    advice: ([, name]) =>
      `A \`const\` keeps its value. Write \`let ${name}\` where it is made, and run that cell again.`,
  },
  {
    says: new RegExp(`${at}Argument of type .* is not assignable to parameter of type 'TemplateStringsArray'`, 'm'),
    advice: 'A command stands between backticks, without parentheses: await node1.$`ip link`',
  },
  {
    says: new RegExp(`${at}Unterminated template literal`, 'm'),
    advice: 'A command begins with a backtick and ends with one: `ip link`. The second is missing.',
  },
  {
    says: new RegExp(`${at}Argument of type 'boolean' is not assignable to parameter of type '\\(\\) => boolean'`, 'm'),
    advice: "A claim is a function. Write `() =>` before it: check('it answers', () => ping.received === 1);",
  },
  {
    says: new RegExp(
      `${at}Argument of type '\\(\\) => void' is not assignable to parameter of type '\\(\\) => boolean'`,
      'm',
    ),
    advice: 'A claim in braces needs `return`. Without braces it needs none: () => ping.received === 1',
  },
  {
    says: /^TypeError: Cannot (?:read properties of|destructure property .* of .*) (undefined|null)|^TypeError: .* is not iterable/m,
    advice:
      'Nothing was found where this looks for something. Show what stands before the dot: it is empty, or it comes from a ' +
      'cell that was run before the machines were as they are now.',
  },
];

/**
 * What to do about an error that a cell's own code made; undefined for one that is not known.
 * @param text what the cell prints on stderr
 * @example adviceFor("1:7 - Cannot find name 'node1'.\n") // 'There is no `node1` yet. Run the section’s first cell, ...'
 */
export function adviceFor(text: string): string | undefined {
  for (const { says, advice } of advices) {
    const said = says.exec(text);
    if (said) return typeof advice === 'string' ? advice : advice(said);
  }
  return undefined;
}
