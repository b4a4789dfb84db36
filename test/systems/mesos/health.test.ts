import { PlumblineError } from '../../../agent/errors.ts';
import type { FrameworkSpec } from '../../../agent/model/kinds.gen.ts';
import { unknown } from '../../../agent/model/observed.ts';
import type { Finding, Readiness } from '../../../agent/model/observed.ts';
import { mesosErrors } from '../../../agent/systems/mesos/errors.ts';
import { frameworkHealth } from '../../../agent/systems/mesos/health/health.ts';
import type { MesosFacets } from '../../../agent/systems/mesos/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { agent, agents, framework, frameworkDoc, inputsOf, live, task } from './made.ts';

function readiness(spec: Partial<FrameworkSpec>, facets: Partial<MesosFacets>): Readiness | undefined {
  return frameworkHealth(inputsOf(frameworkDoc(spec)), live(facets)).ready.get('Framework/es');
}

function whyOf(spec: Partial<FrameworkSpec>, facets: Partial<MesosFacets>): string {
  const found = readiness(spec, facets);
  return found?.kind === 'degraded' ? found.why : `(${found?.kind})`;
}

function findings(spec: Partial<FrameworkSpec>, facets: Partial<MesosFacets>): readonly Finding[] {
  return frameworkHealth(inputsOf(frameworkDoc(spec)), live(facets)).findings;
}

const OF_APP = task({ id: 'es.instance-8c5f1a2b-1111-4222-8333-444455556666._app.1', frameworkId: 'M' });
const AWAY = framework({ isActive: false });

