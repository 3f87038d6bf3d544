import assert from 'node:assert/strict';
import { droppingRules, hookOf, ruleEvidence } from '../../../../lib/src/lab/follow/firewall.js';
import { parseSkbDrops } from '../../../../lib/src/parse/skb-drop.js';
import { recording } from '../../../fixtures/recording.js';

const ruleset = recording('nft/ruleset');
const [forwarded, sent] = [...parseSkbDrops(recording('skb-drop/trace'))]
  .map(({ stack }) => stack)
  .filter((stack) => stack.length > 0) as [string[], string[]];

describe('a firewall’s drop', () => {
  it('was at the hook that the kernel’s functions tell', () => {
    assert.equal(hookOf(forwarded), 'forward');
    assert.equal(hookOf(sent), 'output');
    assert.equal(hookOf([]), undefined);
    assert.equal(hookOf(['nft_do_chain', 'nf_hook_slow']), undefined);
  });

  it('was by one of the rules that drop, or by a chain’s policy', () => {
    assert.deepEqual(droppingRules(ruleset), [
      { chain: 'ip t c', hook: 'forward', rule: 'ip daddr 10.0.2.2 udp dport 7 drop' },
      { chain: 'ip t out', hook: 'output', rule: 'policy drop' },
      { chain: 'ip t other', rule: 'tcp dport 22 reject' },
    ]);
    assert.deepEqual(droppingRules(''), []);
  });

  it('names the rule where it can be but one, else those that it can be', () => {
    const without = ruleset.replace('tcp dport 22 reject', 'tcp dport 22 accept');
    assert.deepEqual(ruleEvidence(without, forwarded), [
      'hook forward',
      'rule in ip t c: ip daddr 10.0.2.2 udp dport 7 drop',
    ]);
    assert.deepEqual(ruleEvidence(without, sent), ['hook output', 'rule in ip t out: policy drop']);
    // Any chain may jump to one without a hook.
    assert.deepEqual(ruleEvidence(ruleset, sent), [
      'hook output',
      'perhaps the rule in ip t out: policy drop',
      'perhaps the rule in ip t other: tcp dport 22 reject',
    ]);
    assert.deepEqual(ruleEvidence('', []), []);
  });
});
