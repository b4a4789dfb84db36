import type { ChangeClass } from '../../agent/model/change.ts';
import { approvalKey } from '../../agent/plan/approval-key.ts';
import { assert, describe } from '../helpers/suite.ts';

const SYSTEM = '4d2989c17f7ec52c';
const removal = { ref: 'Volume/pg', op: 'delete', backendId: 'c98eaac600000001', class: 'destructive' } as const;

describe('approval key', (it) => {
  // printf 'plumbline/1|4d2989c17f7ec52c|Volume/pg|delete|c98eaac600000001|destructive' | sha256sum
  it('is the sha256 of its five fields behind plumbline/1, joined by |', () => {
    assert.is(approvalKey(SYSTEM, removal), '1eaae14f31820c5f8a132cdffc99700bfe75ee174fb83f2c911ea8585794493f');
  });

  // printf 'plumbline/1|4d2989c17f7ec52c|Volume/pg|create||additive' | sha256sum
  it('has an empty field for an object that is not there yet', () => {
    const creation = { ref: 'Volume/pg', op: 'create', backendId: null, class: 'additive' } as const;
    assert.is(approvalKey(SYSTEM, creation), '464131e6a68bc683f560e95f8a4e755665f73b55c37f7a1c3f9946695e4664df');
  });

  for (const [what, other] of Object.entries({
    'another object of the name': { ...removal, backendId: 'c98eaac600000002' },
    'another object': { ...removal, ref: 'Volume/pg2' },
    'another operation': { ...removal, op: 'grow' },
    'another class': { ...removal, class: 'additive' satisfies ChangeClass },
  } as const)) {
    it(`is another one for ${what}`, () => assert.is.not(approvalKey(SYSTEM, other), approvalKey(SYSTEM, removal)));
  }

  const lowered = { ref: 'StoragePool/gold', op: 'update', backendId: 'p1', class: 'destructive' } as const;
  const spare = (from: number, to: number) => ({ ...lowered, fields: [{ path: 'sparePercent', from, to }] });

  it('names what is changed of an object, and to what', () => {
    const keys = [spare(10, 5), spare(10, 1), spare(20, 5), { ...lowered, fields: [{ path: 'rebuild.enabled', from: true, to: false }] }];
    assert.is(new Set(keys.map((one) => approvalKey(SYSTEM, one))).size, keys.length);
    const asked = [spare(10, 5), spare(10, 1)].map((one) => ({ ...one, class: 'additive', consent: 'approval' }) as const);
    assert.is(new Set(asked.map((one) => approvalKey(SYSTEM, one))).size, 2);
  });

  it('is the same however far a removal has got', () => {
    const draining = { ...removal, fields: [{ path: 'state', from: 'Removing', to: null }] };
    assert.is(approvalKey(SYSTEM, draining), approvalKey(SYSTEM, removal));
  });

  it('is the same for what nobody is asked about, whatever is changed', () => {
    const [one, other] = [spare(5, 10), spare(5, 20)].map((made) => approvalKey(SYSTEM, { ...made, class: 'additive' }));
    assert.is(one, other);
  });

  it('is another one in another system', () => assert.is.not(approvalKey('other', removal), approvalKey(SYSTEM, removal)));
});
