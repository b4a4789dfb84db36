import { refusal } from '../../../agent/systems/scaleio/client/answers.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { fixture } from './fixtures.ts';

describe('a refusal of a ScaleIO gateway', (it) => {
  const answer = (body: string | Buffer, status: number): Parameters<typeof refusal>[1] => ({
    status,
    headers: {},
    body: Buffer.from(body),
  });
  const recorded: readonly [string, number, string][] = [
    ['error-volume-name-in-use', 500, 'scaleio/changed-meanwhile'],
    ['error-volume-not-found', 500, 'scaleio/changed-meanwhile'],
    ['error-volume-decrease', 500, 'scaleio/changed-meanwhile'],
    ['error-volume-size-illegal', 500, 'scaleio/refused'],
    ['error-long-name', 500, 'scaleio/refused'],
    ['error-too-few-fault-units', 500, 'scaleio/refused'],
    ['error-volume-mapped', 500, 'scaleio/not-yet'],
    ['error-missing-parameter', 400, 'scaleio/refused'],
    ['error-device-not-opened', 500, 'scaleio/device-not-opened'],
    ['error-device-adding', 500, 'scaleio/not-yet'],
    ['error-device-name-in-use', 500, 'scaleio/changed-meanwhile'],
    ['error-device-last-of-sds', 500, 'scaleio/refused'],
    ['error-device-no-spares', 500, 'scaleio/refused'],
    ['error-relationship', 500, 'scaleio/busy'],
  ];
  for (const [name, status, code] of recorded) {
    it(`${name} is ${code}`, () => assert.is(refusal('create volume pg', answer(fixture(name), status)).code.code, code));
  }

  const made = (errorCode: number, status = 500): string => JSON.stringify({ message: 'Words', httpStatusCode: status, errorCode });
  const classes: readonly [readonly number[], string][] = [
    [[32, 68, 69, 70, 164], 'transient'],
    [[78, 79, 80, 81, 84, 98, 99, 100, 173, 306, 103, 104, 126, 135, 138, 145, 163, 206, 212, 218, 219, 220], 'waiting'],
    [[61, 67, 71, 72, 73, 125, 136, 144, 165, 182, 184, 195, 207, 208, 225, 226, 309, 9999], 'stalled'],
  ];
  for (const [codes, expected] of classes) {
    it(`is ${expected} for the return codes ${codes.join(', ')}`, () => {
      assert.equal(
        codes.map((rc) => refusal('act', answer(made(rc), 500)).code.class),
        codes.map(() => expected),
      );
    });
  }

  it('goes by the code, not by the status or the words', () => {
    assert.is(refusal('act', answer(made(99, 400), 400)).code.code, 'scaleio/changed-meanwhile');
  });

  it('says what was asked, what ScaleIO says and the code by number and name', () => {
    const { message } = refusal('create volume pg', answer(fixture('error-volume-name-in-use'), 500));
    assert.is(
      message,
      'ScaleIO refused to create volume pg: Volume name already in use. Please use a different name. (rc 99 VOL_NAME_IN_USE)',
    );
  });

  it('looks into the first detail of a batch', () => {
    const body = {
      message: 'Error with details',
      httpStatusCode: 500,
      errorCode: 1,
      details: [{ error: 'X', rc: 182, errorMessage: 'Too many' }],
    };
    assert.match(refusal('act', answer(JSON.stringify(body), 500)).message, /Too many \(rc 182 TOO_MANY_SNAPS_IN_VTREE\)$/);
  });

  const byName: readonly [string, string][] = [
    ['MDM_BUSY', 'scaleio/busy'],
    ['TOO_MANY_SESSIONS', 'scaleio/busy'],
    ['DEGRADED_OR_FAILED_DATA', 'scaleio/not-yet'],
    ['VTREE_MIGRATION_ALREADY_EXISTS', 'scaleio/not-yet'],
    ['TGT_DEVICE_NAME_CHANGED', 'scaleio/changed-meanwhile'],
    ['VOL_NAME_IN_USE', 'scaleio/changed-meanwhile'],
    ['FILE_MIGRATION_ABORTED', 'scaleio/refused'],
  ];
  for (const [error, code] of byName) {
    it(`goes by the name ${error} where the number says nothing`, () => {
      const body = { message: 'Error with details', httpStatusCode: 500, errorCode: 1, details: [{ error, rc: 999, errorMessage: '' }] };
      const { code: found, message } = refusal('act', answer(JSON.stringify(body), 500));
      assert.equal([found.code, message], [code, `ScaleIO refused to act: ${error} (rc 999 ${error})`]);
    });
  }

  it('copes with no body and with HTML', () => {
    assert.is(refusal('act', answer('', 503)).code.code, 'scaleio/busy');
    assert.is(refusal('act', answer('<html>', 500)).code.code, 'scaleio/busy');
    assert.is(refusal('act', answer('<html>', 404)).code.code, 'scaleio/unexpected-answer');
    assert.is(refusal('act', answer('', 302)).code.code, 'scaleio/redirected');
  });
});
