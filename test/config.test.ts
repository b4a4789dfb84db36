import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadConfig, secretRules } from '../agent/config.ts';
import { DEFAULT_LIMITS } from '../agent/model/desired.ts';
import { makeRedactor } from '../agent/redact.ts';
import { makeSecrets } from '../agent/secrets.ts';
import { temporaryFolder } from './helpers/git-cli.ts';
import { assert, describe, rejects } from './helpers/suite.ts';
import type { TestContext } from './helpers/suite.ts';

const SMALLEST = {
  cluster: 'prod',
  git: { url: 'http://127.0.0.1/cluster.git' },
  systems: {
    marathon: [{ url: 'http://127.0.0.1:8080' }],
    scaleio: { url: 'https://127.0.0.1', username: 'admin', password: { env: 'P' } },
  },
} as const;

/** Writes a configuration (JSON is YAML) into a folder of its own. */
async function fileWith(context: TestContext, over: object): Promise<string> {
  const file = path.join(await temporaryFolder(context), 'plumbline.yaml');
  await writeFile(file, JSON.stringify({ ...SMALLEST, ...over }));
  return file;
}

describe('the configuration', (it) => {
  it('fills in every default', async (context) => {
    const file = await fileWith(context, {});
    const { git, statusBranch, serve, dataDir, schedule, clockFile, self, pins, ceilings } = await loadConfig(file);
    assert.equal([self, pins, ceilings], [null, {}, null]);
    assert.equal(
      [git.branch, git.path, statusBranch, serve, dataDir, schedule, clockFile],
      ['main', '', 'plumbline/status', null, path.join(path.dirname(file), 'data'), '* * * * *', null],
    );
  });

  it('takes paths from its own folder, wherever the agent is started', async (context) => {
    const file = await fileWith(context, {
      git: { url: '../cluster.git', path: '/clusters/prod/', caFile: 'ca.pem', auth: { password: { file: 'token' } } },
      systems: { ...SMALLEST.systems, scaleio: { ...SMALLEST.systems.scaleio, password: { file: '/run/secret' } } },
      serve: { port: 8080, webhookSecret: { file: 'hook' } },
      data: 'cache',
    });
    const folder = path.dirname(file);
    const settings = await loadConfig(file);
    assert.equal(
      [settings.git.url, settings.git.path, settings.git.caFile],
      [path.resolve(folder, '../cluster.git'), 'clusters/prod', path.join(folder, 'ca.pem')],
    );
    assert.equal(settings.git.auth?.password, { file: path.join(folder, 'token') });
    assert.equal(settings.systems.scaleio.password, { file: '/run/secret' });
    assert.equal(settings.serve, { host: '127.0.0.1', port: 8080, webhookSecret: { file: path.join(folder, 'hook') } });
    assert.is(settings.dataDir, path.join(folder, 'cache'));
  });

  it('says what the agent may not touch, and what it may not exceed', async (context) => {
    const ceilings = { monthlyUsd: 1000.5, disks: 48, disksPerCommit: 0 };
    const settings = await loadConfig(
      await fileWith(context, { self: { app: '/plumbline' }, pins: { scaleio: '4d2989c17f7ec52c' }, ceilings }),
    );
    assert.equal([settings.self, settings.pins, settings.ceilings], ['/plumbline', { scaleio: '4d2989c17f7ec52c' }, ceilings]);
  });

  it('says where the secrets of apps are read, and who may use them', async (context) => {
    const file = await fileWith(context, {
      secrets: { db: { from: { file: 'db' }, for: ['/shop/*'] }, constructor: { from: { env: 'X' }, for: ['/a', '/b'] } },
    });
    const settings = await loadConfig(file);
    assert.equal(settings.secrets.get('db'), { from: { file: path.join(path.dirname(file), 'db') }, for: ['/shop/*'] });
    assert.equal(
      [...secretRules(settings)],
      [
        ['db', ['/shop/*']],
        ['constructor', ['/a', '/b']],
      ],
    );
  });

  it('bounds how much of a commit is read, in bytes and milliseconds', async (context) => {
    assert.equal((await loadConfig(await fileWith(context, {}))).limits, DEFAULT_LIMITS);
    const limits = { fileKiB: 2, totalMiB: 3, files: 4, documents: 5, depth: 8, aliases: 0, seconds: 7 };
    const read = (await loadConfig(await fileWith(context, { limits }))).limits;
    assert.equal(read, { fileBytes: 2048, totalBytes: 3_145_728, files: 4, documents: 5, depth: 8, aliases: 0, loadMs: 7000 });
    assert.equal((await loadConfig(await fileWith(context, { limits: { files: 9 } }))).limits, { ...DEFAULT_LIMITS, files: 9 });
  });

  for (const limits of [
    { self: { app: 'plumbline' } },
    { pins: { scaleio: '' } },
    { pins: { marathons: 'x' } },
    { pins: { 'marathon:': 'x' } },
    { ceilings: { monthlyUsd: -1, disks: 1, disksPerCommit: 1 } },
    { ceilings: { monthlyUsd: 1, disks: 1 } },
    { secrets: { db: { from: { env: 'X' }, for: [] } } },
    { secrets: { db: { from: 'hush', for: ['*'] } } },
    { secrets: { 'd b': { from: { env: 'X' }, for: ['*'] } } },
    { limits: { depth: 7 } },
    { limits: { fileBytes: 1 } },
  ]) {
    it(`refuses ${JSON.stringify(limits)}`, async (context) => {
      const file = await fileWith(context, limits);
      await rejects(() => loadConfig(file), 'config/invalid');
    });
  }

  for (const branch of ['plumbline', 'plumbline/approve', 'plumbline/approve/x', 'plumbline/grow', 'plumbline/grow/prod']) {
    it(`refuses the status branch ${branch}, which would be in the way of approvals`, async (context) => {
      const file = await fileWith(context, { status: { branch } });
      assert.match(
        (await rejects(() => loadConfig(file), 'config/invalid')).message,
        'in the way of branches plumbline/approve/... and plumbline/grow/...',
      );
    });
  }

  for (const [written, folder] of [
    ['.', ''],
    ['./', ''],
    ['/', ''],
    ['./prod', 'prod'],
    ['x/../clusters//prod/.', 'clusters/prod'],
    ['..prod', '..prod'],
  ] as const) {
    it(`takes git.path ${written} for ${folder || 'the whole repository'}`, async (context) => {
      const { git } = await loadConfig(await fileWith(context, { git: { ...SMALLEST.git, path: written } }));
      assert.is(git.path, folder);
    });
  }

  for (const url of ['git@example.com:ops/cluster.git', 'ssh://git@example.com/a', 'http://example.com/a.git']) {
    it(`leaves the address ${url} for the repository's room to judge`, async (context) => {
      assert.is((await loadConfig(await fileWith(context, { git: { url } }))).git.url, url);
    });
  }

  for (const [name, over, code, says] of [
    ['an unknown key', { sytsems: {} }, 'config/invalid', 'systems'],
    [
      'two Marathons without a name',
      { systems: { ...SMALLEST.systems, marathon: [{ url: 'http://a' }, { url: 'http://b' }] } },
      'config/invalid',
      'systems.marathon has two',
    ],
    [
      'two Marathons of one name',
      { systems: { ...SMALLEST.systems, marathon: ['a', 'b'].map((host) => ({ name: 'x', url: `http://${host}` })) } },
      'config/invalid',
      'systems.marathon has two named x',
    ],
    [
      'one Marathon under two names',
      { systems: { ...SMALLEST.systems, marathon: [{ url: 'http://a/' }, { name: 'x', url: 'http://A:80' }] } },
      'config/invalid',
      'systems.marathon names http://a in two entries',
    ],
    [
      "one Metronome as another one's peer",
      { systems: { ...SMALLEST.systems, metronome: [{ url: 'http://a' }, { name: 'x', url: 'http://b', peers: ['http://a'] }] } },
      'config/invalid',
      'systems.metronome names http://a in two entries',
    ],
    [
      'a clock beside a remote peer',
      { systems: { ...SMALLEST.systems, marathon: [{ url: 'http://127.0.0.1', peers: ['http://10.0.0.7'] }] }, clock: { file: 'c' } },
      'config/clock-not-loopback',
      '10.0.0.7',
    ],
    [
      'a clock beside a remote master',
      { systems: { ...SMALLEST.systems, mesos: { masters: ['http://10.0.0.8:5050'] } }, clock: { file: 'c' } },
      'config/clock-not-loopback',
      '10.0.0.8',
    ],
    [
      'a credential in an address',
      { systems: { ...SMALLEST.systems, marathon: [{ url: 'http://u:hush@a' }] } },
      'config/invalid',
      'marathon',
    ],
    [
      'a secret in plain text',
      { systems: { ...SMALLEST.systems, scaleio: { ...SMALLEST.systems.scaleio, password: 'hush' } } },
      'config/invalid',
      'password',
    ],
    ['a credential in the address of git', { git: { url: 'http://u:hush@a/b' }, status: { branch: 'main' } }, 'config/invalid', 'main'],
    ['a folder outside of the repository', { git: { ...SMALLEST.git, path: 'x/../..' } }, 'config/invalid', 'out of the repository'],
    ['a port that is none', { systems: { ...SMALLEST.systems, marathon: [{ url: 'http://a:99999' }] } }, 'config/invalid', 'port'],
    ['one branch for status and declarations', { status: { branch: 'main' } }, 'config/invalid', 'main'],
    [
      'a clock beside a remote git',
      { git: { url: 'http://example.com/a.git' }, clock: { file: 'c' } },
      'config/clock-not-loopback',
      'example.com',
    ],
    [
      'a clock beside a remote system',
      { systems: { ...SMALLEST.systems, marathon: [{ url: 'http://10.0.0.1' }] }, clock: { file: 'c' } },
      'config/clock-not-loopback',
      '10.0.0.1',
    ],
    [
      'a clock beside a name that only begins like this machine',
      { systems: { ...SMALLEST.systems, marathon: [{ url: 'http://127.0.0.1.example.com' }] }, clock: { file: 'c' } },
      'config/clock-not-loopback',
      'example.com',
    ],
  ] as const) {
    it(`is refused with ${name}`, async (context) => {
      const file = await fileWith(context, over);
      const error = await rejects(() => loadConfig(file), code);
      assert.match(error.message, says);
      assert.not.match(error.message, 'hush');
    });
  }
});

describe('secrets', (it) => {
  it('are read from the environment or a file, anew each time, and masked from then on', async (context) => {
    const file = path.join(await temporaryFolder(context), 'secret');
    const redactor = makeRedactor();
    const secrets = makeSecrets({ P: 'from-env' }, redactor);
    await writeFile(file, 'from-file\n');
    assert.equal([(await secrets.read({ env: 'P' })).reveal(), (await secrets.read({ file })).reveal()], ['from-env', 'from-file']);
    await writeFile(file, 'rotated');
    assert.is((await secrets.read({ file })).reveal(), 'rotated');
    assert.is(redactor.text('from-env from-file rotated'), '*** *** ***');
  });

  for (const [name, ref] of [
    ['a variable that is not set', { env: 'NOT_SET' }],
    ['an empty variable', { env: 'EMPTY' }],
    ['a file that is not there', { file: '/nonexistent/secret' }],
    ['an empty file', { file: '/dev/null' }],
  ] as const) {
    it(`are refused from ${name}, by its name`, async () => {
      const error = await rejects(() => makeSecrets({ EMPTY: '' }, makeRedactor()).read(ref), 'config/secret-unreadable');
      assert.match(error.message, 'env' in ref ? ref.env : ref.file);
    });
  }
});
