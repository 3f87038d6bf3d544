import assert from 'node:assert/strict';
import { pointView } from '../../../lib/src/view/point.js';

describe('pointView', () => {
  it('says in one line what is there, and the page shows the commands as one types them', () => {
    const { text, html } = pointView('the namespace <red>.', [
      { host: 'node1', command: '\n      ip netns add red\n        ip -n red link\n' },
      { host: 'node2', command: 'ip link' },
    ]);
    assert.equal(text, 'There already: the namespace <red>.');
    assert.match(html!, /There already: the namespace &#60;red&#62;\./);
    const typed = html!.replaceAll(/<style>.*?<\/style>/g, '').replaceAll(/<[^>]+>/g, '');
    assert.match(typed, /root@node1:~# ip netns add red\n&#62; {3}ip -n red link\s+root@node2:~# ip link/);
  });
});
