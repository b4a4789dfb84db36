/** Plays a row in a world of its own; judged by what the systems received. */
import type { TestContext } from '../helpers/suite.ts';
import { assert } from '../helpers/suite.ts';
import type { Row } from './row.ts';
import { openWorld } from './world.ts';

/** What a guard is there for has happened. */
export class Harm extends Error {}

/** Throws when what would be lost is not there, when the agent does harm, or not what it must once it may. */
export async function play(row: Row, context: Pick<TestContext, 'after'>): Promise<void> {
  const world = await openWorld(context, row.world);
  await row.arrange?.(world);
  assert.ok(await row.lost.isThere(world), `What would be lost is not there: ${row.lost.what}`);
  world.mark();
  await row.happens(world);
  await world.passes(row.passes);
  const [did, may] = [world.writes().join(', '), (row.may ?? []).join(', ')];
  if (did !== may) throw new Harm(`It did "${did}" and may do "${may}". This was in danger: ${row.lost.what}.\n${world.story()}`);
  const harm = (await row.harm?.(world)) ?? null;
  if (harm !== null) throw new Harm(`${harm}\n${world.story()}`);
  if (row.consent === undefined) return;
  world.mark();
  await row.consent.give(world);
  await world.passes();
  assert.equal(world.writes(), row.consent.makes, `What was consented to is not what was made.\n${world.story()}`);
}
