// Written by tools/generate-types.ts from schemas/. Change the schema, not this file.

/**
 * A branch, without refs/heads/.
 */
export type Branch = string;
/**
 * Where a secret is read from, each time it is needed. Never the secret itself.
 */
export type SecretRef =
  | {
      /**
       * An environment variable of the agent.
       */
      env: string;
    }
  | {
      /**
       * A file that holds it, relative to this one; a final newline is dropped.
       */
      file: string;
    };
/**
 * An http:// or https:// address without credentials or query.
 */
export type HttpUrl = string;
/**
 * How to say who the agent is: HTTP basic credentials, a token, or a service account of DC/OS.
 */
export type AuthConfig = BasicAuth | TokenAuth | ServiceAccountAuth;
export type CloudConfig = AwsEbsConfig | StaticDisksConfig;

/**
 * plumbline.yaml: where the repository and the systems are, and what the agent may use. Nothing in the repository can change any of it.
 */
export interface AgentConfig {
  /**
   * The name of the Cluster document this agent keeps true; also its folder on the status branch.
   */
  cluster: string;
  git: GitConfig;
  /**
   * Where the agent writes what it found and did. Left out: on the branch plumbline/status.
   */
  status?: {
    branch?: Branch;
  };
  /**
   * The systems the cluster consists of.
   */
  systems: {
    /**
     * The Marathons that run the apps and pods.
     *
     * @minItems 1
     */
    marathon: [MarathonConfig, ...MarathonConfig[]];
    mesos?: MesosConfig;
    /**
     * Each Chronos that has jobs.
     */
    chronos?: ChronosConfig[];
    /**
     * Each Metronome that has jobs.
     */
    metronome?: MetronomeConfig[];
    scaleio: ScaleioConfig;
    cloud?: CloudConfig;
  };
  /**
   * The agent's own HTTP server: /healthz and webhooks. Left out: no server.
   */
  serve?: {
    /**
     * Address to listen on.
     */
    host?: string;
    /**
     * TCP port to listen on.
     */
    port: number;
    webhookSecret?: SecretRef;
  };
  /**
   * Where the agent may ask the schedulers of Frameworks how they are. Left out: none is asked.
   */
  probes?: {
    /**
     * Ranges of IPv4 addresses of agents, as CIDR; nothing else is ever called.
     *
     * @minItems 1
     */
    hosts: [string, ...string[]];
  };
  /**
   * Folder for caches, relative to this file. May be lost at any time.
   */
  data?: string;
  /**
   * Cron expression: when a pass starts even if nothing seems to have happened.
   */
  schedule?: string;
  /**
   * Takes the time from the simulator's clock file. Only with loopback addresses everywhere. Left out: the machine's own time.
   */
  clock?: {
    /**
     * Where the simulator writes its time, relative to this file.
     */
    file: string;
  };
  /**
   * What the agent must not touch because it runs in it. Left out: nothing, because it runs elsewhere.
   */
  self?: {
    /**
     * The id of the Marathon app that runs this agent; a declared change of it is reported, not made.
     */
    app: string;
    /**
     * The name of the Marathon it runs in. Left out: the one without a name.
     */
    on?: string;
  };
  /**
   * Which systems these must be: another one behind an address is not read and not written. Left out: as they were when the first commit was accepted.
   */
  pins?: {
    /**
     * Marathon's framework id. Left out: as when the first commit was accepted.
     */
    marathon?: string;
    /**
     * The ScaleIO system's id. Left out: as when the first commit was accepted.
     */
    scaleio?: string;
    /**
     * AWS account and region, and the VPC if systems.cloud names one, joined by slashes. Left out: as when the first commit was accepted.
     */
    'cloud-disks'?: string;
    /**
     * The name of the Mesos cluster, or the id of its ZooKeeper path where it has none. Left out: as when the first commit was accepted.
     */
    mesos?: string;
    /**
     * The address of Chronos, as its url has it, without a slash at the end: it has no id. Left out: as when the first commit was accepted.
     */
    chronos?: string;
    /**
     * The address of Metronome, as its url has it, without a slash at the end: it has no id. Left out: as when the first commit was accepted.
     */
    metronome?: string;
    /**
     * Its id. Left out: as when the first commit was accepted.
     */
    [k: string]: string | undefined;
  };
  prices?: PriceTable;
  /**
   * What `${secrets.name}` stands for in the env of apps, by name: where its text is read, and which apps may use it.
   */
  secrets?: {
    /**
     * Where its text is, and which apps may have it.
     */
    [k: string]: {
      from: SecretRef;
      /**
       * Names of the apps that may use it; `*` stands for any characters.
       *
       * @minItems 1
       */
      for: [string, ...string[]];
    };
  };
  limits?: LimitsConfig;
  /**
   * Limits on buying that no repository can raise. Left out: nothing is bought.
   */
  ceilings?: {
    /**
     * US dollars a month, over everything the agent has bought.
     */
    monthlyUsd: number;
    /**
     * How many disks there may be in all.
     */
    disks: number;
    /**
     * How many disks one commit may bring.
     */
    disksPerCommit: number;
  };
}
/**
 * The tracked repository.
 */
