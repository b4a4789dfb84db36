/** What domains and fault sets lack. */
import { PlumblineError } from '../../../../agent/errors.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { liveOf } from '../docs.ts';
import { draftOf, knowing } from './layout-docs.ts';

const DOMAIN = 'ProtectionDomain/pd';
const RACK = 'FaultSet/rack';
const RACK_LIVE = { id: 'f1', name: 'rack', protectionDomainId: 'pd1' };
const UNREAD = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));

describe('a declared protection domain', (it) => {
  it('is made when there is none', () => {
    const draft = draftOf(DOMAIN, {}, liveOf({ domains: [] }));
    assert.equal(
      [draft?.id, draft?.op, draft?.class, draft?.action],
      ['keep ProtectionDomain/pd', 'create', 'additive', { system: 'scaleio', do: 'createDomain', args: { name: 'pd' } }],
    );
  });

  it('needs nothing when it is there, under whatever name, or twice, or when that is not known', () => {
    const own = { id: 'pd1', name: 'pd', protectionDomainState: 'Active' };
    const memory = knowing({ [DOMAIN]: 'pd1' });
    for (const domains of [[own], [own, { ...own, id: 'pd2' }]]) assert.is(draftOf(DOMAIN, {}, liveOf({ domains })), undefined);
    const renamed = [{ ...own, name: 'other' }];
    assert.is(draftOf(DOMAIN, {}, liveOf({ domains: renamed }), { memory }), undefined);
    assert.is(draftOf(DOMAIN, {}, { ...liveOf(), domains: UNREAD }), undefined);
  });

  it('is removed when it is declared absent, by its id, and only while nothing is in it', () => {
    const draft = draftOf(DOMAIN, { domain: 'absent' }, liveOf());
    assert.equal(
      [draft?.id, draft?.class, draft?.backendId, draft?.action.do, draft?.requires],
      [
        'remove ProtectionDomain/pd',
        'destructive',
        'pd1',
        'removeDomain',
        [{ system: 'scaleio', check: 'domain-empty', backendId: 'pd1' }],
      ],
    );
  });

  it('is not removed in the place of the one that was meant', () => {
    assert.is(draftOf(DOMAIN, { domain: 'absent' }, liveOf(), { memory: knowing({ [DOMAIN]: 'pd9' }) }), undefined);
  });
});

describe('a declared fault set', (it) => {
  it('is made in its domain when there is none', () => {
    const draft = draftOf(RACK, { faultSet: 'present' }, liveOf());
    assert.equal(
      [draft?.op, draft?.consent, draft?.needs, draft?.action],
      ['create', undefined, [DOMAIN], { system: 'scaleio', do: 'createFaultSet', args: { name: 'rack', protectionDomainId: 'pd1' } }],
    );
  });

  it('is not made before its domain', () => assert.is(draftOf(RACK, { faultSet: 'present' }, liveOf({ domains: [] })), undefined));

  it('is made anew only when a person agrees', () => {
    const draft = draftOf(RACK, { faultSet: 'present' }, liveOf(), { memory: knowing({ [RACK]: 'f9' }) });
    assert.equal([draft?.op, draft?.consent], ['create', 'approval']);
  });

  it('is removed when it is declared absent, and only while no node is in it', () => {
    const draft = draftOf(RACK, { faultSet: 'absent' }, liveOf({ faultSets: [RACK_LIVE] }));
    assert.equal(
      [draft?.class, draft?.backendId, draft?.requires],
      ['destructive', 'f1', [{ system: 'scaleio', check: 'fault-set-empty', backendId: 'f1' }]],
    );
  });

  it('of another domain is another one', () => {
    const elsewhere = [{ ...RACK_LIVE, protectionDomainId: 'pd2' }];
    assert.is(draftOf(RACK, { faultSet: 'absent' }, liveOf({ faultSets: elsewhere })), undefined);
    assert.is(draftOf(RACK, { faultSet: 'present' }, liveOf({ faultSets: elsewhere }))?.op, 'create');
  });
});
