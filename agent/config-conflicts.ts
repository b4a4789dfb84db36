/** What the schema of plumbline.yaml cannot tell: settings that are each right, and wrong together. */
import type { AgentConfig, AuthConfig } from './model/config.gen.ts';
import type { CloudConfig } from './model/growth.ts';

interface Facts {
  readonly git: { readonly url: string; readonly branch: string; readonly path: string };
  readonly statusBranch: string;
  readonly systems: AgentConfig['systems'];
  readonly clockFile: string | null;
}

/** `remote-clock`: the clock file is set although some system is not on this machine. */
export interface Conflict {
  readonly kind: 'invalid' | 'remote-clock';
  readonly what: string;
}

/** The first one; null: none. */
export function conflictIn(facts: Facts): Conflict | null {
  const wrong =
    branchConflict(facts) ??
    pathConflict(facts) ??
    addressConflict(facts) ??
    nameConflict(facts) ??
    twiceConflict(facts) ??
    diskConflict(facts.systems.cloud);
  return wrong === null ? clockConflict(facts) : { kind: 'invalid', what: wrong };
}

function branchConflict({ git, statusBranch }: Facts): string | null {
  if (statusBranch === git.branch) return `status.branch and git.branch are both ${git.branch}; status needs a branch of its own.`;
  const inTheWay = [statusBranch, git.branch].find((branch) => /^plumbline(\/(approve|grow)(\/|$)|$)/.test(branch));
  if (inTheWay === undefined) return null;
  return `branch ${inTheWay} would be in the way of branches plumbline/approve/... and plumbline/grow/...; give it another name.`;
}

function pathConflict({ git: { path } }: Facts): string | null {
  return /^\.\.(\/|$)/.test(path) ? `git.path ${path} leads out of the repository; name a folder in it.` : null;
}

function addressConflict(facts: Facts): string | null {
  const areValid = addressesOf(facts).every((url) => URL.canParse(url));
  return areValid ? null : 'git.url or an address under systems is not valid; check host and port.';
}

/** Of several of a kind each needs a name of its own; one may have none. */
function nameConflict({ systems: { marathon, chronos = [], metronome = [] } }: Facts): string | null {
  for (const [kind, all] of Object.entries({ marathon, chronos, metronome })) {
    const names = all.map(({ name }) => name);
    const index = names.findIndex((name, at) => names.indexOf(name) !== at);
    if (index !== -1) return `systems.${kind} has two ${named(names[index])}; give each a name of its own, one may have none.`;
  }
  return null;
}

/** Of several of a kind none may be another one's instance: their documents would fight over one object. */
function twiceConflict({ systems: { marathon, chronos = [], metronome = [] } }: Facts): string | null {
  for (const [kind, all] of Object.entries({ marathon, chronos, metronome })) {
    const addresses = all.map(({ url, peers = [] }) => new Set([url, ...peers].map(plain)));
    const seen = new Set<string>();
    for (const own of addresses) {
      const twice = [...own].find((address) => seen.has(address));
      if (twice !== undefined) return `systems.${kind} names ${twice} in two entries; one scheduler is one entry.`;
      for (const address of own) seen.add(address);
    }
  }
  return null;
}

/** One form of an address that may be written in several. */
function plain(url: string): string {
  return new URL(url).href.replace(/\/+$/, '');
}

function named(name: string | undefined): string {
  return name === undefined ? 'without a name' : `named ${name}`;
}

function diskConflict(cloud: CloudConfig | undefined): string | null {
  const disks = cloud?.provider === 'static' ? cloud.disks : [];
  const names = disks.flatMap(({ host, path, pool, row }) => [`${path} of ${host}`, `a disk for row ${row} of ${pool} on ${host}`]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? null : `systems.cloud.disks lists ${twice} twice; each disk is for one row on one host.`;
}

function clockConflict(facts: Facts): Conflict | null {
  const remote = addressesOf(facts).find((url) => !isLoopback(url));
  if (facts.clockFile === null || remote === undefined) return null;
  return { kind: 'remote-clock', what: `clock.file is set, but ${new URL(remote).host} is not on this machine.` };
}

/** EC2 is called at the region's own address unless another one is configured. */
function addressesOf({ git, systems: { marathon, chronos = [], metronome = [], mesos, scaleio, cloud } }: Facts): readonly string[] {
  const ec2 = cloud?.provider === 'aws-ebs' ? [cloud.endpoint ?? `https://ec2.${cloud.region}.amazonaws.com`] : [];
  const schedulers = [...marathon, ...chronos, ...metronome].flatMap(({ url, peers = [] }) => [url, ...peers]);
  const logins = [...marathon, ...chronos, ...metronome].flatMap(({ auth }) => loginOf(auth));
  return [...(isHttp(git.url) ? [git.url] : []), ...schedulers, ...logins, ...(mesos?.masters ?? []), scaleio.url, ...ec2];
}

function loginOf(auth: AuthConfig | undefined): readonly string[] {
  const url = auth !== undefined && 'serviceAccount' in auth ? auth.serviceAccount.loginUrl : undefined;
  return url === undefined ? [] : [url];
}

export function isHttp(url: string): boolean {
  return /^https?:\/\//.test(url);
}

function isLoopback(url: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}
