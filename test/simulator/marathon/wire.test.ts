/** The simulated Marathon's answers against bodies typed from Marathon's own documents: keys and types, both directions. */
import { differences } from '../scaleio/shape.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { simulate, SLEEPER } from '../simulated.ts';
import type { Reply } from '../simulated.ts';
import { definitionOf, deployAll, fixture, settable } from './declared.ts';

function sameShape(reply: Reply, status: number, name: string): void {
  assert.is(reply.status, status, reply.text);
  assert.equal(differences(reply.json, fixture(name)), []);
}

/** Versions, and where their bodies are; 1.7 and 1.11 answer as the versions before them. */
const PROFILES = [
  ['1.4', '1.4/'],
  ['1.5', '1.5/'],
  ['1.6', '1.6/'],
  ['1.7', '1.6/'],
  ['1.8', '1.8/'],
  ['1.9', '1.9/'],
  ['1.10', ''],
  ['1.11', ''],
] as const;

describe('a simulated Marathon answers as a real one', (it) => {
  for (const [version, folder] of PROFILES) {
    it(`lists apps of ${version} with every field of the fixtures and no other`, async (context) => {
      const simulated = await simulate(context, { profiles: { marathon: version } });
      await deployAll(simulated, fixture(`${folder}apps`).apps);
      sameShape(await simulated.marathon('GET', '/v2/apps'), 200, `${folder}apps`);
    });

    it(`gives every app of ${version} back as it was declared, and changes nothing when it comes again`, async (context) => {
      const simulated = await simulate(context, { profiles: { marathon: version } });
      const { apps } = fixture(`${folder}apps`);
      await deployAll(simulated, apps);
      for (const wanted of apps) {
        const { tasks: _tasks, lastTaskFailure: _failure, ...app } = await simulated.app(wanted.id);
        assert.equal(definitionOf(app), definitionOf(wanted), wanted.id);
        const { json } = await simulated.put(wanted.id, settable(app));
        const running: readonly { id: string }[] = (await simulated.marathon('GET', '/v2/deployments')).list;
        assert.not.ok(
          running.some(({ id }) => id === json.deploymentId),
          wanted.id,
        );
      }
    });

    it(`shows one app of ${version} with its tasks and its last failure`, async (context) => {
      const { put, marathon, sim, app } = await simulate(context, { profiles: { marathon: version } });
      await put('/sleeper', settable(fixture(`${folder}app`).app));
      sim.advance(60_000);
      sim.killHost((await app('/sleeper')).tasks[0].host);
      sim.advance(60_000);
      sameShape(await marathon('GET', '/v2/apps//sleeper'), 200, `${folder}app`);
    });
  }

  // 1.4 has other forms, too: see legacy.test.ts.
  for (const [version, folder] of PROFILES.slice(1)) {
    it(`drops in ${version} what only later versions know`, async (context) => {
      const simulated = await simulate(context, { profiles: { marathon: version } });
      await deployAll(simulated, fixture('apps').apps);
      const { json } = await simulated.marathon('GET', '/v2/apps');
      assert.is(json.apps.length, fixture('apps').apps.length);
      assert.equal(
        differences(json, fixture(`${folder}apps`)).filter((difference) => difference.endsWith('is in no fixture')),
        [],
      );
    });
  }

  it('tells of each version what it has flags for', async (context) => {
    for (const [version, name] of [
      ['1.4', '1.4/info'],
      ['1.5', '1.5/info'],
      ['1.6', '1.6/info'],
      ['1.7', '1.8/info'],
      ['1.8', '1.8/info'],
      ['1.9', 'info'],
    ] as const) {
      const { marathon } = await simulate(context, { profiles: { marathon: version } });
      sameShape(await marathon('GET', '/v2/info'), 200, name);
    }
  });

  it('lists deployments, and 1.4 answers a creation with nulls', async (context) => {
    const simulated = await simulate(context);
    await deployAll(simulated, fixture('apps').apps);
    sameShape(await simulated.marathon('GET', '/v2/deployments'), 200, 'deployments');
    const old = await simulate(context, { profiles: { marathon: '1.4' } });
    const created = await old.marathon('POST', '/v2/apps', { id: '/sleeper', ...settable(fixture('1.4/post-app-201')) });
    sameShape(created, 201, '1.4/post-app-201');
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
