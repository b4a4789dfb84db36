/** Asks the simulated Marathon for definitions that it must refuse. */
import { assert } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { simulate, SLEEPER } from '../simulated.ts';

export interface Refused {
  readonly app: object;
  readonly path: string;
  readonly error: string;
  readonly id?: string;
  /** The newest there is unless said otherwise. */
  readonly version?: string;
}

/** The test's name. */
export function nameOf({ app, path, error, id = '/shop/a', version = '1.10' }: Refused): string {
  return `${JSON.stringify(app)} as ${id} in ${version}: ${path} ${error}`;
}

/** Fails unless the definition is refused there and so, and nothing is stored. */
export async function refuses(context: TestContext, { app, path, error, id = '/shop/a', version = '1.10' }: Refused): Promise<void> {
  const { marathon } = await simulate(context, { profiles: { marathon: version } });
  const reply = await marathon('POST', '/v2/apps', { id, ...app });
  assert.is(reply.status, 422, reply.text);
  const details = reply.json.details.filter((one) => one.path === path);
  assert.is(details.length, 1, reply.text);
  assert.match(details[0]?.errors.join() ?? '', error);
  assert.equal((await marathon('GET', '/v2/apps')).json.apps, []);
}

/** An app in /shop with a local persistent volume. */
export function persistent(info: object, volume: object = {}): object {
  const volumes = [{ containerPath: 'data', mode: 'RW', persistent: { size: 10, ...info }, ...volume }];
  return { ...SLEEPER, role: 'shop', container: { type: 'MESOS', volumes } };
}

export const IMAGE = { image: 'nginx' };
