import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { WriteCtx } from '../../../agent/model/system.ts';
import type { CloudDisk } from '../../../agent/systems/cloud-disks/types.ts';
import { cloudDisksSystem } from '../../../agent/systems/cloud-disks/system.ts';
import { NOON } from '../../helpers/builders.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import type { Bench } from './bench.ts';
import { contextAt, createArgs, make, slotOn } from './bench.ts';
import { errorReply, onlyVolume, startWire, wire } from './wire.ts';
import type { Asked, Reply } from './wire.ts';

interface Speaking extends Pick<Bench, 'system' | 'ctx'> {
  readonly asked: readonly Asked[];
}

async function speak(
  test: TestContext,
  replies: { readonly [action: string]: readonly Reply[] } = {},
  over: { readonly cluster?: string; readonly isSimulated?: boolean; readonly ctx?: Partial<WriteCtx> } = {},
): Promise<Speaking> {
  const { url, asked } = await startWire(test, replies);
  const { cluster = 'prod', isSimulated = true, ctx = {} } = over;
  const system = cloudDisksSystem({ provider: 'aws-ebs', region: 'us-east-1', endpoint: url }, { cluster, isSimulated });
  return { system, ctx: contextAt(test, () => NOON, ctx), asked };
}

const FIRST = 'vol-0123456789abcdef0';
const SECOND = 'vol-0fedcba9876543210';
const HOST = 'i-0b2c3d4e5f6071829';
const EMPTY = wire('describe-volumes-empty');

function attach(speaking: Pick<Bench, 'system' | 'ctx'>): ReturnType<typeof make> {
  return make(speaking, 'attachDisk', { diskId: FIRST, hostId: 'i-1', device: '/dev/xvdba' });
}

describe('EC2 on the wire', (it) => {
  it('shows machines as recorded', async (test) => {
    const { system, ctx } = await speak(test);
    const { hosts, account } = await system.read(ctx, NOTHING_SOUGHT);
    assert.is(account.kind === 'ok' && account.value.id, '123456789012/us-east-1');
    const mappings = [
      { device: '/dev/sda1', diskId: 'vol-00aa11bb22cc33dd4' },
      { device: '/dev/xvdba', diskId: SECOND },
    ];
    const gone = {
      id: 'i-0c3d4e5f60718293a',
      ips: [],
      zone: 'us-east-1a',
      type: 'm4.4xlarge',
      state: 'terminated',
      mappings: [],
      attachFree: 37,
    };
    assert.equal(hosts.kind === 'ok' && hosts.value, [
      { id: HOST, ips: ['10.0.0.12'], zone: 'us-east-1b', type: 'm5.4xlarge', state: 'running', mappings, attachFree: 22 },
      gone,
    ]);
  });

  it('shows disks as recorded', async (test) => {
    const { system, ctx } = await speak(test);
    const { disks } = await system.read(ctx, NOTHING_SOUGHT);
    if (disks.kind === 'unknown') throw disks.error;
    const of = <F>(field: (disk: CloudDisk) => F): readonly F[] => disks.value.map(field);
    assert.equal(
      of(({ slot }) => slot),
      [slotOn({ zone: 'us-east-1a' }, { row: 'r3' }), null, null, null],
    );
    assert.equal(
      of(({ state }) => state),
      ['available', 'in-use', 'in-use', 'creating'],
    );
    assert.equal(
      of(({ iops, throughputMiBs }) => [iops, throughputMiBs]),
      [
        [3000, 125],
        [5000, null],
        [1500, null],
        [null, null],
      ],
    );
    assert.equal(
      of(({ encrypted, kmsKeyId }) => encrypted && kmsKeyId !== null),
      [true, true, false, false],
    );
    assert.equal(
      of(({ modifying }) => modifying),
      [null, { state: 'optimizing', percent: 42 }, null, null],
    );
    const path = '/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0fedcba9876543210';
    const at = Date.UTC(2026, 10, 20, 22, 0, 5);
    assert.equal(of(({ attachments }) => attachments)[1], [{ hostId: HOST, device: '/dev/xvdba', path, state: 'attached', at }]);
  });

  it('is read page by page', async (test) => {
    const { system, ctx, asked } = await speak(test, { DescribeVolumes: [wire('describe-volumes-page'), wire('describe-volumes-empty')] });
    const { disks } = await system.read(ctx, NOTHING_SOUGHT);
    assert.equal(disks.kind === 'ok' && disks.value.map(({ id }) => id), [FIRST]);
    const [first, second] = asked.filter(({ action }) => action === 'DescribeVolumes').map(({ form }) => form);
    assert.equal([first?.['Filter.1.Name'], first?.['Filter.1.Value.1']], ['tag:plumbline/cluster', 'prod']);
    assert.equal([first?.['NextToken'], second?.['NextToken']], [undefined, 'YWZ0ZXIgdm9sLTAxMjM0NTY3ODlhYmNkZWYw']);
  });

  it('is not read for ever', { timeoutMs: 60_000 }, async (test) => {
    const { system, ctx } = await speak(test, { DescribeVolumes: [wire('describe-volumes-page')] });
    const { disks } = await system.read(ctx, NOTHING_SOUGHT);
    assert.match(disks.kind === 'unknown' ? disks.error.message : '', 'goes on after 200 pages');
  });

  for (const [name, spoil] of [
    ['a state nobody knows', (body: string) => body.replace('<status>creating', '<status>dreaming')],
    ['no size', (body: string) => body.replace('<size>180</size>', '')],
    ['no list of attachments', (body: string) => body.replace('<attachmentSet/>', '')],
    ['no tags', (body: string) => body.replace('<tagSet/>', '')],
    ['no list at all', (body: string) => body.replace(/<volumeSet>.*<\/volumeSet>/s, '')],
    ['half an answer', (body: string) => body.slice(0, body.length / 2)],
    ['a page of a proxy', () => '<html><body>Welcome</body></html>'],
    ['nothing', () => ''],
  ] as const) {
    it(`is not known where it answers with ${name}`, async (test) => {
      const body = spoil(wire('describe-volumes').body);
      const { system, ctx } = await speak(test, { DescribeVolumes: [{ status: 200, body }] });
      const { disks } = await system.read(ctx, NOTHING_SOUGHT);
      assert.is(disks.kind === 'unknown' && disks.error.code.code, 'cloud-disks/unexpected-answer');
    });
  }

  for (const [name, spoil] of [
    ['no mappings', (body: string) => body.replace('<blockDeviceMapping/>', '')],
    ['no network interfaces', (body: string) => body.replace('<networkInterfaceSet/>', '')],
    ['a type that is not described', (body: string) => body.replace('m4.4xlarge', 'x9.large')],
  ] as const) {
    it(`does not know its machines where one has ${name}`, async (test) => {
      const body = spoil(wire('describe-instances').body);
      const { system, ctx } = await speak(test, { DescribeInstances: [{ status: 200, body }] });
      const { hosts } = await system.read(ctx, NOTHING_SOUGHT);
      assert.is(hosts.kind === 'unknown' && hosts.error.code.code, 'cloud-disks/unexpected-answer');
    });
  }

  it('does not know how many disks a machine takes where EC2 does not say', async (test) => {
    const body = wire('describe-instance-types').body.replaceAll(/<maximumEbsAttachments>\d+<\/maximumEbsAttachments>/g, '');
    const { system, ctx } = await speak(test, { DescribeInstanceTypes: [{ status: 200, body }] });
    const { hosts } = await system.read(ctx, NOTHING_SOUGHT);
    assert.is(hosts.kind === 'ok' && hosts.value[0]?.attachFree, null);
  });
});

