import assert from 'node:assert/strict';
import { ParseError } from '../../../lib/src/errors.js';
import { IPVS_LISTS, parseIpvs } from '../../../lib/src/parse/ipvs.js';
import { parseIpvsConnections } from '../../../lib/src/parse/ipvs-connection.js';
import { table } from '../../../lib/src/view/table.js';
import { provenance, recording } from '../../fixtures/recording.js';

const read = (name: string) => parseIpvs(recording(`ipvs/${name}`));

describe('parseIpvs', () => {
  it('is tested with what the library runs', () => {
    assert.equal(provenance()['ipvs/asked-twice.txt']!.command, IPVS_LISTS);
  });

  it('finds nothing where there is no service', () => {
    assert.deepEqual(read('none'), []);
  });

  it('reads a service, its servers, and what each has counted', () => {
    const [service, ...others] = read('asked-twice');
    assert.deepEqual(others, []);
    assert.deepEqual([service!.protocol, service!.service, service!.scheduler], ['TCP', '10.96.0.1:80', 'wrr']);
    assert.deepEqual(
      service!.servers.map(({ server, forward, weight, activeConn, inActConn, conns }) => [
        server,
        forward,
        weight,
        activeConn,
        inActConn,
        conns,
      ]),
      [
        ['10.8.1.2:8080', 'Masq', 3, 0, 2, 2],
        ['10.8.1.3:8080', 'Masq', 0, 0, 0, 0],
      ],
    );
    assert.ok(service!.servers[0]!.inPkts >= 8 && service!.servers[0]!.outPkts >= 6);
  });

  it('reads every kind of service, of forwarding and of address', () => {
    const services = read('of-all-kinds');
    assert.deepEqual(
      services.map(({ protocol, service, scheduler, persistent }) => [protocol, service, scheduler, persistent]),
      [
        ['TCP', '10.96.0.1:80', 'sh', undefined],
        ['TCP', '10.96.0.2:80', 'rr', 300],
        ['UDP', '10.96.0.3:53', 'lc', undefined],
        ['TCP', '[fd00::1]:80', 'rr', undefined],
        ['FWM', '7', 'wlc', undefined],
      ],
    );
    assert.deepEqual(
      services
        .flatMap(({ servers }) => servers)
        .map(({ server, forward }) => `${server} ${forward}`)
        .sort(),
      ['10.8.1.2:0 Route', '10.8.1.2:80 Route', '10.8.1.3:80 Tunnel', '[fd00::2]:8080 Masq'],
    );
  });

  it('refuses a line that is neither, and a server without a service', () => {
    for (const line of ['TCP', '  -> 10.8.1.2:8080 Masq 1 0 0', 'Memory allocation problem'])
      assert.throws(() => parseIpvs(`${line}\n`), ParseError);
  });

  it('is shown a line a server', () => {
    assert.match(table(read('asked-twice')).text, /10\.8\.1\.2:8080[^\n]*\n[^\n]*10\.8\.1\.3:8080/);
  });
});

describe('parseIpvsConnections', () => {
  it('reads each connection that is remembered', () => {
    const [last, ...more] = parseIpvsConnections(recording('ipvs-connection/asked-twice'));
    assert.equal(more.length, 1);
    assert.deepEqual(
      [last!.protocol, last!.state, last!.virtual, last!.destination],
      ['TCP', 'TIME_WAIT', '10.96.0.1:80', '10.8.1.2:8080'],
    );
    assert.ok(last!.expire > 60 && last!.expire <= 120);
  });

  it('reads a persistent client’s line: its port is 0', () => {
    const lines = parseIpvsConnections(recording('ipvs-connection/persistent'));
    assert.deepEqual(
      lines.filter(({ source }) => source.endsWith(':0')).map(({ state }) => state),
      ['ASSURED'],
    );
  });

  it('finds nothing where nobody has asked, and refuses what is no connection', () => {
    assert.deepEqual(parseIpvsConnections(recording('ipvs-connection/none')), []);
    assert.throws(() => parseIpvsConnections('TCP 01:58 TIME_WAIT 10.96.0.1:49156\n'), ParseError);
  });
});
