/**
 * `npm run test:moto [-- --python PYTHON]`: the life of a disk against Python's moto server, which comes from PyPI. The last
 * line is `moto VERSION answered N requests`. Without moto, or without a single request, it ends with 1.
 */
import { parseArgs } from 'node:util';
import { EC2 } from '@aws-sdk/client-ec2';
import { lifeOfADisk } from './life.ts';
import type { Step } from './life.ts';
import { startMoto } from './server.ts';

const HOW = `moto is not installed for this Python. To install it beside everything else:
  python3 -m venv /tmp/moto && /tmp/moto/bin/pip install 'moto[server]'
  npm run test:moto -- --python /tmp/moto/bin/python`;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The machine that the disk will be attached to. */
async function runInstance(url: string): Promise<void> {
  const ec2 = new EC2({ region: 'us-east-1', endpoint: url });
  const image = { ImageId: 'ami-12c6146b', MinCount: 1, MaxCount: 1 } as const;
  await ec2.runInstances({ ...image, InstanceType: 'm5.large', Placement: { AvailabilityZone: 'us-east-1a' } });
}

/** Whether it went well; the steps after one that did not would say nothing. */
async function play(steps: readonly Step[]): Promise<boolean> {
  for (const { name, run } of steps) {
    try {
      await run();
      print(`ok    ${name}`);
    } catch (thrown) {
      print(`FAIL  ${name}`);
      print(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
      return false;
    }
  }
  return true;
}

const { values } = parseArgs({ options: { python: { type: 'string', default: 'python3' } } });
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});
const moto = await startMoto(values.python);
if (moto === null) {
  print(HOW);
  process.exitCode = 1;
} else {
  try {
    await runInstance(moto.url);
    const isGood = await play(lifeOfADisk(moto.url));
    process.exitCode = isGood && moto.answered() > 0 ? 0 : 1;
  } finally {
    await moto.stop();
    print(`moto ${moto.version} answered ${moto.answered()} requests`);
  }
}