describe('what EC2 refuses', (it) => {
  for (const [fixture, code] of [
    ['error-400-attachment-limit', 'cloud-disks/host-full'],
    ['error-400-device-taken', 'cloud-disks/device-name-taken'],
    ['error-400-incorrect-state', 'cloud-disks/not-yet'],
    ['error-400-instance-not-found', 'cloud-disks/changed-meanwhile'],
    ['error-400-volume-in-use', 'cloud-disks/not-yet'],
    ['error-400-volume-not-found', 'cloud-disks/changed-meanwhile'],
    ['error-400-zone-mismatch', 'cloud-disks/zone-mismatch'],
    ['error-400-shrink', 'cloud-disks/refused'],
    ['error-403-unauthorized', 'cloud-disks/denied'],
    ['error-503-throttled', 'cloud-disks/busy'],
  ] as const) {
    it(`is ${code} for ${fixture} on attaching`, async (test) => {
      const speaking = await speak(test, { AttachVolume: [wire(fixture)], DescribeVolumes: [onlyVolume(FIRST)] });
      const { message } = await rejects(() => attach(speaking), code);
      assert.match(message, /vol-0123456789abcdef0|i-1 has something/);
    });
  }

  for (const [name, status, code] of [
    ['InsufficientVolumeCapacity', 500, 'cloud-disks/no-capacity'],
    ['InternalError', 500, 'cloud-disks/busy'],
    ['SomethingNew', 400, 'cloud-disks/refused'],
    ['SomethingNew', 500, 'cloud-disks/busy'],
    ['AuthFailure', 401, 'cloud-disks/credentials-rejected'],
    ['InvalidParameterCombination', 400, 'cloud-disks/refused'],
  ] as const) {
    it(`is ${code} for ${name} with ${status}`, async (test) => {
      const replies = { CreateVolume: [errorReply(name, status)], DescribeVolumes: [EMPTY] };
      const speaking = await speak(test, replies);
      await rejects(() => make(speaking, 'createDisk', createArgs({ zone: 'us-east-1a' })), code);
    });
  }

  it('is shown with its text, but not with a kilobyte of it', async (test) => {
    const { body } = errorReply('UnauthorizedOperation', 403);
    const long = { status: 403, body: body.replace(/<Message>[^<]*/, `<Message>You are not allowed. ${'x'.repeat(1000)}`) };
    const speaking = await speak(test, { AttachVolume: [long], DescribeVolumes: [onlyVolume(FIRST)] });
    const { message } = await rejects(() => attach(speaking), 'cloud-disks/denied');
    assert.match(message, 'You are not allowed.');
    assert.ok(message.length < 500);
  });

  for (const name of ['error-400-attachment-not-found', 'error-400-incorrect-state']) {
    it(`is nothing to worry about for ${name} on detaching`, async (test) => {
      const removed = '<tagSet><item><key>plumbline/removed</key><value>2026-11-20T22:00:00.000Z</value></item>';
      const marked = onlyVolume(SECOND, (item) => item.replace('<tagSet>', removed));
      const cluster = 'prod & <test>';
      const speaking = await speak(test, { DetachVolume: [wire(name)], DescribeVolumes: [marked] }, { cluster });
      const written = await make(speaking, 'detachDisk', { diskId: SECOND, hostId: HOST, isReversal: false });
      assert.is(written.kind, 'applied');
    });
  }
});