export interface GitConfig {
  /**
   * http(s):// of the repository, or the path of a local one, relative to this file. Credentials belong under auth.
   */
  url: string;
  branch?: Branch;
  /**
   * The folder of this cluster in the repository; empty for the whole repository.
   */
  path?: string;
  /**
   * How to log in to an http(s) repository. Left out: without.
   */
  auth?: {
    /**
     * The user; most forges take any with an access token.
     */
    username?: string;
    password: SecretRef;
  };
  /**
   * PEM file of the certificate authority, relative to this file. Left out: those that Node.js knows.
   */
  caFile?: string;
  /**
   * Seconds that one git operation may take.
   */
  timeoutSeconds?: number;
}
/**
 * One Marathon.
 */
export interface MarathonConfig {
  /**
   * The name by which documents pick it (`metadata.on`). Left out: it is the one for documents without `on`; at most one may be.
   */
  name?: string;
  url: HttpUrl;
  /**
   * Addresses of its other instances: the only places, besides `url`, that a redirect may lead to with credentials.
   */
  peers?: HttpUrl[];
  auth?: AuthConfig;
  /**
   * PEM file of the certificate authority, relative to this file. Left out: those that Node.js knows.
   */
  caFile?: string;
  /**
   * Whether any certificate is accepted, even one that proves nothing.
   */
  insecure?: boolean;
  /**
   * Whether its events wake a pass. Otherwise only the schedule does.
   */
  events?: boolean;
}
/**
 * HTTP basic credentials.
 */
export interface BasicAuth {
  /**
   * The user to log in as.
   */
  username: string;
  password: SecretRef;
}
/**
 * A token of DC/OS that somebody else renews.
 */
export interface TokenAuth {
  token: SecretRef;
}
/**
 * A service account of DC/OS: the agent logs in by itself and renews its token.
 */
export interface ServiceAccountAuth {
  serviceAccount: ServiceAccountConfig;
}
/**
 * The account and its key.
 */
export interface ServiceAccountConfig {
  /**
   * The name under which DC/OS knows the account.
   */
  uid: string;
  privateKey: SecretRef;
  loginUrl?: HttpUrl;
}
/**
 * The Mesos that everything runs on.
 */
export interface MesosConfig {
  /**
   * Addresses of all masters: whichever leads is asked, and no other place gets credentials.
   *
   * @minItems 1
   */
  masters: [HttpUrl, ...HttpUrl[]];
  auth?: BasicAuth;
  /**
   * PEM file of the certificate authority, relative to this file. Left out: those that Node.js knows.
   */
  caFile?: string;
  /**
   * Whether any certificate is accepted, even one that proves nothing.
   */
  insecure?: boolean;
}
/**
 * One Chronos.
 */
export interface ChronosConfig {
  /**
   * The name by which documents pick it (`metadata.on`). Left out: it is the one for documents without `on`; at most one may be.
   */
  name?: string;
  url: HttpUrl;
  /**
   * Addresses of its other instances: the only places, besides `url`, that a redirect may lead to with credentials.
   */
  peers?: HttpUrl[];
  auth?: AuthConfig;
  /**
   * PEM file of the certificate authority, relative to this file. Left out: those that Node.js knows.
   */
  caFile?: string;
  /**
   * Whether any certificate is accepted, even one that proves nothing.
   */
  insecure?: boolean;
}
/**
 * One Metronome.
 */
