import { after, addressSteps, serveAll } from '../../../agent/systems/scaleio/addresses.ts';
import type { SdsAddress } from '../../../agent/systems/scaleio/addresses.ts';
import { assert, describe } from '../../helpers/suite.ts';

/** `1:all 2:sdsOnly` */
function addresses(text: string): readonly SdsAddress[] {
  return text.split(' ').map((one) => {
    const [ip = '', role = ''] = one.split(':');
    return { ip, role };
  });
}

function way(from: string, to: string): readonly string[] {
  return addressSteps(addresses(from), addresses(to)).map(({ call, ip, role }) => `${call} ${ip} ${role}`);
}

const ROLES = ['all', 'sdsOnly', 'sdcOnly'] as const;

/** Every list of one to three addresses that ScaleIO takes. */
function sound(): readonly (readonly SdsAddress[])[] {
  const one = ROLES.flatMap((role) => ['1', '2', '3'].map((ip) => [{ ip, role }]));
  const two = one.flatMap((list) => one.map((more) => [...list, ...more]));
  const three = two.flatMap((list) => one.map((more) => [...list, ...more]));
  const apart = [...one, ...two, ...three].filter((list) => new Set(list.map(({ ip }) => ip)).size === list.length);
  return apart.filter(serveAll);
}

describe('the way from the addresses of an SDS to those declared', (it) => {
  for (const [what, from, to, expected] of [
    ['is none when they are the same, in whatever order', '1:all 2:sdsOnly', '2:sdsOnly 1:all', []],
    ['adds before it removes', '1:all', '2:all', ['addSdsIp 2 all', 'removeSdsIp 1 all']],
    [
      'widens before it narrows',
      '1:sdsOnly 2:sdcOnly',
      '1:sdcOnly 2:sdsOnly',
      ['setSdsIpRole 1 all', 'setSdsIpRole 2 sdsOnly', 'setSdsIpRole 1 sdcOnly'],
    ],
    ['gives the last one all roles before others go', '1:sdsOnly 2:sdcOnly', '1:all', ['setSdsIpRole 1 all', 'removeSdsIp 2 sdcOnly']],
    [
      'makes room first where there are eight',
      '1:all 2:all 3:all 4:all 5:all 6:all 7:all 8:all',
      '9:all 2:all 3:all 4:all 5:all 6:all 7:all 8:all',
      ['removeSdsIp 1 all', 'addSdsIp 9 all'],
    ],
  ] as const) {
    it(what, () => assert.equal(way(from, to), expected));
  }

  it('comes there, and at every step serves SDSs as well as SDCs, from any list to any other', () => {
    const lists = sound();
    for (const from of lists) {
      for (const to of lists) {
        let now = from;
        for (const step of addressSteps(from, to)) {
          now = after(now, step);
          assert.ok(serveAll(now) && now.length > 0, JSON.stringify({ from, to, now }));
        }
        const sorted = (list: readonly SdsAddress[]): readonly string[] => list.map(({ ip, role }) => `${ip} ${role}`).toSorted();
        assert.equal(sorted(now), sorted(to));
      }
    }
  });
});
