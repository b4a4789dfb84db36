import { PlumblineError } from '../agent/errors.ts';
import type { Outcome, Result } from '../agent/model/change.ts';
import type { Desired } from '../agent/model/desired.ts';
import type { Repo } from '../agent/model/repo.ts';
import { withPlaces } from '../agent/refused-fields.ts';
import { marathonErrors } from '../agent/systems/marathon/errors.ts';
import { loadDesired } from '../agent/desired/load.ts';
import { DEFAULT_LIMITS } from '../agent/model/desired.ts';
import { change, testCtx } from './helpers/builders.ts';
import { assert, describe } from './helpers/suite.ts';
import { memorySource } from './desired/memory-source.ts';

const FILES = {
  'cluster.yaml': 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata:\n  name: prod\nspec:\n  sources: [{ files: bare.json, as: App }]\n',
  'web.yaml': `apiVersion: plumbline/v1
kind: App
metadata:
  name: /web
spec:
  cmd: serve
  container:
    type: MESOS
    volumes:
      - containerPath: data
        mode: RW
        external: { name: pg, provider: dvdi, options: { dvdi/driver: rexray } }
`,
  'bare.json': '{\n  "id": "/bare",\n  "cmd": "serve",\n  "cpus": 2\n}\n',
};

const source = memorySource(FILES);

async function loaded(): Promise<Desired> {
  const options = { path: '', cluster: 'prod', limits: DEFAULT_LIMITS, secrets: new Map(), monotonicMs: () => 0 };
  const read = await loadDesired(source, options);
  if (read.kind === 'refused') throw new Error(read.errors.map(({ message }) => message).join(' '));
  return read.desired;
}

function refused(ref: 'App//web' | 'App//bare', ...fields: readonly string[]): Result {
  const error = new PlumblineError(marathonErrors.rejected, 'Marathon answered with 422: it is wrong.', { refused: fields });
  return { change: change(ref), outcome: { kind: 'failed', error } };
}

async function told(result: Result, repo: Partial<Repo> = { source: async () => source }): Promise<string> {
  const [first] = await withPlaces({ repo: repo as Repo, ctx: testCtx() }, await loaded(), [result]);
  const outcome: Outcome | undefined = first?.outcome;
  return outcome?.kind === 'failed' ? outcome.error.message : '';
}

describe('the place of a field that a system refused', (it) => {
  const rows = [
    { name: 'is where it stands in the file', field: 'container/volumes/0/external/provider', at: 'web.yaml:12:41' },
    { name: 'is that of what is around it, when it is not written', field: 'container/volumes/0/persistent', at: 'web.yaml:10:9' },
    { name: 'is that of the spec, when nothing of it is written', field: 'upgradeStrategy/minimumHealthCapacity', at: 'web.yaml:6:3' },
    { name: 'is that of the spec, when the whole app is refused', field: '', at: 'web.yaml:6:3' },
  ];
  for (const { name, field, at } of rows) {
    it(name, async () => assert.is(await told(refused('App//web', field)), `Marathon answered with 422: it is wrong (${at}).`));
  }

  it('is found in the JSON of Marathon, too', async () => {
    assert.is(await told(refused('App//bare', 'cpus')), 'Marathon answered with 422: it is wrong (bare.json:4:11).');
  });

  it('is told of three at most, each once', async () => {
    const message = await told(refused('App//web', 'cmd', 'cmd', 'container/type', 'container/volumes'));
    assert.ok(message.endsWith('(web.yaml:6:8, web.yaml:8:11).'), message);
  });

  it('is left out where nothing is refused, and where git cannot be read', async () => {
    const text = 'Marathon answered with 422: it is wrong.';
    assert.is(await told(refused('App//web')), text);
    assert.is(await told(refused('App//web', 'cmd'), { source: () => Promise.reject(new Error('gone')) }), text);
  });
});
