/** Each row of a topic as one test. */
import { describe } from '../helpers/suite.ts';
import { play } from './play.ts';
import type { Topic } from './row.ts';

export function describeRows(topic: Topic): void {
  describe(topic.title, (it) => {
    for (const row of topic.rows) it(row.test, { needs: ['git'], timeoutMs: 30_000 }, (context) => play(row, context));
  });
}
