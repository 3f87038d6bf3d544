import { portFree } from '../setup/port.js';
import { examine, type Finding, type Prerequisite } from '../setup/prerequisite.js';
import { prerequisites } from '../setup/prerequisites.js';
import { running } from '../setup/running.js';
import { JSON_OPTION, type Verb } from './verb.js';

export const doctor: Verb = {
  name: 'doctor',
  summary: 'what is missing on this computer, and the command that mends each',
  options: [JSON_OPTION, ['--port <port>', 'JupyterLab’s, where `start` is to have one: is it free']],
  async run(call) {
    const port = call.options.port;
    const asked: Prerequisite[] =
      port === undefined ? [] : [{ what: 'JupyterLab’s port', for: 'lab', probe: () => portFree(Number(port)) }];
    const findings = await examine([...prerequisites, ...asked, ...running]);
    process.stdout.write(call.options.json ? `${JSON.stringify(findings.map(asJson))}\n` : text(findings));
    return lacks(findings).length > 0 ? 1 : 0;
  },
};

const lacks = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ ok, prerequisite }) => !ok && prerequisite.for === 'lab');

const asJson = ({ prerequisite, ok, state, found, mend }: Finding): object => ({
  what: prerequisite.what,
  for: prerequisite.for,
  ok,
  state,
  found,
  ...(mend !== undefined && { mend }),
});

const GROUPS = [
  ['lab', 'What a lab needs'],
  ['slides', 'What printing slides needs'],
  ['vagrant', 'What machines by Vagrant need, on libvirt'],
  ['tests', 'What the project’s own tests need'],
  ['running', 'What is running'],
] as const;
const SIGNS = { ok: '✔', note: '!', missing: '✘' } as const;

function text(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ prerequisite }) => prerequisite.what.length));
  const row = ({ prerequisite, state, found, mend }: Finding): string =>
    `  ${SIGNS[state]} ${prerequisite.what.padEnd(width)}  ${found}\n${mend === undefined ? '' : `${' '.repeat(width + 6)}-> ${mend}\n`}`;
  const groups = GROUPS.map(([group, title]) => {
    const rows = findings.filter(({ prerequisite }) => prerequisite.for === group);
    return `${title}\n${rows.map(row).join('')}\n`;
  });
  return groups.join('') + verdict(findings);
}

function verdict(findings: readonly Finding[]): string {
  const names = lacks(findings).map(({ prerequisite }) => prerequisite.what);
  if (names.length === 0) return 'A lab can run on this computer.\n';
  return `A lab cannot run yet. Missing: ${names.join(', ')}. \`npm run setup\` installs what a package brings.\n`;
}
