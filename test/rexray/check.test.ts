import { checkRexray } from '../../agent/rexray/check.ts';
import { notesOf, rexrayConfig } from '../../agent/rexray/config.ts';
import { ambiguousPools, servicesOf } from '../../agent/rexray/declared.ts';
import type { Declared } from '../../agent/rexray/declared.ts';
import { yamlText } from '../../agent/cli/yaml-text.ts';
import { assert, describe } from '../helpers/suite.ts';
import { declare } from '../systems/scaleio/docs.ts';

const GATEWAY = { url: 'https://gateway.example.com/', username: 'admin', insecure: false };
const GOLD = { name: 'gold', pool: 'gold-pool', domain: 'pd1', file: 'pools.yaml' };
const DECLARED: Declared = { services: [GOLD, { ...GOLD, name: 'silver', pool: 'silver-pool' }], gateway: GATEWAY };
const RIGHT = yamlText(rexrayConfig(DECLARED));

function remarksOn(text: string, declared = DECLARED): readonly string[] {
  return checkRexray(text, declared).map(({ line, kind, text: why }) => `${line} ${kind} ${why}`);
}

describe('a configuration of REX-Ray for the declared pools', (it) => {
  it('has a service for each of them, under the names that ScaleIO has', () => {
    const services = servicesOf(declare({ domain: { name: 'domain-1' }, pool: { name: 'pool-1' } }));
    assert.equal(services, [{ name: 'gold', pool: 'pool-1', domain: 'domain-1', file: 'StoragePool/gold.yaml' }]);
  });

  it('leaves volumes to git, gives the first service to the usual driver, and has no password', () => {
    const { rexray, libstorage, scaleio } = rexrayConfig(DECLARED) as {
      readonly rexray: { readonly modules: object };
      readonly libstorage: { readonly service: string; readonly integration: { readonly volume: { readonly operations: object } } };
      readonly scaleio: object;
    };
    assert.equal(libstorage.integration.volume.operations, {
      create: { disable: true },
      remove: { disable: true },
      mount: { preempt: true },
      unmount: { ignoreUsedCount: true },
    });
    assert.equal(Object.keys(rexray.modules), ['rexray', 'silver']);
    assert.equal(scaleio, { endpoint: 'https://gateway.example.com/api', userName: 'admin', insecure: false });
    assert.is(libstorage.service, 'gold');
  });

  it('says what to know of preemption, and where the gateway belongs when nobody said', () => {
    assert.match(notesOf(DECLARED).join('\n'), /preempt/);
    assert.is(notesOf({ ...DECLARED, gateway: null }).length, notesOf(DECLARED).length + 1);
    assert.not.ok('scaleio' in rexrayConfig({ ...DECLARED, gateway: null }));
  });

  it('is held against by a check that finds nothing', () => {
    assert.equal(remarksOn(RIGHT), []);
    assert.equal(remarksOn(RIGHT.toUpperCase().replaceAll('GOLD-POOL', 'gold-pool')).length > 0, true, 'values keep their case');
    assert.equal(remarksOn(RIGHT.replace('storagePoolName: gold-pool', 'storagepoolname: gold-pool')), [], 'keys do not');
  });

  it('warns of pools that REX-Ray cannot tell apart', () => {
    const alike = [GOLD, { ...GOLD, name: 'other', domain: 'pd2' }];
    assert.match(ambiguousPools(alike).join(), /several are called gold-pool/);
    assert.match(remarksOn(RIGHT, { ...DECLARED, services: alike }).join('\n'), /several are called gold-pool/);
    assert.equal(ambiguousPools(DECLARED.services), []);
  });
});

