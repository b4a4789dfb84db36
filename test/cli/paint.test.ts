/** When output is coloured: the process around the verb decides, through Io. */
import { openSite } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

describe('colours', (it) => {
  it('is coloured only for a terminal that wants it', OPTIONS, async (context) => {
    const site = await openSite(context);
    const colored = async (args: readonly string[], around: object): Promise<boolean> =>
      (await site.command(['plan', ...args], around)).out.includes('\u001B[');
    assert.is(await colored([], { isTerminal: true }), true);
    assert.is(await colored([], { isTerminal: false }), false);
    assert.is(await colored(['--no-color'], { isTerminal: true }), false);
    assert.is(await colored([], { isTerminal: true, environment: { NO_COLOR: '1' } }), false);
    assert.is(await colored(['-o', 'json'], { isTerminal: true }), false);
  });
});
