/** Pods as each version of Marathon shows them, against bodies typed from its own documents and sources: keys, types, values. */
import { readFileSync } from 'node:fs';
import { assert, describe } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { differences } from '../scaleio/shape.ts';
import { simulate, SLEEPER } from '../simulated.ts';
import type { Simulated } from '../simulated.ts';

const PROFILES = ['1.4', '1.5', '1.6', '1.8', '1.9', '1.10'] as const;
type Profile = (typeof PROFILES)[number];

type Json = { readonly [name: string]: unknown };

function fixture(profile: Profile, name: string): unknown {
  const file = new URL(`../../fixtures/wire/marathon/${profile}/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly body: unknown }).body;
}

function podsOf(profile: Profile): readonly Json[] {
  return fixture(profile, 'pods') as readonly Json[];
}

/** What somebody would declare to get this pod: without what Marathon adds. */
function declared({ version: _version, ...pod }: Json): Json {
  return pod;
}

/** Both pods of the fixtures, healthy. */
async function play(context: TestContext, profile: Profile): Promise<Simulated> {
  const simulated = await simulate(context, { profiles: { marathon: profile } });
  for (const pod of podsOf(profile)) {
    const { status, text } = await simulated.marathon('PUT', `/v2/pods/${String(pod['id'])}?force=false`, declared(pod));
    assert.is(status, 200, text);
  }
  simulated.sim.advance(600_000);
  return simulated;
}

async function body(simulated: Simulated, path: string): Promise<unknown> {
  const { status, json, text } = await simulated.marathon('GET', path);
  assert.is(status, 200, text);
  return json;
}

describe('a pod on the wire', (it) => {
  for (const profile of PROFILES) {
    it(`is given back by ${profile} as it was declared, with what it fills in`, async (context) => {
      const simulated = await play(context, profile);
      for (const wanted of podsOf(profile)) {
        const shown = (await body(simulated, `/v2/pods/${String(wanted['id'])}`)) as Json;
        assert.equal(ordered(declared(shown)), ordered(declared(wanted)), String(wanted['id']));
      }
    });

    it(`has the fields of ${profile} in lists, statuses and groups, and no other`, async (context) => {
      const simulated = await play(context, profile);
      assert.equal(differences(await body(simulated, '/v2/pods'), fixture(profile, 'pods')), []);
      const [statuses, wanted] = [await body(simulated, '/v2/pods/::status'), fixture(profile, 'pods-status')];
      assert.equal(differences(statuses, wanted), []);
      assert.equal(specsOf(statuses), specsOf(wanted));
    });

    it(`waits in the queue of ${profile} with every reason`, async (context) => {
      const { marathon, sim } = await simulate(context, { profiles: { marathon: profile } });
      const big = { name: 'main', exec: { command: { argv: ['sleep', '1000'] } }, resources: { cpus: 99, mem: 32 } };
      await marathon('PUT', '/v2/pods//big', { id: '/big', containers: [big] });
      sim.advance(10_000);
      const queue = (await marathon('GET', '/v2/queue')).json;
      assert.equal(differences(queue, fixture(profile, 'queue-pod')), []);
      const reasons = (one: unknown): unknown => (one as typeof queue).queue[0]?.processedOffersSummary.rejectSummaryLastOffers;
      assert.equal(reasons(queue), reasons(fixture(profile, 'queue-pod')));
    });
  }

  it('stands in groups with its status', async (context) => {
    const simulated = await simulate(context);
    await simulated.put('/db', SLEEPER);
    const [cart] = podsOf('1.10');
    await simulated.marathon('PUT', '/v2/groups/shop', { dependencies: ['/db'] });
    await simulated.marathon('PUT', '/v2/pods//shop/cart', declared(cart ?? {}));
    simulated.sim.advance(600_000);
    const groups = await body(simulated, '/v2/groups?embed=group.groups&embed=group.pods');
    assert.equal(differences(groups, fixture('1.10', 'groups-pods')), []);
  });

  it('is deployed by actions of its own', async (context) => {
    const { marathon } = await simulate(context);
    const big = { name: 'main', resources: { cpus: 99, mem: 32 } };
    await marathon('PUT', '/v2/pods//big', { id: '/big', containers: [big] });
    const deployments = (await marathon('GET', '/v2/deployments')).list;
    assert.equal(differences(deployments, fixture('1.10', 'deployments-pod')), []);
    assert.equal(deployments[0]?.currentActions, [{ action: 'ScalePod', pod: '/big', readinessCheckResults: [] }]);
  });
});

/** The definitions inside of statuses, which another writer writes. */
function specsOf(statuses: unknown): readonly Json[] {
  return (statuses as readonly { readonly spec: Json }[]).map(({ spec }) => ordered(declared(spec)));
}

/** Sets stand in any order. */
function ordered(pod: Json): Json {
  const scheduling = (pod['scheduling'] ?? {}) as { readonly placement?: { readonly constraints?: readonly Json[] } };
  const { placement } = scheduling;
  if (placement?.constraints === undefined) return pod;
  const constraints = placement.constraints.toSorted((a, b) => String(a['fieldName']).localeCompare(String(b['fieldName'])));
  return { ...pod, scheduling: { ...scheduling, placement: { ...placement, constraints } } };
}
