/** Every field that the agent looks for in an answer of Mesos is in a recorded one, so that a misspelt one is noticed. */
import { readdirSync, readFileSync } from 'node:fs';
import { assert, describe } from '../../helpers/suite.ts';

const FIXTURES = new URL('../../fixtures/wire/mesos/', import.meta.url);
const CLIENT = new URL('../../../agent/systems/mesos/client/', import.meta.url);

/** Of masters before 1.2, and of tasks of a real Marathon (PortDiscovery.scala): what the recorded cluster had not. */
const NOT_RECORDED = ['orphan_tasks', 'labels'];

/** Names in brackets, and as an argument of what takes a field by its name. */
const LOOKED_FOR = /\['(\w+)'\]|\b(?:textOf|flagOf|idOf|answerIn)\(\w+, '(\w+)'/g;

function namesIn(value: unknown, found: Set<string>): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) found.add(name);
    namesIn(inner, found);
  }
  return found;
}

describe('the wire bodies of Mesos', (it) => {
  const files = readdirSync(FIXTURES).map(
    (file) => JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')) as { readonly source: string },
  );

  it('have every field that the agent reads', () => {
    const recorded = files.reduce((found, file) => namesIn(file, found), new Set<string>());
    const sources = ['decode.ts', 'ports.ts'].map((file) => readFileSync(new URL(file, CLIENT), 'utf8'));
    const read = sources.flatMap((text) => [...text.matchAll(LOOKED_FOR)].map(([, one, other]) => one ?? other ?? ''));
    assert.ok(read.length > 20, read.join(', '));
    assert.equal(
      read.filter((name) => !recorded.has(name) && !NOT_RECORDED.includes(name)),
      [],
    );
  });

  it('say where they come from', () => {
    for (const { source } of files) assert.match(source, /^recorded from Apache Mesos 1\.12/);
  });
});
