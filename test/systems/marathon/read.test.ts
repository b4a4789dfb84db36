import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { Live } from '../../../agent/model/observed.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import type { MarathonFacets } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { NOW, testCtx } from './inputs.ts';
import { startWireServer, wireBody, wireReply } from './wire.ts';

const healthy = {
  'GET /v2/info': wireReply(200, 'info'),
  'GET /v2/apps': wireReply(200, 'apps'),
  'GET /v2/deployments': wireReply(200, 'deployments'),
  'GET /v2/queue': { status: 200, body: '{"queue":[]}' },
  'GET /v2/pods': { status: 200, body: '[]' },
  'GET /v2/pods/::status': { status: 200, body: '[]' },
  'GET /v2/groups': { status: 200, body: '{"id":"/","groups":[]}' },
};

function kindsOf(live: Live<MarathonFacets>): { readonly [facet: string]: string } {
  return Object.fromEntries(Object.entries(live).map(([facet, { kind }]) => [facet, kind]));
}

describe('reading Marathon', (it) => {
  it('takes seven calls, whatever the number of apps and pods, and one for each app that is being deployed', async (test) => {
    const server = await startWireServer(test, healthy);
    const live = await marathonSystem({ url: server.url }).read(testCtx(), NOTHING_SOUGHT);
    assert.equal(server.seen.map(({ call }) => call).toSorted(), [
      'GET /v2/apps/batch/indexer',
      'GET /v2/apps?embed=apps.counts&embed=apps.deployments',
      'GET /v2/deployments',
      'GET /v2/groups?embed=group.groups',
      'GET /v2/info',
      'GET /v2/pods',
      'GET /v2/pods/::status',
      'GET /v2/queue',
    ]);
    assert.equal([...new Set(Object.values(kindsOf(live)))], ['ok']);
    assert.is(live.apps.kind === 'ok' && live.apps.at, NOW);
  });

  it('makes one failed facet unknown and keeps the others (invariant 2: unread is not absent)', async (test) => {
    const server = await startWireServer(test, { ...healthy, 'GET /v2/apps': wireReply(502, 'error-502-no-leader') });
    const live = await marathonSystem({ url: server.url }).read(testCtx(), NOTHING_SOUGHT);
    assert.equal(
      Object.entries(kindsOf(live)).filter(([, kind]) => kind === 'unknown'),
      [['apps', 'unknown']],
    );
    assert.is(live.apps.kind === 'unknown' && live.apps.error.code.code, 'marathon/unavailable');
  });

  it('does not know the apps and pods of a Marathon whose defaults it does not know', async (test) => {
    const old = { status: 200, body: JSON.stringify({ ...Object(wireBody('info')), version: '1.3.14' }) };
    const server = await startWireServer(test, { ...healthy, 'GET /v2/info': old });
    const live = await marathonSystem({ url: server.url }).read(testCtx(), NOTHING_SOUGHT);
    for (const reading of [live.info, live.apps, live.pods]) {
      assert.is(reading.kind === 'unknown' && reading.error.code.code, 'marathon/unsupported-version');
    }
  });

  it('never throws, not even when nobody listens', async () => {
    const live = await marathonSystem({ url: 'http://127.0.0.1:1' }).read(testCtx(), NOTHING_SOUGHT);
    assert.equal([...new Set(Object.values(kindsOf(live)))], ['unknown']);
    assert.is(live.apps.kind === 'unknown' && live.apps.error.code.code, 'http/unreachable');
  });
});
