import assert from 'node:assert/strict';
import { Session } from './session.js';

/** What a learner types, and what the cell answers: the error in the compiler's or Node's words, and the way on. */
const mistakes: readonly (readonly [code: string, ...said: readonly RegExp[]])[] = [
  ['show([1]);', /^1:1 - Cannot find name 'show'\.\n`show` is not imported yet\. Run the notebook’s first cell/],
  [
    'await node1.$`ip link`',
    /^1:7 - Cannot find name 'node1'\.\nThere is no `node1` yet\. Run the section’s first cell/,
  ],
  ['await red.$`ip link`', /Cannot find name 'red'\.\nThere is no `red` yet, .* Run the cell that has `const red`/],
  [
    "const made = 1; throw new Error('later');",
    /^Error: later\nline 1: {2}const made = 1; throw new Error\('later'\);\n {31}\^\n$/,
  ],
  ['made + 1', /Cannot find name 'made'\..* A cell that failed has left no names\.\n$/s],
  [
    'const late = () => eval("node2"); late();',
    /^ReferenceError: node2 is not defined\nline 1: [^\n]*\n {28}\^\n.*the one with `lab\.open`\.\n$/,
  ],
  [
    'ip link add veth0',
    /^1:1 - Unexpected keyword[^\n]*\nIs this a command for a machine\? .*await node1\.\$`ip link`\n/,
  ],
  ['ping;', /Cannot find name 'ping'\.\nA command is for a machine/],
  [
    'const a = 1;\nconst a = 2;',
    /^1:7 - Cannot redeclare [^\n]*\nThis cell makes `a` twice\..*\n2:7 - Cannot redeclare [^\n]*\n$/,
  ],
  ['const c = 1;\nc = 2;', /Cannot assign to 'c'.*\nA `const` keeps its value\. Write `let c`/],
];

/** The same, once the first cell has been run. */
const withLibrary: typeof mistakes = [
  [
    'await lab.topology()',
    /^LabError: The lab is not open\.\nline 1: {2}await lab\.topology\(\)\n {19}\^\nRun the cell with `lab\.open` first/,
  ],
  ["check('a', 1 === 1)", /parameter of type '\(\) => boolean'\.\nA claim is a function\. Write `\(\) =>` before it/],
  ["check('a', () => { 1 === 1 })", /\nA claim in braces needs `return`\./],
  ["machine.$('ip link')", /'TemplateStringsArray'\.\nA command stands between backticks, without parentheses/],
  ['await machine.$`ip link', /Unterminated template literal\.\nA command begins with a backtick and ends with one/],
  ['const l = machine.links(); l.length', /on type 'Promise<Link\[\]>'\. Is an `await` missing\?\n$/],
  ["const r = machine.netns('red');\nawait r.$`ip link`", /^2:9 - Property '\$'.* Is an `await` missing\?\n$/],
  ['for (const l of machine.links()) show(l)', /Is an `await` missing\?\n$/],
  ['machine.linkz()', /Property 'linkz' does not exist on type 'Node'\. Did you mean 'link'\?\n$/],
  ["import { chekc } from 'netdive'", /no exported member named 'chekc'\. Did you mean 'check'\?\n$/],
  [
    'const { ttl } = [].find((row) => row)',
    /^TypeError: Cannot destructure.*\nline 1: [^\n]*\n *\^\nNothing was found where this looks/,
  ],
];

describe('a mistake in a cell', function () {
  this.timeout(60_000);
  let session: Session;

  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  const make = async (table: typeof mistakes): Promise<void> => {
    for (const [code, ...said] of table) {
      const { status, stderr } = await session.run(code);
      assert.equal(status, 'error', code);
      for (const words of said) assert.match(stderr, words, code);
    }
  };

  it('of order or of writing is told with the cell to run, or how it is written', () => make(mistakes));

  it('in the use of the library is told with its right use', async () => {
    await session.run(`import { lab, show, check, type Node } from 'netdive'; const machine = undefined as Node;`);
    await make(withLibrary);
  });

  it('is none where a cell is run twice, or a name is made again in another cell', async () => {
    for (const code of ['const twice = 1;', 'const twice = 1;', "const twice = 'x';", 'twice.length'])
      assert.equal((await session.run(code)).status, 'ok', code);
  });
});
