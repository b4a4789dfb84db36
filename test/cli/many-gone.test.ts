/** What went behind git's back is asked for by name, 50 objects at once: that the others wait is no failure. */
import { assert, describe } from '../helpers/suite.ts';
import { openSite } from '../helpers/site.ts';
import { request } from 'undici';

const COUNT = 60;
const OPTIONS = { needs: ['git'], timeoutMs: 60_000 } as const;

function app(index: number): string {
  return `apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /many/n${index} }\nspec: { cmd: serve, cpus: 0.1, mem: 32, instances: 0 }\n`;
}

describe('many apps that went at once', (it) => {
  it('are no reason to fail', OPTIONS, async (context) => {
    const site = await openSite(context, { files: { 'many.yaml': Array.from({ length: COUNT }, (_, index) => app(index)).join('---\n') } });
    await site.command(['apply', '--wait', '0s']);
    site.sim.advance(60_000);
    await site.command(['apply', '--wait', '0s']);
    for (let index = 0; index < COUNT; index += 1) {
      const answer = await request(`${site.sim.marathon}/v2/apps/many/n${index}?force=false`, { method: 'DELETE' });
      await answer.body.dump();
      assert.is(answer.statusCode, 200);
    }
    const { code, out } = await site.command(['plan']);
    assert.is(code, 2, out);
    assert.match(out, /create/, 'those that were asked for are planned');
  });
});
