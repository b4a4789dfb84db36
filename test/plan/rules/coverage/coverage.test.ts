/** Hosts that lack ScaleIO's driver, or its server. */
import type { AnyDoc } from '../../../../agent/model/desired.ts';
import { ok } from '../../../../agent/model/observed.ts';
import type { Finding } from '../../../../agent/model/observed.ts';
import { coverageRule } from '../../../../agent/plan/rules/coverage/coverage.ts';
import { mayRunOn } from '../../../../agent/plan/rules/coverage/placement.ts';
import type { LiveAgent } from '../../../../agent/systems/mesos/types.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { doc } from '../../declared.ts';
import { factsOf, host } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { sdc } from '../remediation/built.ts';

/** `n4` on 10.0.0.4, with these attributes. */
function agent(node: string, attributes: { readonly [name: string]: string } = {}): LiveAgent {
  return { id: node, hostname: node, ip: `10.0.0.${node.slice(1)}`, attributes: new Map(Object.entries(attributes)) };
}

function app(constraints: readonly (readonly string[])[] = [], state: AnyDoc['state'] = 'present'): AnyDoc {
  return doc('App//db', { constraints }, { links: ['Volume/pg'], state });
}

const connected = (...nodes: readonly string[]): Scene['scaleio'] => {
  const sdcs = nodes.map((node) => sdc({ id: node, ips: [`10.0.0.${node.slice(1)}`], mdmConnectionState: 'Connected' }));
  return { sdcs: ok([...sdcs, sdc({ id: 'sdc4', ips: ['10.0.0.4'] })], NOON) };
};

function found(agents: readonly LiveAgent[], scene: Scene = {}, awaited = 0): readonly Finding[] {
  const facts = factsOf({ scaleio: connected('n1', 'n2', 'n3'), ...scene });
  const registered = new Map(agents.map((one) => [one.id, one]));
  const mesos = { agents: ok({ registered, awaited }, NOON) };
  const { drafts, findings } = coverageRule({
    ...facts,
    sight: { ...facts.sight, world: new Map([...facts.sight.world, ['mesos', mesos]]) },
  });
  assert.equal(drafts, []);
  return findings;
}

const codes = (findings: readonly Finding[]): readonly string[] => findings.map(({ code, why }) => `${code} ${why.split(':')[0]}`);
const four = ['n1', 'n2', 'n3', 'n4'].map((node) => agent(node));

describe('a host without a connected SDC', (it) => {
  it('is told of where an app with a volume may run there', () => {
    const [finding] = found(four, { docs: [app()] });
    assert.is(finding?.why, 'n4: no SDC is connected there, so App//db could not mount its volumes there');
    assert.is(finding?.ref, 'Cluster/prod');
  });

  it('is told of once, whatever runs there and however many there are', () => {
    const many = [...four, ...['n5', 'n6', 'n7'].map((node) => agent(node))];
    const second = doc('App//db2', {}, { links: ['Volume/pg'] });
    assert.equal(codes(found(many, { docs: [app(), second] })), ['AgentsWithoutSdc n4, n5, n6 and 1 more']);
  });

  it('is told of where its attributes ask for one', () => {
    const all = four.map(({ id }) => agent(id, { 'scaleio-sdc-domains': 'default' }));
    assert.match(found(all)[0]?.why ?? '', /^n4: no SDC is connected there, though attribute scaleio-sdc-domains asks for one$/);
  });

  const rows: readonly (readonly [string, readonly LiveAgent[], Scene, number?])[] = [
    ['where no app mounts a volume', four, { docs: [doc('App//web')] }],
    ['where the app is to go', four, { docs: [app([], 'absent')] }],
    ['where a constraint keeps the app off', four, { docs: [app([['hostname', 'UNLIKE', 'n4']])] }],
    ['where it is another network that Mesos knows', four.slice(3), { docs: [app()] }],
    ['while Mesos waits for agents', four, { docs: [app()] }, 1],
    ['where the agent has no known address', [...four.slice(0, 3), { ...agent('n4'), ip: null }], { docs: [app()] }],
    [
      'where the SDC has another address of the same machine',
      four,
      { docs: [app()], hosts: [host('n4', { ips: ['10.0.0.4', '10.0.0.1'] })] },
    ],
  ];
  for (const [what, agents, scene, awaited = 0] of rows) it(`is none ${what}`, () => assert.equal(found(agents, scene, awaited), []));
});

describe('a host without an SDS', (it) => {
  const asking = (...nodes: readonly string[]) => nodes.map((node) => agent(node, { 'scaleio-sds-domains': 'default' }));
  it('is told of where its attributes ask for one', () => {
    assert.equal(codes(found(asking('n1', 'n2', 'n9'))), ['AgentsWithoutSds n9']);
  });
  it('is none where they do not', () => assert.equal(found([...asking('n1'), agent('n9')]), []));
});

describe('an app', (it) => {
  const node = agent('n1.rack-a', { zone: 'us-east-1a', empty: '' });
  const rows: readonly (readonly [readonly string[], boolean])[] = [
    [['hostname', 'UNIQUE'], true],
    [['hostname', 'LIKE', 'n1.rack-a'], true],
    [['@hostname', 'IS', 'n1.rack-a'], true],
    [['hostname', 'LIKE', 'n1'], false],
    [['hostname', 'LIKE', 'n1.*'], true],
    [['hostname', 'LIKE', 'n2.*|n1.*'], true],
    [['hostname', 'LIKE', '.*rack-b'], false],
    [['hostname', 'LIKE', 'n[12].*'], false],
    [['hostname', 'UNLIKE', 'n[12].*'], false],
    [['hostname', 'UNLIKE', 'n2.*'], true],
    [['hostname', 'UNLIKE', 'n1.*'], false],
    [['zone', 'CLUSTER'], true],
    [['zone', 'CLUSTER', 'us-east-1a'], true],
    [['zone', 'CLUSTER', 'us-east-1b'], false],
    [['zone', 'IS', 'us-east-1b'], false],
    [['zone', 'GROUP_BY'], true],
    [['rack', 'MAX_PER', '2'], false],
    [['rack', 'LIKE', '.*'], false],
    [['rack', 'UNLIKE', 'a'], true],
    [['empty', 'LIKE', ''], true],
  ];
  for (const [constraint, expected] of rows) {
    it(`${expected ? 'may' : 'may not'} be known to run on n1.rack-a by ${constraint.join(' ')}`, () => {
      assert.is(mayRunOn(app([constraint]), node), expected);
      const [fieldName = '', operator = '', value] = constraint;
      const placement = { constraints: [{ fieldName, operator, ...(value === undefined ? {} : { value }) }] };
      assert.is(mayRunOn(doc('Pod//db', { scheduling: { placement } }), node), expected);
    });
  }
});