describe('a configuration of REX-Ray that somebody wrote', (it) => {
  const rows: readonly [what: string, from: string, to: string, RegExp][] = [
    [
      'that may make volumes',
      'create:\n          disable: true',
      'create:\n          disable: false',
      /^\d+ dangerous .*create\.disable has to be true/,
    ],
    ['that may remove volumes', 'remove:\n          disable: true', 'remove: {}', /^\d+ dangerous .*remove\.disable has to be true/],
    ['that removes by force', 'remove:\n', 'remove:\n          force: true\n', /^\d+ dangerous .*remove\.force has to be false/],
    ['that does not preempt', 'preempt: true', 'preempt: false', /^\d+ differs .*mount\.preempt has to be true/],
    [
      'with another pool',
      'storagePoolName: silver-pool',
      'storagePoolName: bronze',
      /silver-pool of protection domain pd1, which pools\.yaml declares/,
    ],
    [
      'with a pool that is not declared',
      'storagePoolName: silver-pool',
      'storagePoolName: bronze',
      /service silver has pool bronze, which is not declared/,
    ],
    [
      'with another domain',
      'protectionDomainName: pd1',
      'protectionDomainName: pd9',
      /in protection domain pd9, but it is declared in pd1/,
    ],
    ['with a pool by its id', 'storagePoolName: gold-pool', 'storagePoolID: abc', /service gold does not name its pool/],
    ['with a module of no service', 'service: silver', 'service: tin', /module silver uses service tin, which is none of gold, silver/],
    [
      'with another gateway',
      'endpoint: https://gateway',
      'endpoint: https://u:secret@other',
      /scaleio\.endpoint is another address than that of the agent/,
    ],
    ['that trusts anybody', 'insecure: false', 'insecure: "TRUE"', /dangerous scaleio\.insecure lets anybody pose/],
    ['with the password', 'userName: admin', 'userName: admin\n  password: hunter2', /dangerous scaleio\.password stands here/],
    [
      'that a module overrides',
      'service: silver',
      'service: silver\n        integration: {volume: {operations: {remove: {disable: no}}}}',
      /modules\.silver\.libstorage.*remove\.disable has to be true/,
    ],
    [
      'with a key twice',
      'service: silver',
      'service: silver\n      libstorage: {}',
      /invalid the key libstorage stands here and in line \d+/,
    ],
  ];
  for (const [what, from, to, expected] of rows) {
    it(`is found ${what}`, () => {
      assert.ok(RIGHT.includes(from), from);
      const remarks = remarksOn(RIGHT.replace(from, to));
      assert.ok(
        remarks.some((remark) => expected.test(remark)),
        remarks.join('\n'),
      );
      assert.not.match(remarks.join('\n'), /hunter2|secret/);
    });
  }

  it('is not judged where it cannot be read', () => {
    assert.equal(remarksOn('foo: ['), ['1 invalid this is no valid YAML']);
    for (const text of ['', '# nothing\n', 'foo', '[]']) {
      assert.equal(remarksOn(text), ['1 invalid this is no configuration of REX-Ray: it is empty, or no mapping of keys to values']);
    }
  });

  it('names the line that is to change', () => {
    const text = RIGHT.replace('insecure: false', 'insecure: true');
    const line = text.split('\n').findIndex((each) => each.includes('insecure')) + 1;
    assert.match(remarksOn(text)[0] ?? '', new RegExp(`^${line} dangerous`));
  });

  it('may trust anybody where the agent does, and is not compared with a gateway that nobody named', () => {
    const text = RIGHT.replace('insecure: false', 'insecure: true').replace('https://gateway', 'https://other');
    assert.equal(remarksOn(text.replace('https://other', 'https://gateway'), { ...DECLARED, gateway: { ...GATEWAY, insecure: true } }), []);
    assert.equal(remarksOn(text, { ...DECLARED, gateway: null }).length, 1, 'insecure is dangerous all the same');
  });

  it('may have one service at its root, as older ones have', () => {
    const operations = '{create: {disable: true}, remove: {disable: true}, mount: {preempt: true}}';
    const text = `libstorage: {service: scaleio, integration: {volume: {operations: ${operations}}}}
scaleio: {protectionDomainName: pd1, storagePoolName: gold-pool}
`;
    assert.equal(remarksOn(text, { ...DECLARED, services: [GOLD] }), []);
    assert.equal(remarksOn(text).length, 1, 'silver is missing');
  });

  it('may be anything, and is told in sentences', () => {
    for (const text of ['', '[]', 'a: [', '"x"', 'libstorage: 5', '&a {rexray: *a}']) assert.ok(remarksOn(text).length > 0, text);
  });
});
