/** What a Framework is linked to, and when a scaleio-framework may stand beside cloud disks. */
import type { Desired } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';

const VOLUMES = ['es0data', 'es1data', 'es2data'].map((name) => documentOf('Volume', name, 'spec: { pool: gold, sizeGiB: 16 }'));
const NODE = documentOf('StorageNode', 'n1', 'spec: { protectionDomain: pd }');
const POOL = documentOf(
  'StoragePool',
  'grown',
  'spec:\n  protectionDomain: pd\n  cloudDisks: { provider: aws-ebs, rows: {}, limits: { rows: 1, rawGiB: 1, monthlyUsd: 1 } }',
);
const GROWING = `${NODE}---\n${POOL}`;
const SCALEIO = appOf('cmd: chmod u+x scaleio-scheduler && ./scaleio-scheduler -rest.port=$PORT', '/sio');

function frameworkOf(name: string, lines: string): string {
  return documentOf('Framework', name, `spec:\n  app: /${name}\n  registration: { name: ${name} }\n${lines}`);
}

async function load(...texts: readonly string[]): Promise<Desired> {
  const loaded = await loadFiles({ ...VALID, 'prod/x.yaml': texts.join('---\n') });
  assert.ok(loaded.kind === 'ok', JSON.stringify(loaded));
  assert.equal(loaded.warnings, []);
  return loaded.desired;
}

describe('a Framework', (it) => {
  it('is linked to its app, and both to the volumes that it will ask for', async () => {
    const mounting = appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: pg }\ndependencies: [/web]', '/es');
    const { docs } = await load(mounting, ...VOLUMES, frameworkOf('es', '  volumes: ["es{0..1}data", es2data]'));
    const volumes = ['Volume/es0data', 'Volume/es1data', 'Volume/es2data'];
    assert.equal(docs.Framework.get('es')?.links, ['App//es', ...volumes]);
    assert.equal(docs.App.get('/es')?.links, ['Volume/pg', 'App//web', ...volumes]);
    assert.equal(docs.App.get('/web')?.links, []);
  });

  it('goes by the names that volumes have in ScaleIO', async () => {
    const renamed = documentOf('Volume', 'logs', 'spec: { pool: gold, sizeGiB: 16, name: es0data }');
    const { docs } = await load(appOf('cmd: sleep 1', '/es'), renamed, frameworkOf('es', '  volumes: ["es{0..0}data"]'));
    assert.equal(docs.Framework.get('es')?.links, ['App//es', 'Volume/logs']);
  });

  it('may have several instances that stand in for each other', async () => {
    const standby = 'spec: { app: /es, registration: { name: es, keepsId: true } }';
    await load(appOf('cmd: sleep 1\ninstances: 2', '/es'), documentOf('Framework', 'es', standby));
  });

  it('that is absent asks for nothing', async () => {
    const { docs } = await load(`${frameworkOf('es', '  volumes: ["es{0..2}data"]')}state: absent\n`);
    assert.equal(docs.Framework.get('es')?.links, []);
  });

  it('may take disks where none are bought', async () => {
    await load(SCALEIO);
    await load(SCALEIO, documentOf('Framework', 'sio', 'spec: { app: /sio, registration: { name: ScaleIO Framework } }'));
  });

  it('may stand beside cloud disks when it takes only those that it is told of', async () => {
    const imperative = 'spec: { app: /sio, registration: { name: ScaleIO Framework }, imperative: true }';
    await load(SCALEIO, GROWING, documentOf('Framework', 'sio', imperative));
  });

  it('is none of an app that only speaks of one', async () => {
    await load(appOf('cmd: echo not-scaleio-scheduler', '/sio'), GROWING);
  });
});
