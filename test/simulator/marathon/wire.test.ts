/** The simulated Marathon's answers against bodies typed from Marathon's own documents: keys and types, both directions. */
import { readFileSync } from 'node:fs';
import { differences } from '../scaleio/shape.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { simulate, SLEEPER } from '../simulated.ts';
import type { Body } from '../bodies.ts';
import type { Reply, Simulated } from '../simulated.ts';

function fixture(name: string): Body {
  return JSON.parse(readFileSync(new URL(`../../fixtures/wire/marathon/${name}.json`, import.meta.url), 'utf8')).body;
}

function sameShape(reply: Reply, status: number, name: string): void {
  assert.is(reply.status, status, reply.text);
  assert.equal(differences(reply.json, fixture(name)), []);
}

const READ_ONLY = [
  'id',
  'tasks',
  'lastTaskFailure',
  'version',
  'versionInfo',
  'tasksStaged',
  'tasksRunning',
  'tasksHealthy',
  'tasksUnhealthy',
  'deployments',
  'residency',
];

/** What somebody would have declared to get this app. */
function settable(app: object): object {
  return Object.fromEntries(Object.entries(app).filter(([name]) => !READ_ONLY.includes(name)));
}

/** Without what depends on when it was asked. */
function definitionOf(app: object): object {
  return { ...settable(app), constraints: undefined, healthChecks: undefined };
}

async function deployAll(simulated: Simulated): Promise<void> {
  const apps = fixture('apps').apps;
  const waits = (app: { id: string }): boolean => app.id === '/batch/indexer';
  for (const app of apps.filter((one: { id: string }) => !waits(one))) await simulated.put(app.id, { ...settable(app) });
  simulated.sim.advance(600_000);
  for (const app of apps.filter(waits)) await simulated.put(app.id, settable(app));
}

describe('a simulated Marathon answers as a real one', (it) => {
  it('lists apps with every field of the fixtures and no other', async (context) => {
    const simulated = await simulate(context);
    await deployAll(simulated);
    sameShape(await simulated.marathon('GET', '/v2/apps'), 200, 'apps');
    sameShape(await simulated.marathon('GET', '/v2/deployments'), 200, 'deployments');
  });

  it('gives every app of the fixtures back as it was declared', async (context) => {
    const simulated = await simulate(context);
    await deployAll(simulated);
    for (const wanted of fixture('apps').apps) {
      const shown = await simulated.app(wanted.id);
      const { tasks: _tasks, lastTaskFailure: _failure, ...app } = shown;
      assert.equal(definitionOf(app), definitionOf(wanted), wanted.id);
    }
  });

  it('shows one app with its tasks and its last failure', async (context) => {
    const { put, marathon, sim, app } = await simulate(context);
    await put('/sleeper', settable(fixture('app').app));
    sim.advance(60_000);
    sim.killHost((await app('/sleeper')).tasks[0].host);
    sim.advance(60_000);
    sameShape(await marathon('GET', '/v2/apps//sleeper'), 200, 'app');
  });

  it('answers writes, empty lists and information', async (context) => {
    const { marathon } = await simulate(context);
    sameShape(await marathon('GET', '/v2/apps'), 200, 'apps-empty');
    sameShape(await marathon('GET', '/v2/deployments'), 200, 'deployments-empty');
    sameShape(await marathon('GET', '/v2/info'), 200, 'info');
    sameShape(await marathon('POST', '/v2/apps', { id: '/sleeper', ...settable(fixture('post-app-201')) }), 201, 'post-app-201');
    sameShape(await marathon('PUT', '/v2/apps//new', SLEEPER), 201, 'put-app-201');
    sameShape(await marathon('PUT', '/v2/apps//new', SLEEPER), 200, 'put-app-200');
    sameShape(await marathon('DELETE', '/v2/apps//new'), 200, 'delete-app-200');
  });

  it('refuses in the same words', async (context) => {
    const { marathon } = await simulate(context, { maxRunningDeployments: 2 });
    const said = async (reply: Promise<Reply>): Promise<string> => (await reply).json.message;
    sameShape(await marathon('POST', '/v2/apps', '{'), 400, 'error-400-json');
    sameShape(await marathon('GET', '/v2/apps//gone'), 404, 'error-404-app');
    sameShape(await marathon('PUT', '/v2/apps//a', { ...SLEEPER, instances: 'two' }), 422, 'error-422-type');
    sameShape(await marathon('PUT', '/v2/apps//a', { ...SLEEPER, instances: -1 }), 422, 'error-422-validation');
    await marathon('PUT', '/v2/apps//sleeper', SLEEPER);
    assert.is(await said(marathon('POST', '/v2/apps', { ...SLEEPER, id: '/sleeper' })), fixture('error-409-exists').message);
    const locked = await marathon('PUT', '/v2/apps//sleeper', { ...SLEEPER, cpus: 0.2 });
    sameShape(locked, 409, 'error-409-locked');
    assert.is(locked.json.message, fixture('error-409-locked').message);
    await marathon('PUT', '/v2/apps//second', SLEEPER);
    const tooMany = await marathon('PUT', '/v2/apps//third', SLEEPER);
    assert.equal([tooMany.status, tooMany.json.message], [403, fixture('error-403-too-many-deployments').message.replace('100', '2')]);
    assert.is((await marathon('PUT', '/v2/apps//third?force=true', SLEEPER)).status, 201);
  });

  it('asks for credentials with the error page of Jetty, and answers an election with another', async (context) => {
    const { marathon, sim } = await simulate(context, { marathonCredentials: { username: 'ops', password: 'pw' } });
    const refused = await marathon('GET', '/v2/apps');
    assert.equal(
      [refused.status, refused.headers['www-authenticate'], refused.text],
      [401, 'basic realm="Mesosphere"', fixture('error-401')],
    );
    const wrong = { authorization: `Basic ${Buffer.from('ops:no').toString('base64')}` };
    assert.is((await marathon('GET', '/v2/apps', undefined, wrong)).status, 401);
    const authorization = `Basic ${Buffer.from('ops:pw').toString('base64')}`;
    assert.is((await marathon('GET', '/v2/apps', undefined, { authorization })).status, 200);
    sim.fault({ when: 'before', do: 'elect' });
    assert.equal((await marathon('GET', '/v2/apps')).text, fixture('error-502-no-leader'));
  });
});
