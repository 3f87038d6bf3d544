import assert from 'node:assert/strict';
import { hintFor, knownMistake, knownMistakes } from '../../../lib/src/lab/hints.js';
import { provenance, recording } from '../../fixtures/recording.js';

const mistakes = Object.entries(provenance())
  .filter(([file]) => file.startsWith('mistakes/'))
  .map(([file, { command }]) => ({ name: file.replace(/^mistakes\/|\.txt$/g, ''), command }));

function hint(name: string): { means: string; mend: string } {
  const found = hintFor(mistakes.find((mistake) => mistake.name === name)!.command, recording(`mistakes/${name}`));
  assert.ok(found, `There is no hint for ${name}.`);
  return found;
}

describe('hintFor', () => {
  it('knows every mistake that was recorded', () => {
    const unknown = mistakes.filter(({ name, command }) => !hintFor(command, recording(`mistakes/${name}`)));
    assert.deepEqual(
      unknown.map(({ name }) => name),
      [],
    );
  });

  it('has no row for a mistake that nobody has made, and at least 40 that somebody has', () => {
    const made = new Set(
      mistakes.map(({ name, command }) => knownMistake(command, recording(`mistakes/${name}`))?.row),
    );
    assert.deepEqual(
      knownMistakes.filter((row) => !made.has(row)).map(({ says }) => says),
      [],
    );
    assert.ok(made.size >= 40, String(made.size));
  });

  it('says both what it means and what mends it, in sentences', () => {
    for (const { name } of mistakes)
      for (const words of Object.values(hint(name))) {
        assert.match(words, /^[`A-Z].*[.]$/, name);
        assert.doesNotMatch(words, /undefined/, name);
      }
  });

  it('tells who holds a tun device', () => {
    assert.match(hint('tuntap-twice').mend, /ip tuntap del/);
    assert.match(hint('tun-program-twice').means, /Another program holds/);
    assert.match(hint('tun-program-for-a-tap').means, /another kind/);
    assert.match(hint('tun-as-port').mend, /tap/);
  });

  it('tells why a tunnel’s end has gone, and what is wrong with it', () => {
    assert.match(hint('tun-without-prefix').mend, /10\.9\.0\.1\/24/);
    assert.match(hint('socat-alone').means, /Nobody listens/);
  });

  it('tells what IPVS and ipset have not, or have already', () => {
    assert.match(hint('server-before-its-service').mend, /ipvsadm -A/);
    assert.match(hint('server-without-its-flag').means, /`10\.0\.0\.2:8080` stands there/);
    assert.match(hint('set-member-of-another-kind').means, /more than `10\.0\.0\.2`: the second part/);
    assert.match(hint('set-destroyed-that-is-in-use').mend, /match-set/);
    assert.match(hint('ipvs-setting-of-a-misspelt-name').means, /`contrack`/);
  });

  it('tells why a program is not in the kernel, and where it is', () => {
    assert.match(hint('bpf-refused').mend, /verifierLog/);
    assert.match(hint('bpf-not-compiled').means, /no file other\.o/);
    assert.match(hint('bpf-section-misspelt').means, /section xpd/);
    assert.match(hint('bpf-pinned-twice').mend, /rm \/sys\/fs\/bpf\/kind/);
    assert.match(hint('bpf-pin-not-there').mend, /nsenter/);
    assert.match(hint('bpf-map-not-there').means, /no map of this name/);
    assert.match(hint('bpf-clsact-twice').mend, /one is enough/);
    assert.match(hint('bpf-header-forgotten').mend, /bpf_helpers/);
    for (const name of ['bpf-xdp-twice', 'bpf-net-attach-twice']) assert.match(hint(name).means, /room for one/);
  });

  it('tells what cnitool did not find, and what a plugin may not do', () => {
    assert.match(hint('cni-without-path').mend, /CNI_PATH=\/opt\/cni\/bin cnitool/);
    assert.match(hint('cni-plugin-misspelt').means, /`bsh-cni` in \/run\/bin/);
    assert.match(hint('cni-network-misspelt').mend, /not the file’s name/);
    assert.match(hint('cni-namespace-by-name').mend, /\/run\/netns\/red/);
    assert.match(hint('cni-plugin-not-executable').mend, /chmod \+x \/run\/bin\/bash-cni/);
    assert.match(hint('cni-answer-is-no-json').mend, />&2/);
  });

  it('tells what etcd and flanneld lack', () => {
    assert.match(hint('etcd-not-running').mend, /systemctl start etcd/);
    assert.match(hint('flannel-without-network').mend, /etcdctl put \/coreos\.com\/network\/config/);
    assert.match(hint('flannel-without-br-netfilter').mend, /"EnableNFTables":true/);
    assert.match(hint('flannel-interface-not-named').mend, /-iface eth0/);
    assert.match(hint('flannel-backend-misspelt').means, /no backend `hostgw`/);
  });

  it('tells what is amiss with bird, and with a name that nft keeps for itself', () => {
    assert.match(hint('bird-does-not-run').mend, /systemctl start bird/);
    assert.match(hint('bird-file-with-a-typo').means, /\/run\/red\.conf .* line 9/);
    assert.match(hint('bird-configured-with-a-typo').means, /changed nothing/);
    assert.match(hint('bird-protocol-misspelt').mend, /birdc show protocols/);
    assert.match(hint('gateway-that-is-no-neighbour').means, /not a neighbour/);
    assert.match(hint('nft-keyword-as-a-name').means, /`policy` is a word/);
  });

  it('tells whose the settings and programs of a netkit pair are', () => {
    assert.match(hint('netkit-with-a-mac').mend, /mode l2/);
    assert.match(hint('netkit-in-a-bridge').means, /without a MAC/);
    assert.match(hint('netkit-from-inside').means, /peer end/);
    assert.match(hint('netkit-program-from-inside').mend, /primary end/);
    assert.match(hint('netkit-not-attached').means, /the primary end/);
    assert.match(hint('ping-into-a-netkit-that-is-closed').means, /blackhole/);
  });

  it('tells what is odd about a dummy’s neighbours', () => {
    assert.match(hint('ping-into-a-blackhole').means, /blackhole/);
    assert.match(hint('carrier-of-a-real-cable').mend, /lab\.link/);
    assert.match(hint('virtual-service-twice').mend, /ipvsadm -D/);
  });

  it('tells what is missing in a route, and in a rule that rewrites addresses', () => {
    assert.match(hint('gateway-behind-a-router').mend, /name that router/);
    assert.match(hint('router-without-a-route').means, /router 10\.9\.0\.1, and that one knows no way/);
    assert.match(hint('masquerade-in-no-table').mend, /iptables -t nat/);
    assert.match(hint('port-without-a-protocol').mend, /-p tcp/);
    assert.match(hint('target-misspelt').means, /`MASQERADE`/);
    assert.match(hint('masquerade-in-a-filter-chain').mend, /type nat hook postrouting/);
    assert.match(hint('policy-without-a-chain').mend, /nft add chain/);
    assert.match(hint('target-in-the-wrong-chain').mend, /DNAT and REDIRECT belong in PREROUTING/);
    assert.match(hint('braces-for-the-shell').mend, /in quotes/);
    assert.match(hint('sysctl-with-spaces').mend, /no spaces/);
    assert.match(hint('sysctl-as-a-word').mend, /ip_forward=1/);
  });

  it('tells what a device of one kind is asked for, and has not', () => {
    assert.match(hint('bond-active-is-no-port').mend, /master bond1/);
    assert.match(hint('bond-mode-by-sysfs').means, /no ports/);
    assert.match(hint('bond-hash-unknown').mend, /layer3\+4/);
    assert.match(hint('vlan-id-without-its-word').mend, /ip link help vlan/);
    assert.match(hint('ipvlan-mode-without-its-word').means, /`l3`/);
    assert.match(hint('vxlan-group-of-one').mend, /`remote`/);
    assert.match(hint('fdb-entry-not-there').mend, /bridge fdb show/);
    assert.match(hint('setting-of-no-port').means, /no port of a bridge/);
    assert.match(hint('arping-where-nobody-asks').mend, /NOARP/);
    assert.match(hint('capture-on-what-is-down').mend, /ip link set veth0 up/);
  });

  it('tells what a container, a plugin or containerd lacks', () => {
    assert.match(hint('container-twice').mend, /runc delete -f/);
    assert.match(hint('container-without-bundle').mend, /-b \/srv/);
    assert.match(hint('container-with-terminal').mend, /"terminal": false/);
    assert.match(hint('container-not-there').mend, /runc list/);
    assert.match(hint('container-joins-nobody').means, /`\/proc\/4194303\/ns\/net`/);
    assert.match(hint('cni-netns-not-there').means, /\/run\/netns\/green is none/);
    assert.match(hint('cni-added-twice').mend, /cnitool del/);
    assert.match(hint('cni-no-address-left').means, /all of 172\.16\.0\.1-172\.16\.0\.2/);
    assert.match(hint('containerd-not-running').mend, /systemctl start containerd/);
    assert.match(hint('process-not-there').means, /no process 4194303/);
  });

  it('tells things made twice apart', () => {
    assert.match(hint('netns-twice').mend, /`ip netns del red`/);
    assert.match(hint('address-twice').means, /this address already/);
    assert.match(hint('route-twice').mend, /ip route replace/);
    assert.match(hint('neighbour-twice').mend, /ip neigh replace/);
    assert.match(hint('link-twice').mend, /await lab\.reset\(\)/);
    assert.match(hint('moved-onto-a-namesake').means, /this name already/);
  });

  it('does not take a pair that is there already for a move into a namespace', () => {
    const { means } = hintFor(
      'ip link add veth0 type veth peer name eth0 netns red',
      'RTNETLINK answers: File exists',
    )!;
    assert.match(means, /run twice/);
  });

  it('tells what a parent cannot have from what it has already', () => {
    assert.match(hint('macvlan-named-like-its-parent').mend, /rename it on the move/);
    assert.match(hint('macvlan-without-a-parent').mend, /link eth0/);
    assert.match(hint('macvlan-beside-passthru').means, /only one/);
    assert.match(hint('macvlan-into-passthru').means, /from the start/);
    assert.match(hint('macvlan-mac-twice').means, /this MAC/);
    assert.match(hint('ipvlan-own-mac').mend, /Use macvlan/);
    assert.match(hint('port-taken').means, /Another program/);
  });

  it('names what is not there', () => {
    for (const name of ['link-not-there', 'link-not-there-show']) assert.match(hint(name).means, /`veth9`/);
    for (const name of ['netns-not-there', 'netns-not-there-exec', 'netns-not-there-move', 'netns-not-there-delete'])
      assert.match(hint(name).mend, /`ip netns add green`/);
    assert.match(hint('no-such-command').means, /`ipp`/);
    assert.match(hint('no-such-command-netns').means, /`ipp`/);
    assert.match(hint('master-not-there').means, /`br0`/);
    assert.match(hint('unknown-object').means, /`lnik`/);
    assert.match(hint('unknown-word').means, /`kind`/);
  });

  it('reads one word of the kernel by the command it answers', () => {
    assert.match(hint('route-get-blackhole').means, /blackhole/);
    assert.match(hint('loopback-in-a-bridge').means, /port/);
    assert.match(hint('bind-to-a-foreign-address').means, /program/);
    assert.match(hint('keyword-as-a-name').means, /short for a word/);
  });

  it('tells a missing way from a missing answer', () => {
    assert.match(hint('no-route').means, /no way there/);
    assert.match(hint('no-route-ping').means, /no way there/);
    assert.match(hint('nobody-listens').means, /no program listens/);
    assert.match(hint('time-is-up').means, /No answer came/);
  });

  it('tells a forgotten `up` where a ping is not answered, though ping says nothing of it', () => {
    assert.match(hint('no-up-ping').mend, /whether the interface is up/);
    assert.match(hint('no-up-loopback').mend, /`ip link set lo up`/);
    assert.match(hint('no-up-at-the-other-end').mend, /`ip link set NAME up`/);
    assert.match(hint('no-such-neighbour').means, /ARP/);
  });

  it('tells the wrong family from no address at all', () => {
    assert.match(hint('wrong-family-address').means, /`fd00::1\/64` is an IPv6 address where an IPv4 one belongs/);
    assert.match(hint('wrong-family-router').mend, /via inet6/);
    assert.match(hint('wrong-family-route-get').means, /`10\.9\.0\.2` is an IPv4 address/);
    for (const name of ['wrong-family-ping', 'wrong-family-ping-4']) assert.match(hint(name).means, /other IP version/);
    assert.match(hint('not-an-address').means, /is not an address/);
  });

  it('tells a MAC, a pair and a bridge’s table from what else the same words are said of', () => {
    assert.match(hint('mac-of-a-group').mend, /Begin with 02/);
    assert.match(hint('peer-named-alike').means, /Both ends/);
    for (const name of ['vlan-of-no-port', 'fdb-of-no-port']) assert.match(hint(name).means, /no port of a bridge/);
    assert.match(hint('link-without-type').means, /what kind/);
  });

  it('tells what VLANs are refused for', () => {
    assert.match(hint('vlan-twice').means, /this id already/);
    assert.match(hint('vlan-without-id').mend, /id 10/);
    assert.match(hint('vlan-without-parent').mend, /link eth0/);
    assert.match(hint('vlan-larger-than-its-parent').means, /larger MTU/);
    assert.match(hint('vlan-up-before-its-parent').mend, /`ip link set eth0 up` first/);
    for (const name of ['vlan-id-too-large', 'vlan-id-too-large-for-a-port'])
      assert.match(hint(name).means, /1 to 4094/);
  });

  it('knows the words of older and newer iproute2 and curl alike', () => {
    assert.ok(hintFor('ip addr add 10.0.0.1/24 dev eth0', 'RTNETLINK answers: File exists'));
    assert.ok(hintFor('ip addr del 10.0.0.1/24 dev eth0', 'RTNETLINK answers: Cannot assign requested address'));
    assert.ok(hintFor('ip link add a kind b', 'Error: either "dev" is duplicate, or "kind" is a garbage.'));
    assert.ok(hintFor('curl 10.0.0.1', "curl: (7) Failed to connect to 10.0.0.1 port 80: Couldn't connect to server"));
  });

  it('keeps silent about what it does not know', () => {
    assert.equal(hintFor('ip link', ''), undefined);
    assert.equal(hintFor('false', 'Something else went wrong'), undefined);
  });
});