export interface MetronomeConfig {
  /**
   * The name by which documents pick it (`metadata.on`). Left out: it is the one for documents without `on`; at most one may be.
   */
  name?: string;
  url: HttpUrl;
  /**
   * Addresses of its other instances: the only places, besides `url`, that a redirect may lead to with credentials.
   */
  peers?: HttpUrl[];
  auth?: AuthConfig;
  /**
   * PEM file of the certificate authority, relative to this file. Left out: those that Node.js knows.
   */
  caFile?: string;
  /**
   * Whether any certificate is accepted, even one that proves nothing.
   */
  insecure?: boolean;
}
/**
 * One ScaleIO gateway.
 */
export interface ScaleioConfig {
  url: HttpUrl;
  /**
   * A gateway user that may configure pools and volumes.
   */
  username: string;
  password: SecretRef;
  /**
   * PEM file of the certificate authority, relative to this file. Left out: those that Node.js knows.
   */
  caFile?: string;
  /**
   * Whether any certificate is accepted, even one that proves nothing.
   */
  insecure?: boolean;
}
/**
 * EBS volumes, attached to the EC2 instances that the storage nodes are. Credentials come from the AWS SDK's default chain alone: instance profile, environment, shared files.
 */
export interface AwsEbsConfig {
  /**
   * EBS volumes.
   */
  provider: 'aws-ebs';
  /**
   * The AWS region that the instances are in, such as us-east-1.
   */
  region: string;
  /**
   * Only instances of this VPC are looked at: needed where two of them use the same addresses. Left out: every instance of the region.
   */
  vpc?: string;
  endpoint?: HttpUrl;
}
/**
 * Disks that people plug in: each is for one row of one pool on one node.
 */
export interface StaticDisksConfig {
  /**
   * Disks that are listed here.
   */
  provider: 'static';
  /**
   * The disks there are.
   */
  disks: StaticDisk[];
}
export interface StaticDisk {
  /**
   * An address of the SDS it is plugged into.
   */
  host: string;
  /**
   * Where the host has it; one that does not change, such as /dev/disk/by-id/...
   */
  path: string;
  /**
   * Size of the disk, in GiB.
   */
  sizeGiB: number;
  /**
   * metadata.name of the StoragePool.
   */
  pool: string;
  /**
   * Key of the row it is for: r and a number.
   */
  row: string;
}
/**
 * US dollars a month by disk type, as of a date; Plumbline knows no prices of its own.
 */
export interface PriceTable {
  /**
   * The day these prices were read; shown beside every price.
   */
  asOf: string;
  /**
   * Disk type -> its prices.
   */
  types: {
    [k: string]: DiskPrice;
  };
}
/**
 * What disks of one type cost.
 */
export interface DiskPrice {
  /**
   * US dollars a month for each GiB.
   */
  gibUsd: number;
  /**
   * Provisioned I/O operations a second that cost nothing extra. Left out: 3000 for gp3, else 0.
   */
  freeIops?: number;
  /**
   * US dollars a month for each further one. Left out: a disk with more has no known price.
   */
  iopsUsd?: number;
  /**
   * Provisioned MiB a second that cost nothing extra. Left out: 125 for gp3, else 0.
   */
  freeMiBs?: number;
  /**
   * US dollars a month for each further one. Left out: a disk with more has no known price.
   */
  mibsUsd?: number;
}
/**
 * How much of the repository is read at most: a commit with more is refused whole. Left out: as the default of each limit says.
 */
export interface LimitsConfig {
  /**
   * KiB that one file may have.
   */
  fileKiB?: number;
  /**
   * MiB that all files together may have.
   */
  totalMiB?: number;
  /**
   * How many files there may be.
   */
  files?: number;
  /**
   * How many documents there may be in all files together.
   */
  documents?: number;
  /**
   * How many lists and mappings may stand inside each other in one document.
   */
  depth?: number;
  /**
   * How many aliases (`*name`) one document may use.
   */
  aliases?: number;
  /**
   * Seconds that reading a commit may take; the next try goes on where this one ended.
   */
  seconds?: number;
}
