import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { Written } from '../../../agent/model/change.ts';
import type { ScaleioAction } from '../../../agent/systems/scaleio/types.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { diskChange } from './docs.ts';
import { bodyOf } from './fixtures.ts';
import { openStub } from './gateway.ts';

type Stub = Parameters<typeof openStub>[1];
const ACTION: ScaleioAction = { system: 'scaleio', do: 'setVolumeName', args: { volumeId: 'v', newName: 'other' } };

/** A gateway of 2.6 that answers actions so. */
function gateway(action: string): Stub {
  const [volume] = bodyOf('volumes') as readonly object[];
  const bodies: { readonly [path: string]: string } = {
    '/api/login': '"dG9rZW4"',
    '/api/version': '"2.6"',
    '/api/instances/Volume::v': JSON.stringify(volume),
  };
  return (path) => ({ status: 200, body: path.includes('/action/') ? action : (bodies[path] ?? '[]') });
}

async function made(test: TestContext, answer: string): Promise<Written> {
  const { system, ctx } = await openStub(test, gateway(answer));
  await system.read(ctx, NOTHING_SOUGHT);
  return system.write(diskChange(ACTION, 'v'), ctx);
}

describe("the answer to an action of ScaleIO's", (it) => {
  for (const answer of ['', ' \n', '{}', '[]', '{"id":"a1"}', '"a1b2"', 'a1b2']) {
    it(`says that it was made: ${JSON.stringify(answer)}`, async (test) => assert.is((await made(test, answer)).kind, 'applied'));
  }

  for (const answer of ['<html>Please sign in</html>', '<html/>', '<!doctype html>\n<p>{}', 'Please sign in', '{"id":"a1"', '{} <br>']) {
    it(`leaves open whether it was made: ${JSON.stringify(answer)}`, async (test) => {
      const error = await rejects(() => made(test, answer), 'scaleio/unexpected-answer');
      assert.match(error.message, 'asked to rename volume v is not that of a ScaleIO gateway');
      assert.match(error.message, 'ScaleIO may have done it, or not');
    });
  }
});
