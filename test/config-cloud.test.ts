import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadConfig } from '../agent/config.ts';
import type { Settings } from '../agent/config.ts';
import { temporaryFolder } from './helpers/git-cli.ts';
import { assert, describe, rejects } from './helpers/suite.ts';
import type { TestContext } from './helpers/suite.ts';

const SYSTEMS = {
  marathon: [{ url: 'http://127.0.0.1:8080' }],
  scaleio: { url: 'https://127.0.0.1', username: 'admin', password: { env: 'P' } },
} as const;
const EBS = { provider: 'aws-ebs', region: 'us-east-1' } as const;
const DISK = { host: '10.0.0.11', path: '/dev/disk/by-id/wwn-1', sizeGiB: 180, pool: 'gold', row: 'r1' } as const;

async function load(context: TestContext, cloud: object | undefined, over: object = {}): Promise<Settings> {
  const file = path.join(await temporaryFolder(context), 'plumbline.yaml');
  const systems = { ...SYSTEMS, ...(cloud === undefined ? {} : { cloud }) };
  await writeFile(file, JSON.stringify({ cluster: 'prod', git: { url: 'http://127.0.0.1/cluster.git' }, systems, ...over }));
  return loadConfig(file);
}

describe('the configuration of a cloud', (it) => {
  it('may be left out, and so may its prices', async (context) => {
    const { systems, prices } = await load(context, undefined);
    assert.equal([systems.cloud, prices], [undefined, null]);
  });

  it('names a region, and a VPC or another address if need be', async (context) => {
    const cloud = { ...EBS, vpc: 'vpc-0a1b', endpoint: 'http://127.0.0.1:4566' };
    assert.equal((await load(context, cloud)).systems.cloud, cloud);
  });

  it('pins the account, and gives prices with their date', async (context) => {
    const prices = { asOf: '2026-11-20', types: { gp3: { gibUsd: 0.08 } } };
    const settings = await load(context, EBS, { pins: { 'cloud-disks': '123456789012/us-east-1' }, prices });
    assert.equal([settings.pins, settings.prices], [{ 'cloud-disks': '123456789012/us-east-1' }, prices]);
  });

  for (const [name, cloud] of [
    ['no region', { provider: 'aws-ebs' }],
    ['a region that is an address', { provider: 'aws-ebs', region: 'ec2.example.com' }],
    ['a credential', { ...EBS, accessKeyId: 'AKIA' }],
    ['a credential in an address', { ...EBS, endpoint: 'http://u:hush@127.0.0.1' }],
    ['another provider', { provider: 'gce-pd', region: 'us-east1-b' }],
    ['a static disk without a row', { provider: 'static', disks: [{ ...DISK, row: undefined }] }],
  ] as const) {
    it(`is refused with ${name}`, async (context) => {
      const { message } = await rejects(() => load(context, cloud), 'config/invalid');
      assert.match(message, 'cloud');
      assert.not.match(message, 'hush');
    });
  }

  for (const prices of [{ types: {} }, { asOf: 'today', types: {} }, { asOf: '2026-11-20', types: { gp3: {} } }]) {
    it(`is refused with the prices ${JSON.stringify(prices)}`, async (context) => {
      await rejects(() => load(context, EBS, { prices }), 'config/invalid');
    });
  }

  it('is refused with an address that is none', async (context) => {
    await rejects(() => load(context, { ...EBS, endpoint: 'http://127.0.0.1:99999' }), 'config/invalid');
  });

  for (const [name, cloud] of [
    ["the region's own address", EBS],
    ['another machine', { ...EBS, endpoint: 'http://10.0.0.1' }],
  ] as const) {
    it(`takes no simulated time with ${name}`, async (context) => {
      await rejects(() => load(context, cloud, { clock: { file: 'c' } }), 'config/clock-not-loopback');
    });
  }

  it('takes simulated time with an address on this machine, and with disks that people plug in', async (context) => {
    await load(context, { ...EBS, endpoint: 'http://127.0.0.1:1' }, { clock: { file: 'c' } });
    await load(context, { provider: 'static', disks: [DISK] }, { clock: { file: 'c' } });
  });

  it('takes one disk for each row on each host', async (context) => {
    const disks = [DISK, { ...DISK, path: '/dev/sdc', row: 'r2' }, { ...DISK, host: '10.0.0.12' }];
    await load(context, { provider: 'static', disks });
  });

  for (const [name, disk, says] of [
    ['one disk for two rows', { ...DISK, row: 'r2' }, '/dev/disk/by-id/wwn-1 of 10.0.0.11 twice'],
    ['two disks for one row on one host', { ...DISK, path: '/dev/sdc' }, 'row r1 of gold on 10.0.0.11 twice'],
  ] as const) {
    it(`is refused with ${name}`, async (context) => {
      assert.match((await rejects(() => load(context, { provider: 'static', disks: [DISK, disk] }), 'config/invalid')).message, says);
    });
  }
});
