import assert from 'node:assert/strict';
import { VAGRANT_PACKAGES } from '../../../lib/src/provider/vagrant/packages.js';
import { prerequisites } from '../../../lib/src/setup/prerequisites.js';

describe('what machines by Vagrant take', () => {
  it('comes by the packages that are named where Vagrant is missing', () => {
    const rows = prerequisites.filter((prerequisite) => prerequisite.for === 'vagrant');
    assert.deepEqual(
      rows.flatMap(({ packages = [] }) => packages),
      VAGRANT_PACKAGES,
    );
  });
});
