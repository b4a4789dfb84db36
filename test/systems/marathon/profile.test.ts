import { isSince, profileOf } from '../../../agent/systems/marathon/profile.ts';
import { assert, describe } from '../../helpers/suite.ts';

describe('profiles of Marathon', (it) => {
  for (const [version, profile] of [
    ['1.3.14', null],
    ['1.4.0', '1.4'],
    ['1.5.15', '1.5'],
    ['1.7.216', '1.6'],
    ['1.8.232', '1.8'],
    ['1.9.146', '1.9'],
    ['1.10.26', '1.10'],
    ['1.11.24-SNAPSHOT', '1.10'],
    ['2.0.0', '1.10'],
    ['0.16.0', null],
    ['latest', null],
  ] as const) {
    it(`of ${version} is ${profile ?? 'none'}`, () => assert.is(profileOf(version), profile));
  }

  it('are in the order of their versions, not of their letters', () => {
    assert.ok(isSince('1.10', '1.9') && isSince('1.6', '1.6') && !isSince('1.4', '1.5'));
  });
});
