/** Domains, fault sets, nodes and their disks, as they may be declared beside each other. */
import type { Loaded } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { documentOf, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';

function load(...documents: readonly string[]): Promise<Loaded> {
  return loadFiles({ ...VALID, 'prod/x.yaml': documents.join('---\n') });
}

const node = (name: string, fields: string): string => documentOf('StorageNode', name, `spec: { protectionDomain: pd, ${fields} }`);
const domain = (name: string, rest = ''): string => documentOf('ProtectionDomain', name, rest);
const faultSet = (name: string, of: string): string => documentOf('FaultSet', name, `spec: { protectionDomain: ${of} }`);
const pool = (name: string, of: string, rest = ''): string =>
  documentOf('StoragePool', name, `spec: { protectionDomain: ${of} }${rest === '' ? '' : `\n${rest}`}`);
const disk = (name: string, path: string, more = ''): string => `${name}: { path: ${path}, pool: tin${more} }`;

describe('storage nodes', (it) => {
  it('need their domain and their fault set to be there first, but not the pools of their disks', async () => {
    const loaded = await load(
      faultSet('rack-a', 'pd'),
      pool('tin', 'pd'),
      node('n', `faultSet: rack-a, devices: { ${disk('sdb', '/dev/sdb')} }`),
    );
    const links = loaded.kind === 'ok' ? loaded.desired.docs.StorageNode.get('n')?.links : loaded.errors;
    assert.equal(links, ['ProtectionDomain/pd', 'FaultSet/rack-a']);
  });

  for (const [what, documents] of [
    ['an address for SDSs and one for SDCs', [node('n', 'ips: [{ ip: 10.9.0.1, role: sdsOnly }, { ip: 10.9.0.2, role: sdcOnly }]')]],
    ['one address for all beside one for some', [node('n', 'ips: [10.9.0.1, { ip: 10.9.0.2, role: sdcOnly }]')]],
    [
      'disks of one name on two of them',
      ['n', 'm'].map((name) => node(name, `devices: { ${disk('sdb', '/dev/sdb')} }`)).concat(pool('tin', 'pd')),
    ],
    [
      'a disk that is to go before its pool',
      [pool('tin', 'pd', 'state: absent'), node('n', `devices: { ${disk('sdb', '/dev/sdb', ', state: absent')} }`)],
    ],
    ['the address of one that is to go', [node('n', 'ips: [10.9.0.1]') + 'state: absent\n', node('m', 'ips: [10.9.0.1]')]],
    ['all to go at once', [domain('old', 'state: absent'), faultSet('f', 'old') + 'state: absent\n']],
  ] as const) {
    it(`may have ${what}`, async () => {
      const loaded = await load(...documents);
      assert.equal(loaded.kind === 'ok' ? loaded.warnings : loaded.errors, []);
    });
  }

  for (const [what, documents, code, message] of [
    ['an address twice', [node('n', 'ips: [10.9.0.1, 10.9.0.1]')], 'node-addresses', '10.9.0.1 is in the list already.'],
    [
      'another one has its address',
      [node('n', 'ips: [10.9.0.1]'), node('m', 'ips: [10.9.0.1]')],
      'node-addresses',
      '10.9.0.1 is an address of StorageNode/n, too. The other one is at prod/x.yaml:4:36.',
    ],
    [
      'one address for SDSs only',
      [node('n', 'ips: [{ ip: 10.9.0.1, role: sdsOnly }]')],
      'node-addresses',
      'The only address must have the role all, not sdsOnly.',
    ],
    [
      'no address for SDCs',
      [node('n', 'ips: [{ ip: 10.9.0.1, role: sdsOnly }, { ip: 10.9.0.2, role: sdsOnly }]')],
      'node-addresses',
      'No address serves SDCs; give one the role sdcOnly or all.',
    ],
    [
      'no address for other SDSs',
      [node('n', 'ips: [{ ip: 10.9.0.1, role: sdcOnly }, { ip: 10.9.0.2, role: sdcOnly }]')],
      'node-addresses',
      'No address serves other SDSs; give one the role sdsOnly or all.',
    ],
    [
      'two disks at one path',
      [pool('tin', 'pd'), node('n', `devices: { ${disk('a', '/dev/sdb')}, ${disk('b', '/dev/sdb')} }`)],
      'node-devices',
      "/dev/sdb is another device's of the node already.",
    ],
    ['a fault set that is not declared', [node('n', 'faultSet: rack-a')], 'missing-reference', 'No FaultSet rack-a is declared.'],
    [
      'a disk for a pool that is not declared',
      [node('n', `devices: { ${disk('a', '/dev/sdb')} }`)],
      'missing-reference',
      'No StoragePool tin is declared.',
    ],
    [
      'a fault set of another domain',
      [domain('other'), faultSet('rack-a', 'other'), node('n', 'faultSet: rack-a')],
      'other-domain',
      "FaultSet/rack-a is in other, and StorageNode/n in pd; name one of the node's own domain. The other one is at prod/x.yaml:9:27.",
    ],
    [
      'a disk for a pool of another domain',
      [domain('other'), pool('tin', 'other'), node('n', `devices: { ${disk('a', '/dev/sdb')} }`)],
      'other-domain',
      "StoragePool/tin is in other, and StorageNode/n in pd; name one of the node's own domain. The other one is at prod/x.yaml:9:27.",
    ],
    [
      'a domain that is to go',
      [domain('old', 'state: absent'), documentOf('StorageNode', 'n', 'spec: { protectionDomain: old }')],
      'absent-place',
      'ProtectionDomain/old is declared absent, but StorageNode/n is in it; take old back, or declare both absent. The other one is at prod/x.yaml:4:8.',
    ],
    ['the name it had before', [node('n', 'renamedFrom: n')], 'bad-rename', 'StorageNode/n is called n already.'],
    [
      'the name of another one before',
      [node('n', 'renamedFrom: m'), node('m', '')],
      'bad-rename',
      'StorageNode/m is the SDS called m. The other one is at prod/x.yaml:8:19.',
    ],
    [
      'a name before that another one had, too',
      [node('n', 'renamedFrom: sds'), node('m', 'renamedFrom: sds')],
      'bad-rename',
      'StorageNode/n is renamed from sds too. The other one is at prod/x.yaml:3:19.',
    ],
    [
      'a fault set whose name another one of the domain has',
      [faultSet('rack-a', 'pd'), documentOf('FaultSet', 'b', 'spec: { protectionDomain: pd, name: rack-a }')],
      'duplicate-vendor-name',
      'FaultSet/b and FaultSet/rack-a are both called rack-a in ScaleIO. The other one is at prod/x.yaml:3:19.',
    ],
  ] as const) {
    it(`are refused with ${what}`, async () => {
      const loaded = await load(...documents);
      const errors = loaded.kind === 'refused' ? loaded.errors.map((error) => [error.code, error.message]) : [];
      assert.equal(errors, [[`desired/${code}`, message]]);
    });
  }
});
