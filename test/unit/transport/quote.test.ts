import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { command, quote, type Word } from '../../../lib/src/transport/quote.js';

const bash = (script: string): string => execFileSync('bash', ['-c', script], { encoding: 'utf8' });

describe('quoting', () => {
  it('leaves what needs no quotes bare', () => {
    assert.equal(
      command`ip addr add ${'10.0.0.1/24'} dev ${'eth0'} metric ${-5}`,
      'ip addr add 10.0.0.1/24 dev eth0 metric -5',
    );
  });

  it('gives a shell every string back as one word', () => {
    const strings = [
      '',
      ' ',
      "it's",
      '"',
      '$HOME',
      '`id`',
      '\\',
      'a\nb',
      '*',
      '~',
      '~root',
      '#x',
      '{a,b}',
      '!!',
      '-n',
      'é',
      '\u0001',
      "'",
    ];
    for (const string of strings) assert.equal(bash(command`printf '[%s]' ${string}`), `[${string}]`);
    assert.equal(bash(command`printf '[%s]' ${strings}`), strings.map((string) => `[${string}]`).join(''));
  });

  it('spreads an array as several words, and an empty one as none', () => {
    assert.equal(command`ip link ${['add', 'br 0', 1]} ${[]}up`, "ip link add 'br 0' 1 up");
  });

  it('joins an interpolation to the text beside it', () => {
    assert.equal(command`--name=${'a b'}.txt`, "--name='a b'.txt");
  });

  it('keeps the text as the shell reads it, apart from escaped backticks and dollars', () => {
    assert.equal(command`printf 'a\n' \`id\` \${HOME} $PATH \\`, "printf 'a\\n' `id` ${HOME} $PATH \\\\");
  });

  it('names the position of a value that is no word', () => {
    const wrong: unknown[] = [
      undefined,
      null,
      {},
      NaN,
      Infinity,
      true,
      [undefined],
      [[]],
      Symbol('x'),
      (): void => undefined,
    ];
    for (const value of wrong) {
      assert.throws(() => command`ip ${'link'} ${value as Word}`, { name: 'TypeError', message: /^Value 2 / });
    }
  });

  it('refuses a NUL character', () => {
    assert.throws(() => quote('a\0b'), TypeError);
  });

  it('refuses to quote between quotes, where the quotes would become part of the value', () => {
    assert.throws(() => command`echo "hello ${'big world'}"`, /Value 1 .* between quotes/);
    assert.throws(() => command`echo 'hello ${['a', 'b']}'`, /between quotes/);
    assert.equal(command`echo "hello ${'world'}"`, 'echo "hello world"');
    assert.equal(
      command`echo "it's" 'a "b' \" # don't
      ${'c d'}`,
      `echo "it's" 'a "b' \\" # don't\n      'c d'`,
    );
  });
});
