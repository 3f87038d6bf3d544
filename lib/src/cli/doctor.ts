import { examine } from '../setup/prerequisite.js';
import { prerequisites } from '../setup/prerequisites.js';
import { installCommand } from '../setup/packages.js';
import { JSON_OPTION, type Verb } from './verb.js';

export const doctor: Verb = {
  name: 'doctor',
  summary: 'what is missing on this computer, and the command that mends each',
  options: [JSON_OPTION],
  async run(call) {
    const rows = (await examine(prerequisites)).map(({ prerequisite, ok, found }) => ({
      what: prerequisite.what,
      for: prerequisite.for,
      ok,
      found,
      ...(!ok && { mend: prerequisite.packages ? installCommand(prerequisite.packages) : prerequisite.mend }),
    }));
    if (call.options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
    else for (const row of rows) process.stdout.write(text(row));
    return rows.some((row) => !row.ok && row.for === 'lab') ? 1 : 0;
  },
};

function text(row: { what: string; for: string; ok: boolean; found: string; mend?: string | undefined }): string {
  const line = `${row.ok ? 'ok      ' : 'missing '} ${row.what}${row.for === 'tests' ? ' (for the tests)' : ''}: ${row.found}\n`;
  return row.mend === undefined ? line : `${line}         -> ${row.mend}\n`;
}
