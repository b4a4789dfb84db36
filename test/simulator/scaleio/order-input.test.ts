import { readStorageOrder } from '../../../simulator/scaleio/order-input.ts';
import { assert, describe } from '../../helpers/suite.ts';

describe('an order for the simulated storage', (it) => {
  it('is read with every field it may have', () => {
    const order = {
      plugDisk: { host: 'h1', path: '/dev/xvdg', sizeGiB: 200 },
      renameDisks: { host: 'h1', paths: { '/dev/xvdf': '/dev/xvdg' } },
      failDevice: { host: 'h1', device: 'xvdf', forGood: true },
      disconnect: 'h1',
      reconnect: 'h2',
      writeVolume: { volume: 'pg', gib: 1.5 },
    };
    assert.equal(readStorageOrder(order), order);
    assert.equal(readStorageOrder({ failDevice: { host: 'h1', device: 'd' } }), {
      failDevice: { host: 'h1', device: 'd', forGood: false },
    });
    assert.equal(readStorageOrder({}), {});
  });

  const mistakes: readonly [unknown, RegExp][] = [
    [[], /must be a JSON object/],
    [{ explode: 'h1' }, /no field explode here/],
    [{ disconnect: '' }, /disconnect must be a text/],
    [{ plugDisk: { host: 'h1', path: '/dev/xvdg', sizeGiB: 0.5 } }, /sizeGiB must be a whole number from 1/],
    [{ renameDisks: { host: 'h1', paths: [] } }, /paths must be an object/],
    [{ renameDisks: { host: 'h1', paths: { '/dev/xvdf': 1 } } }, /\/dev\/xvdf must be a text/],
    [{ writeVolume: { volume: 'pg', gib: -1 } }, /gib must be a number from 0/],
  ];
  for (const [order, message] of mistakes) {
    it(`is refused as ${JSON.stringify(order)}`, () => {
      assert.throws(() => readStorageOrder(order), message);
    });
  }
});
