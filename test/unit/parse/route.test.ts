import assert from 'node:assert/strict';
import { parseRoutes } from '../../../lib/src/parse/route.js';
import { recording } from '../../fixtures/recording.js';

const read = (name: string) => parseRoutes(recording(`ip-route/${name}`));
const to = (name: string, dst: string) => read(name).find((route) => route.dst === dst)!;

describe('parseRoutes', () => {
  it('finds no routes in a new namespace', () => {
    assert.deepEqual(read('none'), []);
  });

  it('tells the default route by that word', () => {
    const { gateway, dev } = to('main', 'default');
    assert.deepEqual([gateway, dev], ['10.0.0.2', 'eth0']);
  });

  it('tells who made a route, how far it reaches and its source address', () => {
    const { protocol, scope, prefsrc } = to('main', '10.0.0.0/24');
    assert.deepEqual([protocol, scope, prefsrc], ['kernel', 'link', '10.0.0.1']);
    assert.equal(to('main', 'default').protocol, undefined);
    assert.equal(to('details', 'default').protocol, 'boot');
    assert.equal(to('details', 'default').type, 'unicast');
  });

  it('tells metric, MTU and flags', () => {
    const route = to('main', '10.1.0.0/16');
    assert.equal(route.metric, 5);
    assert.deepEqual(route.metrics, [{ mtu: 1400 }]);
    assert.deepEqual(to('main', '10.6.0.0/24').flags, ['onlink']);
  });

  it('tells routes that lead nowhere by their type', () => {
    assert.equal(to('main', '10.3.0.0/16').type, 'blackhole');
    assert.equal(to('main', '10.4.0.0/16').type, 'unreachable');
    assert.equal(to('main', '10.3.0.0/16').dev, undefined);
  });

  it('tells each of several ways with its weight', () => {
    const route = to('main', '10.2.0.0/24');
    assert.equal(route.gateway, undefined);
    assert.deepEqual(
      route.nexthops!.map(({ gateway, weight }) => [gateway, weight]),
      [
        ['10.0.0.2', 1],
        ['10.0.0.3', 2],
      ],
    );
  });

  it('tells a router of the other IP version', () => {
    assert.deepEqual(to('by-ipv6-router', '10.5.0.0/24').via, { family: 'inet6', host: 'fe80::1' });
  });

  it('marks the routes whose interface lost its carrier', () => {
    assert.deepEqual(to('other-end-down', '10.0.0.0/24').flags, ['linkdown']);
  });

  it('tells the table where it is not the main one', () => {
    const own = to('all-tables', '10.0.0.1');
    assert.deepEqual([own.table, own.type, own.scope], ['local', 'local', 'host']);
  });

  it('reads IPv6', () => {
    assert.equal(to('ipv6', 'default').gateway, '2001:db8::2');
  });

  it('reads the answer of `ip route get`', () => {
    const [gateway] = read('get-by-gateway');
    assert.deepEqual([gateway!.dst, gateway!.gateway, gateway!.prefsrc], ['192.0.2.1', '10.0.0.2', '10.0.0.1']);
    const [neighbour] = read('get-neighbour');
    assert.equal(neighbour!.gateway, undefined);
    const [own] = read('get-own-address');
    assert.deepEqual([own!.type, own!.dev, own!.cache], ['local', 'lo', ['local']]);
    const [match] = read('get-fibmatch');
    assert.equal(match!.dst, '10.1.0.0/16');
    const [forwarded] = read('get-forwarded');
    assert.deepEqual([forwarded!.from, forwarded!.iif, forwarded!.dev], ['10.1.0.1', 'red', 'blue']);
  });

  it('tells a path MTU that was learned, and when it is forgotten', () => {
    const [learned] = read('get-path-mtu');
    assert.deepEqual(learned!.metrics, [{ mtu: 1400 }]);
    assert.ok(learned!.expires! > 500 && learned!.expires! <= 600);
  });
});