describe('a declared Framework', (it) => {
  it('is ready when its scheduler is registered as declared, and remembered by no id', () => {
    const spec = { registration: { name: 'es', role: '*', principal: 'p' }, tasks: { running: 1, distinctAgents: true } };
    const health = frameworkHealth(inputsOf(frameworkDoc(spec)), live({ frameworks: [framework({ principal: 'p' })] }));
    assert.equal([...health.ready.values()], [{ kind: 'ready' }]);
    assert.equal([health.ids.size, health.findings.length, health.marks?.length, health.existing], [0, 0, 0, 0]);
  });

  it('that is absent asks for nothing', () => {
    const doc = frameworkDoc({ imperative: true }, 'absent');
    const { ready, findings: found } = frameworkHealth(inputsOf(doc), live({ frameworks: [] }));
    assert.equal([[...ready.values()], found], [[{ kind: 'ready' }], []]);
  });

  const degraded: readonly (readonly [string, Partial<FrameworkSpec>, Partial<MesosFacets>, string])[] = [
    ['with another role', { registration: { name: 'es', role: 'search' } }, {}, 'it is registered with the role *, not search'],
    ['with another principal', { registration: { name: 'es', principal: 'p' } }, {}, 'it is registered as the principal (none), not p'],
    ['registered twice', {}, { frameworks: [framework(), framework({ id: 'F-2' })] }, '2 schedulers are registered by its name'],
    ['without its scheduler', {}, { frameworks: [AWAY] }, 'its scheduler (F-1) is not active'],
    [
      'recovered from its tasks',
      {},
      { frameworks: [framework({ isActive: false, isRecovered: true })] },
      'its scheduler (F-1) has not come back since the masters failed over',
    ],
    [
      'whose app runs and that is not registered',
      {},
      { frameworks: [], tasks: [OF_APP] },
      'its app runs, and no scheduler is registered as es',
    ],
    [
      'beside tasks of an earlier id',
      {},
      { frameworks: [framework({ id: 'F-2' }), AWAY] },
      'tasks of an earlier scheduler of its name are left: 1 task of F-1',
    ],
    ['with too few tasks', { tasks: { running: 2 } }, { tasks: [task(), task({ isRunning: false })] }, '1 of 2 tasks run'],
    [
      'with two tasks on one agent',
      { tasks: { running: 2, distinctAgents: true } },
      { tasks: [task(), task({ id: 'es_2' })] },
      'two of its tasks are on the agent node1',
    ],
    [
      'whose scheduler is not well',
      {},
      { probes: new Map([['Framework/es', { kind: 'ill', why: 'it answers 503 at http://10.0.0.11:80' }]]) },
      'its scheduler is not well: it answers 503 at http://10.0.0.11:80',
    ],
  ];
  for (const [name, spec, facets, why] of degraded) {
    it(`${name} is degraded`, () => assert.is(whyOf(spec, facets), why));
  }

  it('may have two tasks on one agent if nobody minds', () => {
    assert.equal(readiness({ tasks: { running: 2 } }, { tasks: [task(), task({ id: 'es_2' })] }), { kind: 'ready' });
  });

  it('waits for its app to run', () => {
    const waiting = { kind: 'progressing', why: 'its app does not run yet', behind: 'App//es' };
    assert.equal(readiness({}, { frameworks: [], tasks: [] }), waiting);
    // Another app's task: `/es` in a group named like the id's prefix, and one whose name only begins so.
    const others = ['x_es', 'es.two', 'es2'].map((start) => ({ ...OF_APP, id: OF_APP.id.replace('es.', `${start}.`) }));
    assert.equal(readiness({}, { frameworks: [], tasks: others }), waiting);
  });

  it('knows the tasks of an app that is in groups', () => {
    const nested = { ...OF_APP, id: OF_APP.id.replace('es.', 'shop_search_es.') };
    assert.match(whyOf({ app: '/shop/search/es' }, { frameworks: [], tasks: [nested] }), /^its app runs/);
  });

  it('is not there, and waited for by nobody, while its app is to run no instance', () => {
    const inputs = inputsOf(frameworkDoc());
    const app = { ...frameworkDoc(), ref: 'App//es', kind: 'App', name: '/es', spec: { cmd: 'sleep 1', instances: 0 } } as const;
    const stopped = { ...inputs, desired: { ...inputs.desired, docs: { ...inputs.desired.docs, App: new Map([['/es', app]]) } } };
    const seen = live({ frameworks: [], tasks: [] });
    assert.equal([...frameworkHealth(stopped, seen).ready.values()], [{ kind: 'absent' }]);
  });

  it('is not degraded before the agents are back after a fail-over', () => {
    const found = readiness({}, { frameworks: [], tasks: [OF_APP], agents: agents(3) });
    assert.is(found?.kind, 'progressing');
  });

  it('is unknown while any part of Mesos is', () => {
    const error = new PlumblineError(mesosErrors.nothingSeen, 'x');
    for (const facet of ['frameworks', 'tasks', 'agents', 'probes'] as const) {
      const seen = { ...live(), [facet]: unknown(error) };
      const { ready, findings: found } = frameworkHealth(inputsOf(frameworkDoc({ imperative: true })), seen);
      assert.equal([[...ready.values()], found], [[unknown(error)], []], facet);
    }
  });

  it('says why nobody asks its scheduler', () => {
    const probes: MesosFacets['probes'] = new Map([['Framework/es', { kind: 'not-asked', why: '10.0.0.11 is not within probes.hosts' }]]);
    assert.is(whyOf({}, { probes }), '(ready)');
    assert.equal(
      findings({}, { probes }).map(({ code, why }) => [code, why]),
      [['HealthNotAsked', 'nobody asks its scheduler how it is: 10.0.0.11 is not within probes.hosts']],
    );
  });

  it('that is imperative takes any disk on agents without its attribute', () => {
    const named = ['node1', 'node2', 'node3', 'node4'].map((hostname) => agent({ id: hostname, hostname }));
    const whys = (all: readonly (typeof named)[number][]): readonly string[] =>
      findings({ imperative: true }, { agents: agents(0, ...all) }).map(({ code, why }) => `${code}: ${why}`);
    assert.match(whys(named)[0] ?? '', /^TakesAnyDisk: .* on node1, node2, node3 and 1 more: no attribute scaleio-sds-domains/);
    assert.match(whys(named.slice(0, 1))[0] ?? '', / on node1: /);
    assert.equal(whys(named.map((one) => ({ ...one, attributes: new Map([['scaleio-sds-domains', 'default']]) }))), []);
    assert.equal(findings({}, { agents: agents(0, ...named) }), []);
  });
});
