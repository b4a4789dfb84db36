/** Apps of every Marathon from 1.4 on: nothing to do where nothing differs, and exactly one thing where one does. */
import { ok } from '../../../agent/model/observed.ts';
import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import { appHealth } from '../../../agent/systems/marathon/health/app.ts';
import { profileOf } from '../../../agent/systems/marathon/profile.ts';
import type { JsonObject } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, INFO, inputsOf, liveApp, liveOf, NOW } from './inputs.ts';

/** What the agent does and says of a declared app beside this live one. */
function judged(version: string, spec: AppSpec, fields: JsonObject) {
  const inputs = inputsOf(desiredOf([appDoc('/a', spec)]));
  const live = { ...liveOf(liveApp('/a', fields)), info: ok({ ...INFO, version, profile: profileOf(version) ?? '1.10' }, NOW) };
  const [draft] = diffApps(inputs, live);
  return { draft, findings: appHealth(inputs, live).findings };
}

const OLD_DOCKER = { image: 'nginx', network: 'BRIDGE', portMappings: [{ containerPort: 80, hostPort: 0, servicePort: 10001 }] };
const persistent = { containerPath: 'data', mode: 'RW', persistent: { type: 'root', size: 10, constraints: [] } };
const RESIDENT = { upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }, unreachableStrategy: 'disabled' } as const;
const DISK = { container: { type: 'MESOS', volumes: [persistent] }, cmd: 'x' } satisfies JsonObject;

/** As java.net.URI finds their paths (v1.8.232 state/FetchUri.scala). */
const URIS = [
  ['http://x/a.tgz?v=1', true],
  ['http://x/a?f=b.tgz', false],
  ['http://x/a%2Etgz#b', true],
  ['/mnt/a.tar', true],
  ['a.zip', true],
  ['http://x/ä.gz', true],
  ['http://x/a b.tgz', false],
  ['http://x/{{version}}.tgz', false],
  ['http://x/a%zz.tgz', false],
  ['http://x/a[1].tgz', false],
  ['http://x/#a#b.tgz', false],
  ['hdfs:a.tgz', false],
] as const;

const alike: readonly (readonly [name: string, version: string, spec: AppSpec, live: JsonObject])[] = [
  ['an hour of delay is the default of 1.7', '1.7.216', {}, { maxLaunchDelaySeconds: 3600, role: null }],
  ['five minutes are that of 1.8', '1.8.232', {}, {}],
  [
    'tasks of 1.5.0 were given up after ten minutes',
    '1.5.0',
    {},
    { maxLaunchDelaySeconds: 3600, unreachableStrategy: { inactiveAfterSeconds: 300, expungeAfterSeconds: 600 } },
  ],
  [
    'a bridge of 1.4 is a bridge, with nulls and both ways around it',
    '1.4.13',
    { networks: [{ mode: 'container/bridge' }], container: { docker: { image: 'nginx' }, portMappings: [{ containerPort: 80 }] } },
    { maxLaunchDelaySeconds: 3600, args: null, uris: [], fetch: [], ports: [10001], container: { type: 'DOCKER', docker: OLD_DOCKER } },
  ],
  [
    '1.4 has no secrets as files',
    '1.4.13',
    { secrets: { s: { source: '/s' } }, container: { docker: { image: 'nginx' }, volumes: [{ containerPath: '/s', secret: 's' }] } },
    {
      maxLaunchDelaySeconds: 3600,
      secrets: { s: { source: '/s' } },
      container: { type: 'DOCKER', docker: { image: 'nginx' }, volumes: [] },
    },
  ],
  ['ports are port definitions', '1.10.26', { ports: [0, 8080] }, { portDefinitions: [{ port: 10003 }, { port: 8080 }] }],
  [
    'an archive is unpacked by its ending, which 1.5 does not know',
    '1.5.15',
    { uris: ['http://x/a.tar?v=1'] },
    { maxLaunchDelaySeconds: 3600, fetch: [{ uri: 'http://x/a.tar?v=1', extract: false, executable: false, cache: false }] },
  ],
  [
    'and 1.6 does',
    '1.6.590',
    { uris: ['http://x/a.tar?v=1'] },
    { maxLaunchDelaySeconds: 3600, fetch: [{ uri: 'http://x/a.tar?v=1', extract: true, executable: false, cache: false }] },
  ],
  [
    'and neither what is behind the path nor what is no URI makes an archive',
    '1.8.232',
    { uris: URIS.map(([uri]) => uri) },
    { fetch: URIS.map(([uri, extract]) => ({ uri, extract, executable: false, cache: false })) },
  ],
  ['1.9 drops roles it gives no offers of', '1.9.109', { acceptedResourceRoles: ['x', '*'] }, { acceptedResourceRoles: ['*'] }],
  [
    'sets come in any order',
    '1.10.26',
    {
      constraints: [
        ['a', 'UNIQUE'],
        ['b', 'UNIQUE'],
        ['c', 'UNIQUE'],
      ],
      healthChecks: [{ path: '/a' }, { path: '/b' }],
    },
    {
      constraints: [
        ['c', 'UNIQUE'],
        ['a', 'UNIQUE'],
        ['b', 'UNIQUE'],
      ],
      healthChecks: [{ path: '/b' }, { path: '/a' }],
    },
  ],
];

