import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usables, type Usable } from '../unit/hover.js';
import { root, Session } from './session.js';

describe('JupyterLab, over a name', function () {
  this.timeout(60_000);
  const dist = join(root, 'lib/dist/');
  const entry = readFileSync(join(dist, 'index.d.ts'), 'utf8');
  const exported = (name: string): boolean => new RegExp(`[{,] (?:type )?${name}\\b`).test(entry);
  /** Members by the exported type that has them. */
  const members = new Map<string, Usable[]>();
  const calls: Usable[] = [];
  let session: Session;

  before(async () => {
    for (const one of usables(join(dist, 'index.d.ts'), dist)) {
      const [owner, member] = one.name.split('.');
      if (member === undefined && one.kind !== 'type' && exported(one.name)) calls.push(one);
      if (member !== undefined && exported(owner!)) members.set(owner!, [...(members.get(owner!) ?? []), one]);
    }
    session = await Session.start();
    const things = [...members.keys()].map((type) => `const a${type} = undefined as ${type};`);
    const names = [...calls.map(({ name }) => name), ...members.keys()].join(', ');
    const { status, stderr } = await session.run(`import { ${names} } from 'netdive';\n${things.join('\n')}`);
    assert.equal(status, 'ok', stderr);
  });
  after(() => session.close());

  /** What is wrong with what the kernel says of a name at the end of some code. */
  async function faults(code: string, { kind, doc, example }: Usable): Promise<string[]> {
    const text = await session.hover(code, code.length - 1);
    const [signature = ''] = text.split('\n\n');
    return [
      ...(signature === '' || signature.length > 200 ? [`${code}: ${signature.length} characters: ${signature}`] : []),
      ...(/\bany\b/.test(signature) ? [`${code}: a type got lost: ${signature}`] : []),
      ...(text.includes(doc) && doc !== '' ? [] : [`${code}: no doc text`]),
      ...(kind !== 'call' || text.includes(example) ? [] : [`${code}: no example`]),
    ];
  }

  it('shows a short type, what it is, and an example where it is called', async () => {
    const found: string[] = [];
    for (const one of calls) found.push(...(await faults(one.name, one)));
    for (const [type, all] of members) {
      for (const one of all) found.push(...(await faults(`a${type}.${one.name.split('.')[1]!}`, one)));
    }
    assert.ok(calls.length >= 8 && members.size >= 15, `${calls.length} and ${members.size}`);
    assert.deepEqual(found, []);
  });

  it('offers each of them when one begins to type', async () => {
    for (const { name } of calls) assert.ok((await session.completions(name.slice(0, 2))).includes(name), name);
    for (const [type, all] of members) {
      const offered = await session.completions(`a${type}.`);
      const missing = all.map(({ name }) => name.split('.')[1]!).filter((member) => !offered.includes(member));
      assert.deepEqual(missing, [], type);
    }
  });
});