describe('a call to EC2', (it) => {
  const order = createArgs({ zone: 'us-east-1a' });

  it('that changes something is not sent once the look before it is too long ago', async (test) => {
    let monotonicMs = 0;
    const { ctx } = await speak(test);
    const clock = { ...ctx.clock, monotonicMs: () => (monotonicMs += 5000) };
    const speaking = await speak(test, { DescribeVolumes: [EMPTY] }, { ctx: { clock } });
    await rejects(() => make(speaking, 'createDisk', order), 'http/late');
    assert.equal(
      speaking.asked.map(({ action }) => action),
      ['DescribeVolumes'],
    );
  });

  it('ends when the agent does', async (test) => {
    const stopping = new AbortController();
    stopping.abort();
    const speaking = await speak(test, {}, { ctx: { signal: stopping.signal } });
    const { disks } = await speaking.system.read(speaking.ctx, NOTHING_SOUGHT);
    assert.is(disks.kind === 'unknown' && disks.error.code.code, 'http/aborted');
    assert.equal(speaking.asked, []);
  });

  it('says who calls, and is signed', async (test) => {
    const speaking = await speak(test);
    await speaking.system.read(speaking.ctx, NOTHING_SOUGHT);
    for (const { headers } of speaking.asked) {
      assert.is(headers['user-agent'], 'plumbline/0.1.0 (test)');
      assert.match(String(headers['authorization']), /^AWS4-HMAC-SHA256 Credential=simulated\/\d{8}\/us-east-1\/ec2\/aws4_request/);
    }
  });

  it('never names a VolumeId when it lists, so that a bad id spoils nothing', async (test) => {
    const speaking = await speak(test, { DescribeVolumes: [EMPTY], CreateVolume: [wire('create-volume')] });
    await speaking.system.read(speaking.ctx, NOTHING_SOUGHT);
    await make(speaking, 'createDisk', order);
    await speaking.system.check({ system: 'cloud-disks', check: 'gone', backendId: FIRST }, speaking.ctx);
    const listing = speaking.asked.filter(({ action }) => action.startsWith('Describe'));
    assert.ok(listing.length >= 4);
    assert.equal(
      listing.filter(({ form }) => Object.keys(form).some((name) => name.startsWith('VolumeId'))),
      [],
    );
  });
});

describe('the credentials for EC2', (it) => {
  const NAMES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_EC2_METADATA_DISABLED', 'HOME', 'AWS_PROFILE'];

  function setEnvironment(test: TestContext, values: { readonly [name: string]: string }): void {
    const before = NAMES.map((name) => [name, process.env[name]] as const);
    test.after(() => {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });
    for (const name of NAMES) delete process.env[name];
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent', ...values });
  }

  it('come from where the SDK looks for them, and are masked', async (test) => {
    const [secret, token] = ['wJalrXUtnFEMI', 'IQoJb3JpZ2luX2Vj'];
    setEnvironment(test, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token });
    const masked: string[] = [];
    const secrets = { read: () => Promise.reject(new Error('none is read')), mask: (text: string) => void masked.push(text) };
    const speaking = await speak(test, {}, { isSimulated: false, ctx: { secrets } });
    await speaking.system.read(speaking.ctx, NOTHING_SOUGHT);
    assert.match(String(speaking.asked[0]?.headers['authorization']), 'Credential=AKIDEXAMPLE/');
    assert.equal(
      [...new Set(masked)].toSorted((a, b) => a.localeCompare(b)),
      [token, secret].toSorted((a, b) => a.localeCompare(b)),
    );
  });

  it('are missed by name, and nothing is sent without', async (test) => {
    setEnvironment(test, {});
    const speaking = await speak(test, {}, { isSimulated: false });
    const { account } = await speaking.system.read(speaking.ctx, NOTHING_SOUGHT);
    assert.is(account.kind === 'unknown' && account.error.code.code, 'cloud-disks/no-credentials');
    assert.equal(speaking.asked, []);
  });

  it('come without a warning about the version of Node', async (test) => {
    const warnings: string[] = [];
    const onWarning = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', onWarning);
    test.after(() => void process.off('warning', onWarning));
    const { system, ctx } = await speak(test);
    await system.read(ctx, NOTHING_SOUGHT);
    await new Promise((resolve) => setImmediate(resolve));
    assert.not.ok(warnings.includes('NodeVersionSupportWarning'));
  });
});
