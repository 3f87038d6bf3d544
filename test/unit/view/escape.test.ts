import assert from 'node:assert/strict';
import { html, oneLine, trusted, visible, type Insertable } from '../../../lib/src/view/escape.js';

describe('html', () => {
  it('escapes what is put in, in text and in attributes', () => {
    assert.equal(
      html`<a title="${'"><b>'}">${"'&`"}</a>`.toString(),
      '<a title="&#34;&#62;&#60;b&#62;">&#39;&#38;&#96;</a>',
    );
  });

  it('leaves markup and lists of markup as they are, and shows nothing for what is absent', () => {
    assert.equal(
      html`<p>${[html`<b>${1}</b>`, trusted('<i>2</i>'), null, false]}</p>`.toString(),
      '<p><b>1</b><i>2</i></p>',
    );
  });

  it('does not take an object from outside for markup', () => {
    const forged = { markup: '<script>', toString: () => '<script>' } as unknown as Insertable;
    assert.equal(html`${forged}`.toString(), '&#60;script&#62;');
  });
});

describe('visible', () => {
  it('shows control characters, marks that turn text round, and half characters', () => {
    assert.equal(visible('\u001b[2J\u0007\u007f\u009b\u202e\ud800\u2028'), '␛[2J␇␡<U+009B><U+202E><U+D800><U+2028>');
  });

  it('keeps line ends and tabs, which oneLine shows too', () => {
    assert.equal(visible('a\tb\n'), 'a\tb\n');
    assert.equal(oneLine('a\tb\n'), 'a␉b␊');
  });
});