describe('an app of every Marathon', (it) => {
  for (const [name, version, spec, live] of alike) {
    it(`plans nothing: ${name}`, () => assert.equal(judged(version, spec, live).draft?.fields ?? [], []));
  }

  it('neither compares nor sends what its Marathon does not have, and says so', () => {
    const { draft, findings } = judged(
      '1.7.216',
      { role: 'web', check: { http: {} }, tty: true, cpus: 2 },
      { maxLaunchDelaySeconds: 3600, tty: true },
    );
    assert.equal(draft?.fields, [{ path: 'cpus', from: 1, to: 2 }]);
    const sent = draft?.action.do === 'put-app' ? draft.action.args.definition : {};
    assert.equal([sent['cpus'], 'role' in sent, 'check' in sent], [2, false, false]);
    assert.equal(
      findings.map(({ code, why }) => [code, why.includes('role'), why.includes('tty')]),
      [['FieldNotKept', true, false]],
    );
  });

  const lost: readonly (readonly [version: string, spec: AppSpec, remedy: string])[] = [
    ['1.7.216', { role: 'web' }, 'Upgrade Marathon, or take it out of the file.'],
    ['1.10.26', { ipAddress: { networkName: 'dcos', groups: ['x'] } }, 'Take it out of the file: Marathon has given it up.'],
    [
      '1.8.232',
      { role: 'web', storeUrls: ['http://x/a'] },
      'Take storeUrls[] out of the file: Marathon has given it up. For the others upgrade Marathon, or take them out, too.',
    ],
  ];
  for (const [version, spec, remedy] of lost) {
    it(`advises of Marathon ${version} only upgrades that help: ${Object.keys(spec).join(', ')}`, () => {
      assert.equal(
        judged(version, { cmd: 'x', ...spec }, { cmd: 'x' }).findings.map((finding) => finding.remedy),
        [remedy],
      );
    });
  }

  it('leaves what Marathon refuses to change, says so, and changes the rest', () => {
    const { draft, findings } = judged('1.10.26', { ...(DISK as AppSpec), cpus: 2, env: { A: 'b' } }, { ...DISK, ...RESIDENT });
    assert.equal([draft?.op, draft?.fields], ['restart', [{ path: 'env.A', from: null, to: 'b' }]]);
    assert.equal(draft?.action.do === 'put-app' && draft.action.args.definition['cpus'], 1);
    assert.equal(
      findings.map(({ code, why }) => [code, why.includes('cpus')]),
      [['FieldCannotChange', true]],
    );
  });

  it('says to 1.4 what it knows: no networks, and the mappings inside docker', () => {
    const { draft } = judged('1.4.13', { ...alike[3]?.[2], cpus: 2 }, alike[3]?.[3] ?? {});
    const definition: JsonObject = draft?.action.do === 'put-app' ? draft.action.args.definition : {};
    assert.equal(['networks' in definition, 'role' in definition], [false, false]);
    const { docker } = definition['container'] as { readonly docker: JsonObject };
    assert.equal([docker['network'], (docker['portMappings'] as readonly JsonObject[])[0]?.['servicePort']], ['BRIDGE', 10001]);
  });

  const bare: readonly (readonly [network: string, spec: AppSpec, sent: JsonObject | undefined])[] = [
    ['on the host network', {}, { type: 'MESOS', volumes: [] }],
    ['with an address', { ipAddress: { networkName: 'dcos' } }, undefined],
  ];
  for (const [network, spec, sent] of bare) {
    it(`says to 1.4 of an empty container ${network} what it would answer of it`, () => {
      const { draft } = judged('1.4.13', { cmd: 'x', ...spec, container: { type: 'MESOS' } }, { cmd: 'x', container: null });
      const definition: JsonObject = draft?.action.do === 'put-app' ? draft.action.args.definition : {};
      assert.equal(definition['container'], sent);
    });
  }
});
