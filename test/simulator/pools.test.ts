import { assert, describe } from '../helpers/suite.ts';
import { simulate } from './simulated.ts';

const HOUR = 3_600_000;

describe('pools in the control API', (it) => {
  it('show their devices, and how full and how whole they are', async (context) => {
    const { sim, control } = await simulate(context, { agents: 4 });
    await control('POST', '/fill', { pool: 'default', usedPercent: 50 });
    await control('POST', '/killHost', { host: sim.hosts[3] });
    const { pools, devices } = (await control('GET', '/world')).json as unknown as ReturnType<typeof sim.world>;
    assert.equal([pools[0]?.name, pools[0]?.maxKib, pools[0]?.failedKib], ['default', 4 * 187_694_080, 0]);
    assert.ok((pools[0]?.degradedKib ?? 0) > 0 && pools[0]?.pendingRebuildKib === pools[0]?.degradedKib, 'just now');
    assert.equal(
      { ...devices[0], id: '' },
      {
        id: '',
        name: 'xvdf',
        sds: 'sds_10.0.0.11',
        pool: 'default',
        path: '/dev/xvdf',
        state: 'Normal',
        sizeGiB: 180,
      },
    );
    await control('POST', '/advance', { ms: HOUR });
    assert.is(sim.world().pools[0]?.degradedKib, 0);
  });

  it('are written to by the hour, until told otherwise', async (context) => {
    const { sim, control } = await simulate(context);
    const gib = (): number => Math.round(((sim.world().pools[0]?.usedPercent ?? 0) * 0.66 * 3 * (180 - 1025 / 1024)) / 200);
    assert.is((await control('POST', '/write', { pool: 'default', gibPerHour: 2 })).status, 200);
    await control('POST', '/advance', { ms: 10 * HOUR });
    assert.is(gib(), 20);
    await control('POST', '/write', { pool: 'default', gibPerHour: 0 });
    await control('POST', '/advance', { ms: HOUR });
    assert.is(gib(), 20);
    const mistake = await control('POST', '/write', { pool: 'default', gibPerHour: -1 });
    assert.equal([mistake.status, mistake.json], [400, { message: 'gibPerHour must be a number from 0 to 100000.' }]);
    assert.is((await control('POST', '/write', { pool: 'gold', gibPerHour: 1 })).status, 404);
  });
});
