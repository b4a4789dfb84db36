import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import { appHealth } from '../../../agent/systems/marathon/health/app.ts';
import { markOf } from '../../../agent/systems/marathon/mark.ts';
import type { JsonObject } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf } from './inputs.ts';

const labels: readonly [JsonObject, ReturnType<typeof markOf>][] = [
  [{ plumbline: 'prod/7' }, { cluster: 'prod', epoch: 7 }],
  [
    { plumbline: 'eu.prod-1/0', team: 'shop' },
    { cluster: 'eu.prod-1', epoch: 0 },
  ],
  [{}, null],
  [{ team: 'shop' }, null],
  ...['', 'prod', 'prod/', '/7', 'prod/x', 'prod/-1', 'prod/1.5', 'a/b/7', 'prod/7/', ' prod/7', 'prod/9999999999999999'].map(
    (plumbline): [JsonObject, null] => [{ plumbline }, null],
  ),
];

describe('the mark on an app', (it) => {
  for (const [given, mark] of labels) {
    it(`${JSON.stringify(given)} is ${JSON.stringify(mark)}`, () => assert.equal(markOf(liveApp('/a', { labels: given })), mark));
  }

  it('is told of every live app, declared or not; what says something else is no mark', () => {
    const live = liveOf(
      liveApp('/a', { labels: { plumbline: 'prod/7' } }),
      liveApp('/b', { labels: { plumbline: 'yes' } }),
      liveApp('/c', { labels: { plumbline: 'test/2' } }),
    );
    assert.equal(appHealth(inputsOf(desiredOf([appDoc('/a', {})])), live).marks, [
      { ref: 'App//a', backendId: '/a', cluster: 'prod', epoch: 7 },
      { ref: 'App//c', backendId: '/c', cluster: 'test', epoch: 2 },
    ]);
  });

  it('says whose an app is that is changed or deleted', () => {
    const desired = desiredOf([
      appDoc('/a', { cpus: 2 }),
      appDoc('/b', {}, { state: 'absent' }),
      appDoc('/c', {}),
      appDoc('/d', { cpus: 2 }),
    ]);
    const live = liveOf(
      liveApp('/a', { labels: { plumbline: 'test/2' } }),
      liveApp('/b', { labels: { plumbline: 'prod/7' } }),
      liveApp('/d'),
    );
    assert.equal(
      diffApps(inputsOf(desired), live).map(({ id, markedBy }) => [id, markedBy]),
      [
        ['keep App//a', 'test'],
        ['remove App//b', 'prod'],
        ['keep App//c', null],
        ['keep App//d', null],
      ],
    );
  });

  const same: readonly [string, AppSpec, JsonObject][] = [
    ['only the live app has one', {}, { plumbline: 'prod/7' }],
    ['the file says another', { labels: { plumbline: 'mine' } }, { plumbline: 'prod/7' }],
    ['only the file has one', { labels: { plumbline: 'mine' } }, {}],
    ['there are other labels', { labels: { a: 'b' } }, { a: 'b', plumbline: 'prod/7' }],
  ];
  for (const [when, spec, live] of same) {
    it(`is no difference when ${when}`, () => {
      assert.equal(diffApps(inputsOf(desiredOf([appDoc('/a', spec)])), liveOf(liveApp('/a', { labels: live }))), []);
    });
  }

  it('is not shown when an app is created', () => {
    const [draft] = diffApps(inputsOf(desiredOf([appDoc('/a', { labels: { plumbline: 'mine', a: 'b' } })])), liveOf());
    assert.equal(
      draft?.fields.map(({ path }) => path),
      ['instances', 'labels.a'],
    );
  });
});
