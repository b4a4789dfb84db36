/** The pipelines in docs/ci, run as a forge would run them: their scripts by a shell, in a checkout of the example repository. */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { agentCommand } from '../nemesis/agent-child.ts';

const HERE = import.meta.url;
const EXAMPLE = fileURLToPath(new URL('../../examples/cluster-repo', HERE));

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: { readonly [name: string]: unknown };
  readonly 'continue-on-error'?: boolean;
}

interface Workflow {
  readonly on: object;
  readonly env: { readonly [name: string]: string };
  readonly permissions: object;
  readonly jobs: { readonly validate: { readonly permissions?: object; readonly container?: object; readonly steps: readonly Step[] } };
}

interface GitLab {
  readonly variables: { readonly [name: string]: string };
  readonly plumbline: {
    readonly image: { readonly name: string };
    readonly rules: readonly { readonly if: string }[];
    readonly script: readonly string[];
  };
}

/** What a forge would run, one script after the other whatever became of the one before. */
interface Pipeline {
  readonly env: { readonly [name: string]: string };
  readonly scripts: readonly string[];
}

async function textOf(name: string): Promise<string> {
  return readFile(new URL(`../../docs/ci/${name}.yml`, HERE), 'utf8');
}

async function pipelineOf(name: string): Promise<Pipeline> {
  const parsed: unknown = parse(await textOf(name));
  if (name === 'gitlab') {
    const { variables, plumbline } = parsed as GitLab;
    return { env: variables, scripts: [plumbline.script.join('\n')] };
  }
  const { env, jobs } = parsed as Workflow;
  return { env, scripts: jobs.validate.steps.flatMap(({ run }) => (run === undefined ? [] : [run])) };
}

interface Ran {
  readonly code: number;
  readonly out: string;
}

interface Checkout {
  readonly folder: string;
  /** Runs each script; the code is that of the first one that failed. */
  run(pipeline: Pipeline): Promise<Ran>;
}

async function checkout(context: TestContext): Promise<Checkout> {
  const root = await temporaryFolder(context);
  const folder = path.join(root, 'repo');
  await cp(EXAMPLE, folder, { recursive: true });
  await mkdir(path.join(folder, '.git'));
  await mkdir(path.join(root, 'bin'));
  await program(
    path.join(root, 'bin/plumbline'),
    `exec ${agentCommand()
      .map((word) => `"${word}"`)
      .join(' ')} "$@"`,
  );
  // As `docker run ... IMAGE ARGUMENTS` does with the image's entry point, in the folder mounted.
  await program(path.join(root, 'bin/docker'), 'while [ "$1" != "$PLUMBLINE_IMAGE" ]; do shift; done; shift; exec plumbline "$@"');
  const around = { PATH: `${path.join(root, 'bin')}:${process.env['PATH'] ?? ''}`, RUNNER_TEMP: root };
  return {
    folder,
    async run({ env, scripts }) {
      const ran: Ran[] = [];
      for (const script of scripts) ran.push(await bash(script, folder, { ...around, ...env }));
      return { code: ran.find(({ code }) => code !== 0)?.code ?? 0, out: ran.map(({ out }) => out).join('') };
    },
  };
}

async function program(file: string, script: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? 1, out: stdout + stderr });
    });
  });
}

const OPTIONS = { needs: ['bash'], timeoutMs: 60_000 };
const BROKEN = 'apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: v }\nspec: { pool: default, sizeGiB: 20 }\n';

describe('the pipelines for pull requests', (it) => {
  for (const name of ['github', 'gitlab', 'gitea']) {
    it(`${name}: passes the example repository, and fails it with a mistake in an included folder`, OPTIONS, async (context) => {
      const { folder, run } = await checkout(context);
      const pipeline = await pipelineOf(name);
      const good = await run(pipeline);
      assert.is(good.code, 0, good.out);
      assert.match(good.out, /clusters\/prod\/?: 15 documents, no errors, no warnings\./);
      await writeFile(path.join(folder, 'shared/apps/odd, name.yaml'), BROKEN);
      const bad = await run(pipeline);
      assert.is(bad.code, 1, bad.out);
      assert.match(bad.out, /^shared\/apps\/odd, name\.yaml:4:33 {2}spec\.sizeGiB must be a multiple of 8/m);
      if (name === 'github') assert.match(bad.out, '\n::error file=shared/apps/odd%2C name.yaml,line=4,col=33::spec.sizeGiB must be');
    });

    it(`${name}: fails where there is no cluster folder at all`, OPTIONS, async (context) => {
      const { run } = await checkout(context);
      const pipeline = await pipelineOf(name);
      const { code, out } = await run({ ...pipeline, env: { ...pipeline.env, CLUSTERS: 'nowhere/*/' } });
      assert.is(code, 1, out);
      assert.match(out, 'There is no folder nowhere/*/.');
    });

    it(`${name}: fails where a listed folder lost its Cluster document`, OPTIONS, async (context) => {
      const { folder, run } = await checkout(context);
      await rm(path.join(folder, 'clusters/staging/cluster.yaml'));
      const { code, out } = await run(await pipelineOf(name));
      assert.is(code, 1, out);
      assert.match(out, /clusters\/staging\/:1:1 {2}There is no Cluster document/);
    });

    it(`${name}: needs no secret, and runs nothing of a stranger with the rights of the repository`, async () => {
      const text = await textOf(name);
      assert.not.match(text, /secrets\.|pull_request_target|CI_JOB_TOKEN|password:/i);
      assert.not.match(text, /\$\{\{ *github\.(event|head_ref)/);
    });
  }

  for (const name of ['github', 'gitea']) {
    it(`${name}: reads the repository, and keeps no credentials in the checkout`, async () => {
      const { on, permissions, jobs } = parse(await textOf(name)) as Workflow;
      assert.ok('pull_request' in on);
      assert.equal(permissions, { contents: 'read' });
      const { steps, permissions: more = {} } = jobs.validate;
      assert.equal(more, name === 'github' ? { contents: 'read', 'security-events': 'write' } : {});
      assert.equal(steps[0]?.with, { 'persist-credentials': false });
      for (const { uses } of steps) if (uses !== undefined) assert.match(uses, /^[\w/-]+@v\d+$/);
    });
  }

  it('github: uploads what it found, and takes its result from the check itself', async () => {
    const { jobs } = parse(await textOf('github')) as Workflow;
    const upload = jobs.validate.steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@') === true);
    assert.equal(upload?.with, { sarif_file: '${{ runner.temp }}/sarif' });
    assert.is(upload?.['continue-on-error'], true);
  });

  it('gitlab: runs for merge requests, in the image', async () => {
    const { plumbline, variables } = parse(await textOf('gitlab')) as GitLab;
    assert.is(plumbline.image.name, '$PLUMBLINE_IMAGE');
    assert.ok('PLUMBLINE_IMAGE' in variables);
    assert.ok(plumbline.rules.some((rule) => rule.if === '$CI_PIPELINE_SOURCE == "merge_request_event"'));
  });
});
