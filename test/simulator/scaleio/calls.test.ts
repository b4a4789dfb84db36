import { assert, describe } from '../../helpers/suite.ts';
import { basic, create, CREDENTIALS, GIB, makeBench, only, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

function status(bench: Bench, token: string): number {
  return bench.send('GET', '/api/version', basic('whoever', token)).status;
}

function volume(bench: Bench, id: string | null): Record<string, unknown> {
  return bench.get(`/api/instances/Volume::${id}`).body as Record<string, unknown>;
}

function act(bench: Bench, id: string | null, action: string, params: object): ReturnType<Bench['post']> {
  return bench.post(`/api/instances/Volume::${id}/action/${action}`, params);
}

describe('a simulated session', (it) => {
  it('is refused with a wrong password, an unknown user, another scheme or nothing', () => {
    const bench = makeBench();
    for (const header of [basic('admin', 'wrong'), basic('root', CREDENTIALS.password), 'Bearer x', undefined]) {
      assert.is(bench.send('GET', '/api/login', header).status, 401);
    }
  });

  it('ends 10 minutes after its last use', () => {
    const bench = makeBench();
    const token = bench.login();
    bench.advance(10 * MINUTE - 1);
    assert.is(status(bench, token), 200);
    bench.advance(10 * MINUTE);
    assert.is(status(bench, token), 401);
  });

  it('ends 8 hours after the login, however busy', () => {
    const bench = makeBench();
    const token = bench.login();
    for (let passed = 0; passed < 8 * HOUR - 5 * MINUTE; passed += 5 * MINUTE) {
      bench.advance(5 * MINUTE);
      assert.is(status(bench, token), 200);
    }
    bench.advance(5 * MINUTE);
    assert.is(status(bench, token), 401);
  });

  it('ends with a logout and with a restart of the gateway', () => {
    const bench = makeBench();
    const [first, second] = [bench.login(), bench.login()];
    bench.send('GET', '/api/logout', basic('', first));
    assert.is(status(bench, first), 401);
    assert.is(status(bench, second), 200);
    bench.gateway.dropSessions();
    assert.is(status(bench, second), 401);
  });

  it('is one of 128 at most; idle ones make room', () => {
    const bench = makeBench();
    for (let count = 1; count < 128; count += 1) bench.login();
    const full = bench.send('GET', '/api/login', basic(CREDENTIALS.username, CREDENTIALS.password));
    assert.is(rcOf(full), 252);
    bench.advance(10 * MINUTE);
    assert.type(bench.login(), 'string');
  });
});

describe('simulated volumes', (it) => {
  it('are rounded up to 8 GiB, from KiB and from GB', () => {
    const bench = makeBench();
    const sizes: readonly [object, number][] = [
      [{ volumeSizeInKb: String(GIB) }, 8],
      [{ volumeSizeInKb: String(8 * GIB + 1) }, 16],
      [{ volumeSizeInKb: undefined, volumeSizeInGb: '9' }, 16],
      [{ volumeSizeInKb: undefined, volumeSizeInGb: 24 }, 24],
    ];
    sizes.forEach(([size, gib], index) => {
      const answer = create(bench, { name: `v${index}`, ...size });
      assert.is(answer.effect, 'created');
      assert.is(volume(bench, answer.id)['sizeInKb'], gib * GIB);
    });
  });

  const refusals: readonly [string, object, number][] = [
    ['a name of 32 characters', { name: 'n'.repeat(32) }, 226],
    ['a name with a space', { name: 'a b' }, 227],
    ['a name that is taken', { name: 'taken' }, 99],
    ['an unknown pool', { name: 'x', storagePoolId: '0123456789abcdef' }, 171],
    ['a domain that is not the pool its own', { name: 'x', protectionDomainId: '0123456789abcdef' }, 197],
    ['no size at all', { name: 'x', volumeSizeInKb: '0' }, 225],
    ['a size that is no number', { name: 'x', volumeSizeInKb: 'much' }, 0],
    ['a size past the limit', { name: 'x', volumeSizeInGb: '1048584' }, 190],
    ['an unknown type', { name: 'x', volumeType: 'Thin' }, 0],
  ];
  for (const [what, fields, rc] of refusals) {
    it(`are not made with ${what}`, () => {
      const bench = makeBench();
      create(bench, { name: 'taken' });
      const refused = create(bench, fields);
      assert.is(rcOf(refused), rc);
      assert.is(refused.effect, 'none');
      assert.is((bench.get('/api/types/Volume/instances').body as object[]).length, 1);
    });
  }

  it('may have a name of exactly 31 characters', () => {
    assert.is(rcOf(create(makeBench(), { name: 'n'.repeat(31) })), null);
  });

  it('grow by whole steps and never shrink', () => {
    const bench = makeBench();
    const { id } = create(bench, { name: 'v', volumeSizeInKb: String(16 * GIB) });
    assert.is(rcOf(act(bench, id, 'setVolumeSize', { sizeInGB: '8' })), 133);
    assert.is(rcOf(act(bench, id, 'setVolumeSize', { sizeInGB: '20' })), 225);
    const grown = act(bench, id, 'setVolumeSize', { sizeInGB: '24' });
    assert.is(grown.effect, 'changed');
    assert.is(volume(bench, id)['sizeInKb'], 24 * GIB);
  });

  it('are renamed to a free name only', () => {
    const bench = makeBench();
    const { id } = create(bench, { name: 'v' });
    create(bench, { name: 'w' });
    assert.is(rcOf(act(bench, id, 'setVolumeName', { newName: 'w' })), 99);
    assert.is(act(bench, id, 'setVolumeName', { newName: 'x' }).effect, 'changed');
    assert.is(volume(bench, id)['name'], 'x');
    assert.is(rcOf(create(bench, { name: 'v' })), null);
  });

  it('are mapped once each, to a second SDC only when asked, and removed only unmapped', () => {
    const bench = makeBench();
    const { id } = create(bench, { name: 'v' });
    const [first, second] = (bench.get('/api/types/Sdc/instances').body as { id: string }[]).map((sdc) => sdc.id);
    assert.is(act(bench, id, 'addMappedSdc', { sdcId: first }).effect, 'attached');
    assert.is(rcOf(act(bench, id, 'addMappedSdc', { sdcId: first })), 81);
    assert.is(rcOf(act(bench, id, 'addMappedSdc', { sdcId: second })), 306);
    assert.is(rcOf(act(bench, id, 'addMappedSdc', { sdcId: second, allowMultipleMappings: 'TRUE' })), null);
    assert.is(rcOf(act(bench, id, 'addMappedSdc', { sdcId: 'none' })), 80);
    assert.is(rcOf(act(bench, id, 'removeVolume', { removeMode: 'ONLY_ME' })), 104);
    assert.is(act(bench, id, 'removeMappedSdc', { sdcId: first }).effect, 'detached');
    assert.is(rcOf(act(bench, id, 'removeMappedSdc', { sdcId: first })), 84);
    act(bench, id, 'removeMappedSdc', { allSdcs: '' });
    assert.is(volume(bench, id)['mappedSdcInfo'], null);
    assert.is(act(bench, id, 'removeVolume', { removeMode: 'ONLY_ME' }).effect, 'destroyed');
    assert.is(rcOf(act(bench, id, 'setVolumeSize', { sizeInGB: '16' })), 79);
  });
});

describe('the other simulated calls', (it) => {
  it('set thresholds, high below critical', () => {
    const bench = makeBench();
    const set = (high: string, critical: string): ReturnType<Bench['post']> =>
      bench.post(`/api/instances/StoragePool::${String(only(bench, 'StoragePool')['id'])}/action/setCapacityAlertThresholds`, {
        capacityAlertHighThresholdPercent: high,
        capacityAlertCriticalThresholdPercent: critical,
      });
    assert.is(rcOf(set('90', '90')), 629);
    assert.is(rcOf(set('90', '101')), 195);
    assert.is(set('70', '85').effect, 'changed');
    assert.equal(
      [only(bench, 'StoragePool')['capacityAlertHighThreshold'], only(bench, 'StoragePool')['capacityAlertCriticalThreshold']],
      [70, 85],
    );
  });

  it('list in another order each time, the same for the same seed', () => {
    const orders = (seed: number): readonly string[] => {
      const bench = makeBench({ hosts: 8, seed });
      return [1, 2, 3].map(() =>
        JSON.stringify((bench.get('/api/types/Sds/instances').body as { name: string }[]).map(({ name }) => name)),
      );
    };
    assert.is(new Set(orders(1)).size, 3);
    assert.equal(orders(1), orders(1));
  });

  it('give the same ids for the same seed, however often something was listed between', () => {
    const [quiet, busy] = [makeBench(), makeBench()];
    for (let count = 0; count < 5; count += 1) busy.get('/api/types/Sds/instances');
    assert.is(create(busy, { name: 'v' }).id, create(quiet, { name: 'v' }).id);
    assert.is.not(create(makeBench({ seed: 2 }), { name: 'v' }).id, quiet.gateway.view().volumes[0]?.id);
  });

  it('say 501 to what is not played and 404 outside the API', () => {
    const bench = makeBench();
    assert.is(bench.get('/api/types/AccelerationPool/instances').status, 501);
    assert.is(bench.post('/api/types/AccelerationPool/instances', {}).status, 501);
    assert.is(bench.get('/index.html').status, 404);
  });

  it('refuse a statistic that this version does not have', () => {
    const query = { allIds: '', properties: ['snapshotCapacityInKb'] };
    assert.is(makeBench().post('/api/types/StoragePool/instances/action/querySelectedStatistics', query).status, 400);
  });

  it('answer an empty list when the fault asks for one', () => {
    const { service } = makeBench().gateway;
    const call = { method: 'GET', query: {}, headers: {}, text: '', json: undefined };
    assert.equal(service.emptyAnswer({ ...call, path: '/api/types/Volume/instances' }).body, []);
    assert.is(service.emptyAnswer({ ...call, path: '/api/version' }).body, '');
  });
});

describe('REX-Ray on a simulated host', (it) => {
  it('maps a volume, takes it over from another host, and lets go of it', () => {
    const bench = makeBench();
    create(bench, { name: 'data' });
    const [first, second] = bench.hosts;
    if (!first || !second) throw new Error('no hosts');
    const mapped = (): readonly string[] => bench.gateway.view().volumes[0]?.mappedTo ?? [];
    assert.is(bench.gateway.storage.attach('data', first).kind, 'attached');
    assert.equal(mapped(), ['10.0.0.11']);
    bench.gateway.hostDied(first);
    assert.equal(mapped(), ['10.0.0.11'], 'a dead host keeps its mapping');
    assert.is(bench.gateway.storage.attach('data', second).kind, 'attached');
    assert.equal(mapped(), ['10.0.0.12']);
    bench.gateway.storage.detach('data', second);
    assert.equal(mapped(), []);
  });

  it('creates no volume, and maps none to a dead host', () => {
    const bench = makeBench();
    const [first] = bench.hosts;
    if (!first) throw new Error('no hosts');
    assert.equal(bench.gateway.storage.attach('none', first), {
      kind: 'refused',
      why: 'volume none does not exist, and REX-Ray may not create it',
    });
    create(bench, { name: 'data' });
    bench.gateway.hostDied(first);
    assert.is(bench.gateway.storage.attach('data', first).kind, 'refused');
  });
});
