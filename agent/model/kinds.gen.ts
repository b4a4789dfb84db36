// Written by tools/generate-types.ts from schemas/. Change the schema, not this file.

/**
 * A text, or the name of one of the app's secrets.
 */
export type EnvValue = string | EnvSecret;
/**
 * Something mounted into the container; exactly one of external, persistent, hostPath or secret says what.
 */
export type AppVolume = ExternalVolume | PersistentVolume | HostVolume | SecretVolume;
/**
 * What to run in the task.
 */
export type CheckCommand = ShellCommand | ArgvCommand;
/**
 * What happens to tasks on an agent that is gone: replaced after some time, or `disabled`. Left out: replaced at once; with a persistent volume disabled.
 */
export type UnreachableStrategy = 'disabled' | UnreachableTimes;
/**
 * A text, or the name of one of the pod's secrets.
 */
export type PodEnvValue = string | PodEnvSecret;
/**
 * Something containers mount; at most one of host, secret or persistent says what. None: a folder that is gone with the instance.
 */
export type PodVolume = PodEphemeralVolume | PodHostVolume | PodSecretVolume | PodPersistentVolume;
/**
 * What happens to instances on an agent that is gone: replaced after some time, or `disabled`. Left out: replaced at once; with a persistent volume disabled.
 */
export type PodUnreachableStrategy = 'disabled' | PodUnreachableTimes;
/**
 * EBS volume type.
 */
export type DiskType = 'gp3' | 'gp2' | 'io1' | 'io2' | 'st1';
/**
 * I/O operations a second.
 */
export type Iops = number;
/**
 * MiB a second.
 */
export type ThroughputMiBs = number;
/**
 * One disk of this size on every node of the pool.
 */
export type DiskRow = SizeGiB | DiskRowSpec;
/**
 * Size in GiB; ScaleIO takes devices from 100 GB on.
 */
export type SizeGiB = number;
/**
 * Percent used of the capacity after spare, as the ScaleIO GUI counts.
 */
export type Percent = number;
/**
 * A number and s, m, h or d.
 */
export type Duration = string;

/**
 * Kind -> the type of its `spec`.
 */
export interface Kinds {
  App: AppSpec;
  Approval: ApprovalSpec;
  Cluster: ClusterSpec;
  FaultSet: FaultSetSpec;
  Framework: FrameworkSpec;
  Group: GroupSpec;
  Job: JobSpec;
  Pod: PodSpec;
  ProtectionDomain: ProtectionDomainSpec;
  StorageNode: StorageNodeSpec;
  StoragePool: StoragePoolSpec;
  Volume: VolumeSpec;
}
/**
 * The Marathon app definition, field by field as Marathon takes it, without `id`: that is metadata.name. Left out: nothing runs, which only an app with `state: absent` may say.
 */
export interface AppSpec {
  /**
   * A line for the shell. Either cmd or args, not both. Left out: args, or what the image itself starts.
   */
  cmd?: string;
  /**
   * Arguments for the image's entry point, or a program and its arguments. Either cmd or args, not both. Left out: cmd, or what the image itself starts.
   */
  args?: string[];
  /**
   * The user on the agent that runs it. Left out: the agent's choice.
   */
  user?: string;
  /**
   * Environment variables by name. Values are texts, so quote numbers; or a secret of the app by its name.
   */
  env?: {
    [k: string]: EnvValue;
  };
  /**
   * How many tasks run. An external volume allows only 1. Left out: as many as run already, 1 of a new app.
   */
  instances?: number;
  /**
   * CPUs for one task; 0.5 is half of one.
   */
  cpus?: number;
  /**
   * MiB of memory of one task.
   */
  mem?: number;
  /**
   * MiB of the agent's disk for one task.
   */
  disk?: number;
  /**
   * Graphics processors for one task.
   */
  gpus?: number;
  resourceLimits?: ResourceLimits;
  /**
   * The Mesos executor that starts the task; empty for Mesos's own; a path, or //cmd.
   */
  executor?: string;
  executorResources?: ExecutorResources;
  container?: AppContainer;
  /**
   * One host, one container/bridge, or any number of container networks.
   */
  networks?: AppNetwork[];
  /**
   * Ports on the host network; []: none. Left out: one, picked by Marathon.
   */
  portDefinitions?: PortDefinition[];
  /**
   * Whether the ports of portDefinitions are taken on the agent itself; otherwise they are only service ports.
   */
  requirePorts?: boolean;
  /**
   * How Marathon finds out whether a task is alive; one that is not is killed and replaced.
   */
  healthChecks?: AppHealthCheck[];
  check?: AppCheck;
  /**
   * How Marathon finds out, during a deployment, that a new task may take over; at most one.
   *
   * @maxItems 1
   */
  readinessChecks?: ReadinessCheck[];
  /**
   * Apps, or groups of apps, that come first: paths, absolute or from the app's own group.
   *
   * Items: A path of lower-case letters, digits, dashes and dots between slashes, such as /shop/db; .. is the group around.
   */
  dependencies?: string[];
  /**
   * Where tasks may run: [field, operator] or [field, operator, value]; the field is hostname or an attribute of agents, the operator one of UNIQUE, CLUSTER, GROUP_BY, LIKE, UNLIKE, MAX_PER and IS.
   */
  constraints?: string[][];
  /**
   * Take only resources that agents offer to these roles. Left out: as Marathon was set up.
   *
   * @minItems 1
   */
  acceptedResourceRoles?: string[];
  /**
   * The Mesos role of the app. Left out: its group's, or Marathon's own.
   */
  role?: string;
  /**
   * Files the agent downloads before the task starts.
   */
  fetch?: AppFetch[];
  /**
   * Secrets in Marathon's own secret store, by a name of your choice; needs a Marathon that has one.
   */
  secrets?: {
    [k: string]: AppSecret;
  };
  /**
   * Labels of the app in Marathon, where load balancers and others read them.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
  upgradeStrategy?: UpgradeStrategy;
  unreachableStrategy?: UnreachableStrategy;
  /**
   * The old way to say portDefinitions with their port alone. Left out: portDefinitions say it.
   */
  ports?: number[];
  /**
   * The old way to say fetch: archives are unpacked. Left out: fetch says it.
   */
  uris?: string[];
  ipAddress?: AppIpAddress;
  /**
   * Files that Marathon 1.4 copies to its artifact store; later ones ignore it. Left out: none.
   */
  storeUrls?: string[];
  residency?: AppResidency;
  /**
   * Which tasks are killed first when there are too many.
   */
  killSelection?: 'YOUNGEST_FIRST' | 'OLDEST_FIRST';
  /**
   * Seconds from SIGTERM to SIGKILL when a task is stopped. Left out: Marathon's own setting.
   */
  taskKillGracePeriodSeconds?: number;
  /**
   * Seconds to wait before a failed task is started again.
   */
  backoffSeconds?: number;
  /**
   * By how much the wait grows with each failure.
   */
  backoffFactor?: number;
  /**
   * The longest wait before a failed task is started again; up to Marathon 1.7 an hour is its default.
   */
  maxLaunchDelaySeconds?: number;
  /**
   * Whether the task gets a terminal.
   */
  tty?: boolean;
}
/**
 * A secret of the app, put into the environment when a task starts.
 */
export interface EnvSecret {
  /**
   * A key of `secrets` of the app.
   */
  secret: string;
}
/**
 * How much more than cpus and mem a task may take when there is some free. Left out: what cpus and mem say.
 */
export interface ResourceLimits {
  /**
   * The most CPUs, at least cpus; or unlimited. Left out: no other limit than without resourceLimits.
   */
  cpus?: number | 'unlimited';
  /**
   * The most memory in MiB, at least mem; or unlimited. Left out: no other limit than without resourceLimits.
   */
  mem?: number | 'unlimited';
}
/**
 * What the executor itself takes. Marathon keeps it only when the app is created. Left out: up to Marathon.
 */
export interface ExecutorResources {
  /**
   * CPUs for the executor.
   */
  cpus?: number;
  /**
   * MiB of memory for the executor.
   */
  mem?: number;
  /**
   * MiB of the agent's disk for the executor.
   */
  disk?: number;
}
/**
 * What the command runs in.
 */
export interface AppContainer {
  /**
   * Who runs it: Docker, or Mesos itself.
   */
  type?: 'DOCKER' | 'MESOS';
  docker?: AppDocker;
  appc?: AppC;
  /**
   * What is mounted into it.
   */
  volumes?: AppVolume[];
  /**
   * Ports of the container, on any network but the host's; []: none. Left out: one with everything picked by Marathon.
   */
  portMappings?: PortMapping[];
  linuxInfo?: LinuxInfo;
}
/**
 * The image to run.
 */
export interface AppDocker {
  /**
   * The image with its tag, as Docker names it.
   */
  image: string;
  /**
   * Pull the image even if the agent has it.
   */
  forcePullImage?: boolean;
  /**
   * Run it with all the host's rights; only type DOCKER.
   */
  privileged?: boolean;
  /**
   * More options for `docker run`, in this order; only type DOCKER.
   */
  parameters?: DockerParameter[];
  /**
   * The old way to say networks: HOST is host, BRIDGE container/bridge, USER container. Left out: networks say it.
   */
  network?: 'HOST' | 'BRIDGE' | 'USER';
  /**
   * The old place of the container's portMappings. Left out: those of the container.
   */
  portMappings?: PortMapping[];
  pullConfig?: DockerPullConfig;
}
/**
 * One option of `docker run`.
 */
export interface DockerParameter {
  /**
   * The name of the option, without its dashes.
   */
  key: string;
  /**
   * What the option is set to.
   */
  value: string;
}
/**
 * A port of a container that has its own network.
 */
export interface PortMapping {
  /**
   * The port inside the container; 0: the same as the host's.
   */
  containerPort?: number;
  /**
   * The port on the agent; 0: Marathon picks one. Left out: 0 with container/bridge, none on a container network.
   */
  hostPort?: number;
  /**
   * The port load balancers show; 0: Marathon picks one.
   */
  servicePort?: number;
  /**
   * A name for the port, unique in the app: lower-case letters, digits and dashes. Left out: it has none.
   */
  name?: string;
  /**
   * What is spoken on the port.
   */
  protocol?: 'tcp' | 'udp' | 'udp,tcp';
  /**
   * Labels for load balancers and the like.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
  /**
   * The container networks it is on. Left out: all of the app's.
   */
  networkNames?: string[];
}
/**
 * How to log in to the registry; only type MESOS. Left out: without.
 */
export interface DockerPullConfig {
  /**
   * A key of `secrets` that holds a docker config.json.
   */
  secret: string;
}
/**
 * An AppC image, only up to Marathon 1.8.
 */
export interface AppC {
  /**
   * The image, as AppC names it.
   */
  image: string;
  /**
   * The hash of the image. Left out: any with that name.
   */
  id?: string;
  /**
   * Labels that the image has. Left out: any.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
  /**
   * Pull the image even if the agent has it. Left out: false.
   */
  forcePullImage?: boolean;
}
/**
 * A volume from a volume driver such as REX-Ray.
 */
export interface ExternalVolume {
  /**
   * Where the container sees it.
   */
  containerPath: string;
  /**
   * RW to read and write, RO to read only.
   */
  mode: 'RW' | 'RO';
  external: ExternalInfo;
}
/**
 * A volume that a volume driver brings to whichever agent runs the task.
 */
export interface ExternalInfo {
  /**
   * The volume's name as the driver knows it: the vendor name of a Volume.
   */
  name: string;
  /**
   * Only dvdi, Marathon's way to Docker volume drivers, is taken.
   */
  provider: 'dvdi';
  /**
   * Size in GiB, used only if the driver creates the volume itself; must equal the declared Volume. Not with type DOCKER. Left out: the driver's own default.
   */
  size?: number;
  options: ExternalOptions;
  /**
   * Whether other apps may mount it too.
   */
  shared?: boolean;
}
/**
 * Options of the provider; with type DOCKER only dvdi/driver.
 */
export interface ExternalOptions {
  /**
   * The volume driver, as Docker knows it: lower-case letters, digits and dashes.
   */
  'dvdi/driver': string;
  /**
   * What the option is set to.
   */
  [k: string]: string;
}
/**
 * Space on the agent that outlives the task.
 */
export interface PersistentVolume {
  /**
   * Where the container sees it: one name, without slashes.
   */
  containerPath: string;
  /**
   * RW to read and write, RO to read only.
   */
  mode: 'RW' | 'RO';
  persistent: PersistentInfo;
}
/**
 * Space on one agent's disk that the task is then tied to.
 */
export interface PersistentInfo {
  /**
   * Which disks to use: the root one, a path set aside, or a whole mount. With profileName the default is mount.
   */
  type?: 'root' | 'path' | 'mount';
  /**
   * Size in MiB.
   */
  size: number;
  /**
   * The largest disk to take, in MiB; only for type mount. Left out: of any size.
   */
  maxSize?: number;
  /**
   * Only disks with this profile. Left out: with any.
   */
  profileName?: string;
  /**
   * Which disks, by their path: [path, LIKE or UNLIKE, regular expression]. Left out: any.
   */
  constraints?: string[][];
}
/**
 * A folder or file of the agent.
 */
export interface HostVolume {
  /**
   * Where the container sees it.
   */
  containerPath: string;
  /**
   * RW to read and write, RO to read only.
   */
  mode: 'RW' | 'RO';
  /**
   * The path on the agent.
   */
  hostPath: string;
}
/**
 * A secret as a file.
 */
export interface SecretVolume {
  /**
   * Where the container sees it.
   */
  containerPath: string;
  /**
   * A key of `secrets`.
   */
  secret: string;
}
/**
 * Linux isolation; only type MESOS.
 */
export interface LinuxInfo {
  seccomp?: Seccomp;
  ipcInfo?: IpcInfo;
}
/**
 * Which system calls are allowed. Left out: as the agent is set up.
 */
export interface Seccomp {
  /**
   * A profile file on the agent. Left out: none, with unconfined.
   */
  profileName?: string;
  /**
   * Whether all of them are allowed.
   */
  unconfined: boolean;
}
/**
 * Memory shared between processes. Left out: as the agent is set up.
 */
export interface IpcInfo {
  /**
   * PRIVATE: the task's own shared memory. SHARE_PARENT: that of what started it.
   */
  mode: 'PRIVATE' | 'SHARE_PARENT';
  /**
   * MiB of shared memory. Left out: the agent's default.
   */
  shmSize?: number;
}
/**
 * One network the app's tasks are on.
 */
export interface AppNetwork {
  /**
   * host: the agent's own network. container/bridge: a private one behind the agent. container: a named one.
   */
  mode?: 'container' | 'container/bridge' | 'host';
  /**
   * The name of a container network: lower-case letters, digits, dashes and underscores; not for host or container/bridge. Left out: the network that Marathon has for this (`--default_network_name`).
   */
  name?: string;
  /**
   * Labels for the network's own use; not for host.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
}
/**
 * A port of an app on the host network.
 */
export interface PortDefinition {
  /**
   * The service port, or with requirePorts the host's port; 0: Marathon picks one.
   */
  port?: number;
  /**
   * A name for the port, unique in the app: lower-case letters, digits and dashes. Left out: it has none.
   */
  name?: string;
  /**
   * What is spoken on the port.
   */
  protocol?: 'tcp' | 'udp' | 'udp,tcp';
  /**
   * Labels for load balancers and the like.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
}
/**
 * How Marathon finds out that a task is alive; one that is not is killed and replaced.
 */
export interface AppHealthCheck {
  /**
   * How to ask. MESOS_*: the agent asks, else Marathon does. COMMAND: run `command` in the task.
   */
  protocol?: 'HTTP' | 'HTTPS' | 'TCP' | 'COMMAND' | 'MESOS_HTTP' | 'MESOS_HTTPS' | 'MESOS_TCP';
  /**
   * The path of the HTTP request. Left out: /.
   */
  path?: string;
  /**
   * Which of the app's ports to ask, counted from 0. Left out: the first one, unless port says which.
   */
  portIndex?: number;
  /**
   * A fixed port to ask, instead of portIndex. Left out: the one of portIndex.
   */
  port?: number;
  command?: HealthCommand;
  /**
   * Which address of the task to ask; only Mesos checks heed it.
   */
  ipProtocol?: 'IPv4' | 'IPv6';
  /**
   * Whether an answer 1xx counts for nothing; read and forgotten since Marathon 1.5. Left out: it counts as failed.
   */
  ignoreHttp1xx?: boolean;
  /**
   * Seconds after the start in which failures do not count.
   */
  gracePeriodSeconds?: number;
  /**
   * Failures in a row after which the task is killed; 0: never.
   */
  maxConsecutiveFailures?: number;
  /**
   * Seconds from one check to the next.
   */
  intervalSeconds?: number;
  /**
   * Seconds after which a check without an answer has failed.
   */
  timeoutSeconds?: number;
  /**
   * Seconds to wait before the first check; only Mesos checks heed it.
   */
  delaySeconds?: number;
}
/**
 * What to run in the task; needed for protocol COMMAND, and only there. Left out: nothing is run.
 */
export interface HealthCommand {
  /**
   * A line for the shell; exit code 0 means alive.
   */
  value: string;
}
/**
 * A check whose result is shown but changes nothing; not with type DOCKER. Give one of http, tcp, exec.
 */
export interface AppCheck {
  http?: HttpCheck;
  tcp?: TcpCheck;
  exec?: ExecCheck;
  /**
   * Seconds from one check to the next.
   */
  intervalSeconds?: number;
  /**
   * Seconds after which a check without an answer has failed.
   */
  timeoutSeconds?: number;
  /**
   * Seconds to wait before the first check; only Mesos checks heed it.
   */
  delaySeconds?: number;
}
/**
 * Ask over HTTP; the status of the answer is the result. Left out: another way.
 */
export interface HttpCheck {
  /**
   * Which of the app's ports to ask, counted from 0. Left out: the first one, unless port says which.
   */
  portIndex?: number;
  /**
   * A fixed port to ask, instead of portIndex. Left out: the one of portIndex.
   */
  port?: number;
  /**
   * The path of the HTTP request. Left out: /.
   */
  path?: string;
  /**
   * Whether the request is encrypted.
   */
  scheme?: 'HTTP' | 'HTTPS';
}
/**
 * Open a connection; whether it opens is the result. Left out: another way.
 */
export interface TcpCheck {
  /**
   * Which of the app's ports to ask, counted from 0. Left out: the first one, unless port says which.
   */
  portIndex?: number;
  /**
   * A fixed port to ask, instead of portIndex. Left out: the one of portIndex.
   */
  port?: number;
}
/**
 * Run a command in the task; its exit code is the result. Left out: another way.
 */
export interface ExecCheck {
  command: CheckCommand;
}
/**
 * A line for the shell.
 */
export interface ShellCommand {
  /**
   * The line, as one would type it.
   */
  shell: string;
}
/**
 * A program and its arguments, without a shell.
 */
export interface ArgvCommand {
  /**
   * The program first, then each argument.
   *
   * @minItems 1
   */
  argv: string[];
}
/**
 * How Marathon finds out, during a deployment, that a new task may take over.
 */
export interface ReadinessCheck {
  /**
   * What Marathon calls the check in what it shows of a deployment.
   */
  name?: string;
  /**
   * Whether the request is encrypted.
   */
  protocol?: 'HTTP' | 'HTTPS';
  /**
   * The path of the HTTP request.
   */
  path?: string;
  /**
   * The name of one of the app's ports: lower-case letters, digits and dashes.
   */
  portName?: string;
  /**
   * Seconds from one check to the next.
   */
  intervalSeconds?: number;
  /**
   * Seconds to wait for an answer; less than intervalSeconds.
   */
  timeoutSeconds?: number;
  /**
   * The HTTP answers that mean ready.
   *
   * @minItems 1
   */
  httpStatusCodesForReady?: number[];
  /**
   * Show the last answer in the deployment.
   */
  preserveLastResponse?: boolean;
}
/**
 * A file the agent downloads before the task starts.
 */
export interface AppFetch {
  /**
   * Where the file is downloaded from.
   */
  uri: string;
  /**
   * Whether an archive is unpacked.
   */
  extract?: boolean;
  /**
   * Whether the file is made executable.
   */
  executable?: boolean;
  /**
   * Whether the agent keeps the file for the next task.
   */
  cache?: boolean;
  /**
   * Where to put it, below the task's sandbox. Left out: the sandbox itself, under its own name.
   */
  destPath?: string;
}
/**
 * Where Marathon's secret store keeps it.
 */
export interface AppSecret {
  /**
   * Its place in the store.
   */
  source: string;
}
/**
 * How many tasks run while an app is replaced. Left out: 1 and 1; with an external or persistent volume 0.5 and 0.
 */
export interface UpgradeStrategy {
  /**
   * The share of instances, from 0 to 1, that stays healthy meanwhile.
   */
  minimumHealthCapacity: number;
  /**
   * The share of instances, from 0 to 1, that may run in addition; 0 with external volumes.
   */
  maximumOverCapacity: number;
}
/**
 * When they are given up.
 */
export interface UnreachableTimes {
  /**
   * Seconds until a new task is started; at most expungeAfterSeconds.
   */
  inactiveAfterSeconds?: number;
  /**
   * Seconds until the old task is given up: it is killed should it come back.
   */
  expungeAfterSeconds?: number;
}
/**
 * The old way to say networks.
 */
export interface AppIpAddress {
  /**
   * The name of the container network. Left out: Marathon's default network.
   */
  networkName?: string;
  /**
   * Labels for the network's own use.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
  /**
   * Groups of the address, only up to Marathon 1.4. Left out: none.
   */
  groups?: string[];
  discovery?: AppDiscovery;
}
/**
 * Which ports of the address are to be found; not with type DOCKER. Left out: none.
 */
export interface AppDiscovery {
  /**
   * The ports. Left out: none.
   */
  ports?: AppDiscoveryPort[];
}
/**
 * A port of the address.
 */
export interface AppDiscoveryPort {
  /**
   * The port inside the container, at the address.
   */
  number: number;
  /**
   * A name for the port, unique in the app: lower-case letters, digits and dashes.
   */
  name: string;
  /**
   * What is spoken on the port.
   */
  protocol?: 'tcp' | 'udp';
  /**
   * Labels for load balancers and the like.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
}
/**
 * What becomes of tasks with local persistent volumes; heeded up to Marathon 1.5. Left out: with such volumes an hour, and to wait forever.
 */
export interface AppResidency {
  /**
   * Seconds until a task may be started elsewhere, without its data. Left out: 3600.
   */
  relaunchEscalationTimeoutSeconds?: number;
  /**
   * Whether a lost task is waited for, or started elsewhere after that time. Left out: WAIT_FOREVER.
   */
  taskLostBehavior?: 'WAIT_FOREVER' | 'RELAUNCH_AFTER_TIMEOUT';
}
/**
 * What is approved, until when and why.
 */
export interface ApprovalSpec {
  /**
   * The changes, each by its id and its key, as the plan shows them.
   *
   * @minItems 1
   * @maxItems 100
   */
  changes: {
    /**
     * The id of the change, an intent and an object, such as remove Volume/pg.
     */
    change: string;
    /**
     * The 64 hex digits that say which object is meant: another object of the same name has another key.
     */
    key: string;
  }[];
  /**
   * Until when the change may be started: a date and a time with its offset. It counts for at most 72 hours after the commit that brings it to the tracked branch.
   */
  expires: string;
  /**
   * Why this is right, for whoever reads the history.
   */
  reason: string;
}
/**
 * What belongs to the cluster besides its own folder, and what the agent may do by itself. Left out: nothing else, and as `sync` left out.
 */
export interface ClusterSpec {
  /**
   * More folders to read, relative to this file, inside the repository: what several clusters share. A file that two folders name is read once.
   */
  include?: string[];
  /**
   * Values by name: `${vars.name}` in a spec, label or annotation of any other document stands for one. Alone in a text it keeps its type, so `instances: ${vars.web}` can be a number.
   */
  vars?: {
    /**
     * What the variable stands for.
     */
    [k: string]: string | number | boolean;
  };
  /**
   * What this cluster has otherwise than the files say, in this order. Every patch must find a document.
   *
   * @maxItems 1000
   */
  patches?: {
    /**
     * The documents it changes.
     */
    target: {
      /**
       * Of which kind they are.
       */
      kind: 'App' | 'FaultSet' | 'Framework' | 'Group' | 'Job' | 'Pod' | 'ProtectionDomain' | 'StorageNode' | 'StoragePool' | 'Volume';
      /**
       * Their metadata.name; `*` stands for any characters.
       */
      name: string;
    };
    /**
     * Laid over the document as RFC 7396 says: mappings are merged, null removes a field, anything else - a list too - replaces what was there.
     */
    merge: {
      /**
       * Labels and annotations to change. Left out: they stay.
       */
      metadata?: {
        /**
         * Labels to set, or with null to remove. Left out: they stay.
         */
        labels?: {
          /**
           * What it says; null removes it.
           */
          [k: string]: string | null;
        };
        /**
         * Annotations to set, or with null to remove. Left out: they stay.
         */
        annotations?: {
          /**
           * What it says; null removes it.
           */
          [k: string]: string | null;
        };
      };
      /**
       * Whether the object shall be there; null: as without `state`. Left out: as the document says.
       */
      state?: 'present' | 'absent' | null;
      /**
       * Fields of the spec to change; checked as part of the document that results. Left out: it stays.
       */
      spec?: {
        [k: string]: unknown;
      };
    };
  }[];
  /**
   * Files that are no documents: bare Marathon definitions in JSON, read as they are.
   *
   * @maxItems 50
   */
  sources?: {
    /**
     * Which files, relative to this one, inside the repository: `*` stands for any characters but `/`, `**` for any folders. Only `.json`, capitals or not.
     */
    files: string;
    /**
     * What they hold: apps or pods, one or a list of them, or a group with all that is in it. It says App for all of these.
     */
    as: 'App';
  }[];
  sync?: SyncSpec;
  readiness?: ReadinessSpec;
  remediation?: RemediationSpec;
}
/**
 * What the agent may do by itself. Left out: a cluster that had objects when the agent first met it is only observed.
 */
export interface SyncSpec {
  /**
   * For every object that no rule names: `apply` makes what differs, `observe` only reports it.
   */
  mode: 'apply' | 'observe';
  /**
   * The first rule that matches an object decides; all that a rule names must match.
   *
   * @maxItems 100
   */
  rules?: {
    /**
     * What is done about the objects that match.
     */
    mode: 'apply' | 'observe';
    /**
     * Kinds of objects. Left out: every kind.
     *
     * @minItems 1
     */
    kinds?: ('App' | 'Group' | 'Job' | 'Pod' | 'ProtectionDomain' | 'FaultSet' | 'StorageNode' | 'StoragePool' | 'Volume')[];
    /**
     * Names of objects; `*` stands for any characters. Left out: every name.
     *
     * @minItems 1
     * @maxItems 100
     */
    names?: string[];
    /**
     * Files that declare them, from the repository's root: `*` stands for any characters but `/`, `**` for any. Left out: every file.
     *
     * @minItems 1
     * @maxItems 100
     *
     * Items: At most ten stars stand in one pattern.
     */
    files?: string[];
  }[];
  /**
   * Kinds whose objects are deleted when their document is taken out of git, if the agent made or adopted them. Storage is never pruned.
   */
  prune?: ('App' | 'Job' | 'Pod')[];
  /**
   * What is done when an object was changed although its file was not: `heal` puts it back, `report` only says so.
   */
  selfHeal?: {
    /**
     * What is done about an app that was changed.
     */
    App?: 'heal' | 'report';
    /**
     * What is done about a group that was changed.
     */
    Group?: 'heal' | 'report';
    /**
     * What is done about a job that was changed.
     */
    Job?: 'heal' | 'report';
    /**
     * What is done about a pod that was changed.
     */
    Pod?: 'heal' | 'report';
    /**
     * What is done about a storage node, or a device of one, that was changed.
     */
    StorageNode?: 'heal' | 'report';
    /**
     * What is done about a storage pool that was changed.
     */
    StoragePool?: 'heal' | 'report';
    /**
     * What is done about a volume that was changed.
     */
    Volume?: 'heal' | 'report';
  };
  /**
   * Fields whose live value is kept, whatever the file says: what something else sets, such as an autoscaler.
   *
   * @maxItems 100
   */
  ignore?: {
    /**
     * Kinds of objects. Left out: every kind.
     *
     * @minItems 1
     */
    kinds?: ('App' | 'Group' | 'Job' | 'Pod' | 'ProtectionDomain' | 'FaultSet' | 'StorageNode' | 'StoragePool' | 'Volume')[];
    /**
     * Names of objects; `*` stands for any characters. Left out: every name.
     *
     * @minItems 1
     * @maxItems 100
     */
    names?: string[];
    /**
     * Fields as a plan names them: without spec.
     *
     * @minItems 1
     * @maxItems 100
     */
    paths: string[];
  }[];
  /**
   * When changes may be made. `deny` wins over `allow`; what an `allow` window selects is made only inside one.
   */
  windows?: {
    /**
     * Whether changes are made inside the window, or not.
     */
    effect: 'allow' | 'deny';
    /**
     * When it opens: five cron fields, UTC.
     */
    schedule: string;
    /**
     * How long it stays open: a number and m or h, such as 30m or 8h; at most a day.
     */
    duration: string;
    /**
     * Classes of changes it is about.
     *
     * @minItems 1
     */
    classes?: ('additive' | 'disruptive' | 'spend' | 'destructive')[];
    /**
     * Kinds of objects it is about. Left out: every kind.
     *
     * @minItems 1
     */
    kinds?: ('App' | 'Group' | 'Job' | 'Pod' | 'ProtectionDomain' | 'FaultSet' | 'StorageNode' | 'StoragePool' | 'Volume')[];
  }[];
  /**
   * How many objects may be under way to a new state at once because of disruptive changes. Left out: as many as differ.
   */
  maxDisruptive?: number;
  /**
   * How many percent of the objects of one kind may be deleted or taken out of git in 24 hours, one always; more wait for an Approval. The limit of the commit accepted before counts, so a commit cannot lift its own.
   */
  blastRadius?: number;
}
/**
 * When what is under way counts as stuck. Left out: as the default of each says.
 */
export interface ReadinessSpec {
  /**
   * How long a deployment of Marathon may take; an app or pod whose deployment takes longer is Degraded. Digits, then s, m or h.
   */
  deploymentWithin?: string;
}
/**
 * What is done about faults of ScaleIO that have a safe remedy: off says nothing, report says what to do, propose asks for an Approval, auto does it.
 */
export interface RemediationSpec {
  /**
   * A device in error whose data exist elsewhere by now: its error is cleared, so that ScaleIO tries it again. With auto, a device that fails again within a day is for people to decide.
   */
  failedDevice?: 'off' | 'report' | 'propose' | 'auto';
  /**
   * A device whose host has given it another path: ScaleIO is told that the path is right.
   */
  devicePath?: 'off' | 'report' | 'propose' | 'auto';
  /**
   * A volume without mappedTo that is mapped to a host which is off: it is unmapped there, once the machine is stopped, its SDC has no connection and no task runs on it. A machine that the cloud does not show is for people to call gone: auto asks, too.
   */
  staleMapping?: 'off' | 'report' | 'propose' | 'auto';
}
/**
 * Where it is.
 */
export interface FaultSetSpec {
  /**
   * metadata.name of the ProtectionDomain it belongs to.
   */
  protectionDomain: string;
  /**
   * The name the fault set has in ScaleIO, at most 31 characters without spaces or slashes. Left out: metadata.name.
   */
  name?: string;
}
/**
 * Which app runs the scheduler, and how Mesos and the scheduler itself shall know it.
 */
export interface FrameworkSpec {
  /**
   * metadata.name of the App that runs the scheduler, on the same Marathon.
   */
  app: string;
  registration: FrameworkRegistration;
  /**
   * ScaleIO names of the volumes that its tasks mount; `{0..2}` stands for 0, 1 and 2. Each has to be declared, and to be there before the app starts.
   *
   * Items: A name of printable characters without slashes, with at most one range such as `{0..2}` in it.
   */
  volumes?: string[];
  tasks?: FrameworkTasks;
  health?: FrameworkHealth;
  /**
   * Of the scaleio-framework alone: whether attributes of the Mesos agents name the disks it may take. If not, it takes every disk it finds, and is refused beside cloudDisks.
   */
  imperative?: boolean;
}
/**
 * How Mesos shall know it. It is reported when it is not registered so.
 */
export interface FrameworkRegistration {
  /**
   * The name it registers with: no other scheduler may use it.
   */
  name: string;
  /**
   * A role that it has there, such as `*`. Left out: any.
   */
  role?: string;
  /**
   * The principal that it registers as. Left out: any, or none.
   */
  principal?: string;
  /**
   * Whether it is the same framework again when its app is restarted. If not, a restart loses its tasks, and needs an Approval.
   */
  keepsId?: boolean;
}
/**
 * What it shall run. Left out: whatever it runs is well.
 */
export interface FrameworkTasks {
  /**
   * How many of its tasks run at least.
   */
  running: number;
  /**
   * Whether no two of its tasks may run on the same agent.
   */
  distinctAgents?: boolean;
}
/**
 * Where the scheduler itself tells that it is well, with a 2xx answer to a GET; only on hosts that the agent's configuration allows (probes.hosts). Left out: it is not asked.
 */
export interface FrameworkHealth {
  /**
   * The path to ask for, with its query if it has one.
   */
  path: string;
  /**
   * Which of the app's ports to ask, counted from 0.
   */
  portIndex?: number;
}
/**
 * The Marathon group definition without `id`: that is metadata.name. Left out: nothing is in it.
 */
export interface GroupSpec {
  /**
   * The apps in it: of each its `id`, a name directly in the group, and else what the `spec` of an App takes.
   */
  apps?: GroupMember[];
  /**
   * The pods in it: of each its `id`, a name directly in the group, and else what the `spec` of a Pod takes.
   */
  pods?: GroupMember[];
  /**
   * The groups in it: of each its `id`, a name directly in the group, and apps, pods, groups, dependencies.
   */
  groups?: GroupMember[];
  /**
   * Apps, pods or groups that come before everything in it: paths, absolute or from the group itself.
   *
   * Items: A path of lower-case letters, digits, dashes and dots between slashes, such as /shop/db; .. is the group around.
   */
  dependencies?: string[];
  /**
   * Whether apps without a role get the name of the group as theirs; only groups directly below the root, Marathon 1.9 and newer. Left out: as it is.
   */
  enforceRole?: boolean;
}
/**
 * An app, a pod or a group in a group.
 */
export interface GroupMember {
  /**
   * Its name in the group, or its absolute path.
   */
  id: string;
  /**
   * What else the app, the pod or the group says.
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | string;
}
/**
 * Either `chronos` or `metronome`: the definition as that scheduler takes it. Left out: nothing runs, which only a job with `state: absent` may say.
 */
export interface JobSpec {
  chronos?: ChronosJob;
  metronome?: MetronomeJob;
  /**
   * What has to be there before the job is made or changed, as plans call it; beside its parents and the volumes it mounts.
   *
   * Items: A declared object: kind, slash, name.
   */
  needs?: string[];
}
/**
 * A job of Chronos, field by field as Chronos 3 takes it, without `name`. Left out: it is one of Metronome.
 */
export interface ChronosJob {
  /**
   * When it runs: `R/START/PERIOD` of ISO 8601; `R5/...` is five times. Left out: parents say when.
   */
  schedule?: string;
  /**
   * The time zone of the start, by its name in the tz database; it replaces the one in the schedule. Left out: the one in the schedule.
   */
  scheduleTimeZone?: string;
  /**
   * Names of jobs of the same Chronos: it runs each time all of them have. Left out: schedule says when.
   *
   * @minItems 1
   *
   * Items: The name of a job.
   */
  parents?: string[];
  /**
   * A line for the shell; with `shell: false` the program.
   */
  command?: string;
  /**
   * Whether command is a line for the shell; arguments count only without.
   */
  shell?: boolean;
  /**
   * What the program is given, with `shell: false`.
   */
  arguments?: string[];
  /**
   * What the job is for.
   */
  description?: string;
  /**
   * Mail addresses to tell of failures, with commas between.
   */
  owner?: string;
  /**
   * Who that is.
   */
  ownerName?: string;
  /**
   * Paused: it is not started, and keeps its place.
   */
  disabled?: boolean;
  /**
   * Whether it is started again while it still runs.
   */
  concurrent?: boolean;
  /**
   * How often a run that fails is tried again.
   */
  retries?: number;
  /**
   * Whether the jobs after it run even when it fails.
   */
  softError?: boolean;
  /**
   * Whether it goes before other jobs that wait.
   */
  highPriority?: boolean;
  /**
   * Whether it reports how many elements it has processed; that needs Cassandra.
   */
  dataProcessingJobType?: boolean;
  /**
   * Seconds after which a run is killed; 0: never.
   */
  maxCompletionTime?: number;
  /**
   * CPUs for one run. Left out: as they are, at first as Chronos is set up: 0.1.
   */
  cpus?: number;
  /**
   * Memory in MiB. Left out: as it is, at first as Chronos is set up: 128.
   */
  mem?: number;
  /**
   * Disk in MiB. Left out: as it is, at first as Chronos is set up: 256.
   */
  disk?: number;
  /**
   * The user on the agent that runs it. Left out: as it is, at first as Chronos is set up: root.
   */
  runAsUser?: string;
  /**
   * Environment variables; their order means nothing.
   */
  environmentVariables?: ChronosVariable[];
  /**
   * Files the agent downloads before the start.
   */
  fetch?: ChronosFetch[];
  /**
   * The older way to say fetch; not both.
   */
  uris?: string[];
  /**
   * Where it may run, [attribute, operator, value]: the operator is EQUALS, LIKE or UNLIKE, the last two with a regular expression; all have to hold.
   */
  constraints?: string[][];
  container?: ChronosContainer;
  /**
   * The Mesos executor that starts it; empty for Mesos's own.
   */
  executor?: string;
  /**
   * What that executor is started with.
   */
  executorFlags?: string;
  /**
   * What is put into the data of the Mesos task; empty: what Chronos puts there.
   */
  taskInfoData?: string;
}
/**
 * One variable.
 */
export interface ChronosVariable {
  /**
   * What the variable is called.
   */
  name: string;
  /**
   * Its value; a number in quotes.
   */
  value: string;
}
/**
 * A file.
 */
export interface ChronosFetch {
  /**
   * Where it is downloaded from.
   */
  uri: string;
  /**
   * What it is called in the sandbox; empty: as at its source.
   */
  output_file?: string;
  /**
   * Whether an archive is unpacked.
   */
  extract?: boolean;
  /**
   * Whether it is made executable.
   */
  executable?: boolean;
  /**
   * Whether the agent keeps it for the next run.
   */
  cache?: boolean;
}
/**
 * An image and how it is run.
 */
export interface ChronosContainer {
  /**
   * Who runs it: Docker, or Mesos itself.
   */
  type?: 'DOCKER' | 'MESOS';
  /**
   * The image that is run.
   */
  image: string;
  /**
   * Whether the image is pulled although the agent has it.
   */
  forcePullImage?: boolean;
  /**
   * Which network it is on.
   */
  network?: 'HOST' | 'BRIDGE' | 'USER';
  /**
   * The name of the network; Chronos asks for networkInfos instead. Left out: it has none.
   */
  networkName?: string;
  /**
   * Networks by name.
   */
  networkInfos?: ChronosNetwork[];
  /**
   * What is mounted into it.
   */
  volumes?: ChronosVolume[];
  /**
   * Options of `docker run`.
   */
  parameters?: ChronosParameter[];
}
/**
 * A network.
 */
export interface ChronosNetwork {
  /**
   * What the network is called.
   */
  name: string;
  /**
   * Which addresses it has there. Left out: the network's choice.
   */
  protocol?: 'IPv4' | 'IPv6';
  /**
   * What the network is told.
   */
  labels?: ChronosNetworkLabel[];
  /**
   * Ports of the container on the agent.
   */
  portMappings?: ChronosPortMapping[];
}
/**
 * A label.
 */
export interface ChronosNetworkLabel {
  /**
   * What it is called.
   */
  key: string;
  /**
   * Its value; a number in quotes.
   */
  value: string;
}
/**
 * A port.
 */
export interface ChronosPortMapping {
  /**
   * The port on the agent; 0: any.
   */
  hostPort: number;
  /**
   * Where what runs in the container listens.
   */
  containerPort: number;
  /**
   * tcp or udp. Left out: tcp.
   */
  protocol?: string;
}
/**
 * A folder of the agent, or an external volume.
 */
export interface ChronosVolume {
  /**
   * Where in the container.
   */
  containerPath: string;
  /**
   * A folder of the agent. Left out: external says what is mounted.
   */
  hostPath?: string;
  /**
   * Whether it may be written to. Left out: as Mesos does it.
   */
  mode?: 'RW' | 'RO';
  external?: ChronosExternalVolume;
}
/**
 * A volume of a volume driver. Left out: it is a folder.
 */
export interface ChronosExternalVolume {
  /**
   * Its name; a Volume declared under it has to be there first.
   */
  name: string;
  /**
   * The volume driver.
   */
  provider: string;
  /**
   * What the driver is told.
   */
  options?: ChronosVolumeOption[];
}
/**
 * An option.
 */
export interface ChronosVolumeOption {
  /**
   * What it is called.
   */
  key: string;
  /**
   * Its value; a number in quotes.
   */
  value: string;
}
/**
 * An option.
 */
export interface ChronosParameter {
  /**
   * What it is called.
   */
  key: string;
  /**
   * Its value; a number in quotes.
   */
  value: string;
}
/**
 * A job of Metronome, field by field as Metronome takes it, without `id`. Left out: it is one of Chronos.
 */
export interface MetronomeJob {
  /**
   * What the job is for. Left out: nothing is said.
   */
  description?: string;
  /**
   * Labels of the job in Metronome.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
  /**
   * Jobs of the same Metronome: it runs each time all of them have. Not beside schedules.
   */
  dependencies?: MetronomeDependency[];
  /**
   * When it runs; Metronome takes at most one. None: when it is asked to.
   *
   * @maxItems 1
   */
  schedules?: MetronomeSchedule[];
  run: MetronomeRun;
}
/**
 * A job.
 */
export interface MetronomeDependency {
  /**
   * The id of that job.
   */
  id: string;
}
/**
 * When it runs.
 */
export interface MetronomeSchedule {
  /**
   * Its name within the job.
   */
  id: string;
  /**
   * Minute, hour, day of month, month, day of week, and a year if need be.
   */
  cron: string;
  /**
   * The time zone of cron, by its name in the tz database.
   */
  timezone?: string;
  /**
   * Seconds after the planned time in which it may still be started.
   */
  startingDeadlineSeconds?: number;
  /**
   * FORBID: it is not started while it still runs.
   */
  concurrencyPolicy?: 'ALLOW' | 'FORBID';
  /**
   * false: paused, it is not started.
   */
  enabled?: boolean;
}
/**
 * What runs.
 */
export interface MetronomeRun {
  /**
   * A line for the shell. Left out: what the image itself starts.
   */
  cmd?: string;
  /**
   * Arguments for the image's entry point; not beside cmd. Left out: there are none.
   */
  args?: string[];
  /**
   * CPUs for one run.
   */
  cpus: number;
  /**
   * Memory in MiB.
   */
  mem: number;
  /**
   * Disk in MiB.
   */
  disk: number;
  /**
   * GPUs; not with docker.
   */
  gpus?: number;
  /**
   * The user on the agent that runs it. Left out: the agent's choice.
   */
  user?: string;
  /**
   * Environment variables by name: a text, or one of `secrets`.
   */
  env?: {
    /**
     * A text, or the name of a secret of the job.
     */
    [k: string]: string | MetronomeEnvSecret;
  };
  /**
   * Secrets in Metronome's own secret store, by a name of your choice.
   */
  secrets?: {
    [k: string]: MetronomeSecret;
  };
  /**
   * Files the agent downloads before the start.
   */
  artifacts?: MetronomeArtifact[];
  docker?: MetronomeDocker;
  ucr?: MetronomeUcr;
  /**
   * Networks it is on; more than one only of mode container and with ucr.
   */
  networks?: MetronomeNetwork[];
  /**
   * What is mounted into it.
   *
   * Items: A folder of the agent, or a secret as a file.
   */
  volumes?: (MetronomeHostVolume | MetronomeSecretVolume)[];
  placement?: MetronomePlacement;
  /**
   * Seconds in which a run must get resources; after that it is given up.
   */
  maxLaunchDelay?: number;
  restart?: MetronomeRestart;
  /**
   * Seconds from the asking to the killing when a run is stopped. Left out: as Mesos does it.
   */
  taskKillGracePeriodSeconds?: number;
}
/**
 * Its text is a secret's.
 */
export interface MetronomeEnvSecret {
  /**
   * A key of `secrets`.
   */
  secret: string;
}
/**
 * Where the store keeps it.
 */
export interface MetronomeSecret {
  /**
   * Its place in the store.
   */
  source: string;
}
/**
 * A file.
 */
export interface MetronomeArtifact {
  /**
   * Where it is downloaded from.
   */
  uri: string;
  /**
   * Whether an archive is unpacked.
   */
  extract?: boolean;
  /**
   * Whether it is made executable.
   */
  executable?: boolean;
  /**
   * Whether the agent keeps it for the next run.
   */
  cache?: boolean;
}
/**
 * A Docker image; not beside ucr. Left out: no Docker.
 */
export interface MetronomeDocker {
  /**
   * The image that is run.
   */
  image: string;
  /**
   * Whether the image is pulled although the agent has it.
   */
  forcePullImage?: boolean;
  /**
   * Whether it gets all rights on the agent.
   */
  privileged?: boolean;
  /**
   * Options of `docker run`.
   */
  parameters?: MetronomeParameter[];
}
/**
 * An option.
 */
export interface MetronomeParameter {
  /**
   * What it is called.
   */
  key: string;
  /**
   * Its value; a number in quotes.
   */
  value: string;
}
/**
 * An image that Mesos itself runs; not beside docker. Left out: none.
 */
export interface MetronomeUcr {
  image: MetronomeImage;
  /**
   * Whether it gets all rights on the agent.
   */
  privileged?: boolean;
}
/**
 * The image that is run.
 */
export interface MetronomeImage {
  /**
   * What the image is called.
   */
  id: string;
  /**
   * What kind of image it is.
   */
  kind?: 'docker' | 'appc';
  /**
   * Whether the image is pulled although the agent has it.
   */
  forcePull?: boolean;
}
/**
 * A network.
 */
export interface MetronomeNetwork {
  /**
   * host: that of the agent. container/bridge: a bridge on the agent. container: one by name.
   */
  mode: 'host' | 'container/bridge' | 'container';
  /**
   * Its name; needed for mode container, and only there. Left out: it has none.
   */
  name?: string;
  /**
   * What the network is told; not for mode host.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
}
/**
 * A folder of the agent.
 */
export interface MetronomeHostVolume {
  /**
   * Where in the container.
   */
  containerPath: string;
  /**
   * The folder on the agent.
   */
  hostPath: string;
  /**
   * Whether it may be written to.
   */
  mode: 'RW' | 'RO';
}
/**
 * A secret as a file; only with ucr.
 */
export interface MetronomeSecretVolume {
  /**
   * Where in the container.
   */
  containerPath: string;
  /**
   * A key of `secrets`.
   */
  secret: string;
}
/**
 * Where it may run. Left out: anywhere.
 */
export interface MetronomePlacement {
  /**
   * All have to hold.
   */
  constraints?: MetronomeConstraint[];
}
/**
 * What an agent must be like.
 */
export interface MetronomeConstraint {
  /**
   * An attribute of agents.
   */
  attribute: string;
  /**
   * IS (EQ is its older name), or LIKE and UNLIKE with a regular expression.
   */
  operator: 'IS' | 'EQ' | 'LIKE' | 'UNLIKE';
  /**
   * The value. Left out: none.
   */
  value?: string;
}
/**
 * What happens when a run fails. Left out: nothing.
 */
export interface MetronomeRestart {
  /**
   * NEVER, or ON_FAILURE: it is started again.
   */
  policy: 'NEVER' | 'ON_FAILURE';
  /**
   * Seconds in which it is started again. Left out: for ever.
   */
  activeDeadlineSeconds?: number;
}
/**
 * The Marathon pod definition, field by field as Marathon 1.10 takes it, without `id`: that is metadata.name. Left out: nothing runs, which only a pod with `state: absent` may say.
 */
export interface PodSpec {
  /**
   * What runs together, on one agent and one network. Left out: nothing runs, which only a pod with `state: absent` may say.
   *
   * @minItems 1
   */
  containers?: PodContainer[];
  scaling?: PodScaling;
  /**
   * One host, one container/bridge, or any number of container networks. Left out: the host's.
   */
  networks?: PodNetwork[];
  /**
   * What containers mount; each by at least one of them.
   */
  volumes?: PodVolume[];
  /**
   * Environment variables of all containers. Values are texts, so quote numbers; or a secret of the pod by its name.
   */
  environment?: {
    [k: string]: PodEnvValue;
  };
  /**
   * Secrets in Marathon's own secret store, by a name of your choice; needs a Marathon that has one.
   */
  secrets?: {
    [k: string]: PodSecret;
  };
  /**
   * The user on the agent that runs the containers. Left out: the agent's choice.
   */
  user?: string;
  /**
   * Labels of the pod in Marathon.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
  scheduling?: PodScheduling;
  executorResources?: PodExecutorResources;
  /**
   * The Mesos role of the pod. Left out: its group's, or Marathon's own.
   */
  role?: string;
  linuxInfo?: PodExecutorLinuxInfo;
  /**
   * Whether all containers share one cgroup, as before Mesos knew better.
   */
  legacySharedCgroups?: boolean;
}
/**
 * One container.
 */
export interface PodContainer {
  /**
   * Its name, unique in the pod: lower-case letters, digits and dashes.
   */
  name: string;
  exec?: PodExec;
  resources: PodResources;
  resourceLimits?: PodResourceLimits;
  /**
   * The ports on which the container answers.
   */
  endpoints?: PodEndpoint[];
  image?: PodImage;
  /**
   * Environment variables of this container, beside and before those of the pod. Values are texts, so quote numbers; or a secret of the pod by its name.
   */
  environment?: {
    [k: string]: PodEnvValue;
  };
  /**
   * The user on the agent that runs it. Left out: the pod's.
   */
  user?: string;
  healthCheck?: PodHealthCheck;
  check?: PodCheck;
  /**
   * Which of the pod's volumes it sees, and where.
   */
  volumeMounts?: PodVolumeMount[];
  /**
   * Files the agent downloads before it starts.
   */
  artifacts?: PodArtifact[];
  /**
   * Labels of the container, for modules of Mesos.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
  lifecycle?: PodLifecycle;
  /**
   * Whether it gets a terminal.
   */
  tty?: boolean;
  linuxInfo?: PodLinuxInfo;
}
/**
 * What it runs. Left out: what the image itself starts.
 */
export interface PodExec {
  command: CheckCommand;
  /**
   * Whether argv takes the place of the image's entry point instead of being handed to it; a shell always does.
   */
  overrideEntrypoint?: boolean;
}
/**
 * What the container takes of its agent.
 */
export interface PodResources {
  /**
   * CPUs; 0.5 is half of one.
   */
  cpus?: number;
  /**
   * MiB of memory.
   */
  mem?: number;
  /**
   * MiB of the agent's disk.
   */
  disk?: number;
  /**
   * Graphics processors.
   */
  gpus?: number;
}
/**
 * How much more than cpus and mem it may take when there is some free; not with legacySharedCgroups. Left out: what cpus and mem say.
 */
export interface PodResourceLimits {
  /**
   * The most CPUs, at least cpus; or unlimited. Left out: no other limit than without resourceLimits.
   */
  cpus?: number | 'unlimited';
  /**
   * The most memory in MiB, at least mem; or unlimited. Left out: no other limit than without resourceLimits.
   */
  mem?: number | 'unlimited';
}
/**
 * A port of a container.
 */
export interface PodEndpoint {
  /**
   * Its name, unique in the pod: lower-case letters, digits and dashes.
   */
  name: string;
  /**
   * The port inside the container; needed on container networks, refused on the host's. Left out: the same as the host's.
   */
  containerPort?: number;
  /**
   * The port on the agent; 0: Marathon picks one. Left out: 0, but none on a container network.
   */
  hostPort?: number;
  /**
   * What is spoken on the port, each once. Left out: tcp.
   *
   * Items: A protocol, such as tcp: lower-case letters, digits and dashes.
   */
  protocol?: string[];
  /**
   * Labels for load balancers and the like.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
  /**
   * The container networks it is on. Left out: all of the pod's.
   *
   * Items: The name of a network of the pod: lower-case letters, digits and dashes.
   */
  networkNames?: string[];
}
/**
 * The image it runs in. Left out: it runs among the agent's own files.
 */
export interface PodImage {
  /**
   * What kind of image it is.
   */
  kind: 'DOCKER';
  /**
   * The image with its tag, as Docker names it.
   */
  id: string;
  /**
   * Pull the image even if the agent has it.
   */
  forcePull?: boolean;
  pullConfig?: PodPullConfig;
  /**
   * Labels by which the image is found, such as version, os and arch.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
}
/**
 * How to log in to the registry. Left out: without.
 */
export interface PodPullConfig {
  /**
   * A key of `secrets` that holds a docker config.json.
   */
  secret: string;
}
/**
 * A secret of the pod, put into the environment when a container starts.
 */
export interface PodEnvSecret {
  /**
   * A key of `secrets` of the pod.
   */
  secret: string;
}
/**
 * How Mesos finds out whether a container is alive.
 */
export interface PodHealthCheck {
  http?: PodHealthHttp;
  tcp?: PodHealthTcp;
  exec?: PodHealthExec;
  /**
   * Seconds after the start in which failures do not count.
   */
  gracePeriodSeconds?: number;
  /**
   * Seconds from one check to the next; more than timeoutSeconds.
   */
  intervalSeconds?: number;
  /**
   * Seconds after which a check without an answer has failed.
   */
  timeoutSeconds?: number;
  /**
   * Seconds to wait before the first check.
   */
  delaySeconds?: number;
  /**
   * After how many failures in a row the container is killed.
   */
  maxConsecutiveFailures?: number;
}
/**
 * Ask over HTTP; no answer from 200 to 399 means dead. Left out: not asked so.
 */
export interface PodHealthHttp {
  /**
   * The name of one of the endpoints of this container: lower-case letters, digits and dashes.
   */
  endpoint: string;
  /**
   * The path of the request. Left out: /.
   */
  path?: string;
  /**
   * Whether the request is encrypted.
   */
  scheme?: 'HTTP' | 'HTTPS';
}
/**
 * Open a connection. Left out: none is opened.
 */
export interface PodHealthTcp {
  /**
   * The name of one of the endpoints of this container: lower-case letters, digits and dashes.
   */
  endpoint: string;
}
/**
 * Run a program in the container; exit code 0 means alive. Left out: nothing is run.
 */
export interface PodHealthExec {
  command: CheckCommand;
}
/**
 * A check whose result would only be shown.
 */
export interface PodCheck {
  http?: PodCheckHttp;
  tcp?: PodCheckTcp;
  exec?: PodCheckExec;
  /**
   * Seconds from one check to the next; more than timeoutSeconds.
   */
  intervalSeconds?: number;
  /**
   * Seconds after which a check without an answer has failed.
   */
  timeoutSeconds?: number;
  /**
   * Seconds to wait before the first check.
   */
  delaySeconds?: number;
}
/**
 * Ask over HTTP; the answer would be shown. Left out: not asked so.
 */
export interface PodCheckHttp {
  /**
   * The name of one of the endpoints of this container: lower-case letters, digits and dashes.
   */
  endpoint: string;
  /**
   * The path of the request. Left out: /.
   */
  path?: string;
  /**
   * Whether the request is encrypted.
   */
  scheme?: 'HTTP' | 'HTTPS';
}
/**
 * Open a connection. Left out: none is opened.
 */
export interface PodCheckTcp {
  /**
   * The name of one of the endpoints of this container: lower-case letters, digits and dashes.
   */
  endpoint: string;
}
/**
 * Run a program in the container; exit code 0 means all is well. Left out: nothing is run.
 */
export interface PodCheckExec {
  command: CheckCommand;
}
/**
 * A volume in a container.
 */
export interface PodVolumeMount {
  /**
   * The name of one of the pod's volumes: lower-case letters, digits and dashes.
   */
  name: string;
  /**
   * Where the container sees it.
   */
  mountPath: string;
  /**
   * Whether the container may only read it.
   */
  readOnly?: boolean;
}
/**
 * A file the agent downloads before a container starts.
 */
export interface PodArtifact {
  /**
   * Where the file is downloaded from.
   */
  uri: string;
  /**
   * Whether an archive is unpacked.
   */
  extract?: boolean;
  /**
   * Whether the file is made executable.
   */
  executable?: boolean;
  /**
   * Whether the agent keeps the file for the next task.
   */
  cache?: boolean;
  /**
   * Where to put it, below the container's sandbox. Left out: the sandbox itself, under its own name.
   */
  destPath?: string;
}
/**
 * How it is stopped. Left out: Marathon's own setting.
 */
export interface PodLifecycle {
  /**
   * Seconds from SIGTERM to SIGKILL. Left out: Marathon's own setting.
   */
  killGracePeriodSeconds?: number;
}
/**
 * Linux isolation.
 */
export interface PodLinuxInfo {
  seccomp?: PodSeccomp;
  ipcInfo?: PodIpcInfo;
}
/**
 * Which system calls are allowed. Left out: as the agent is set up.
 */
export interface PodSeccomp {
  /**
   * A profile file on the agent. Left out: none, with unconfined.
   */
  profileName?: string;
  /**
   * Whether all of them are allowed.
   */
  unconfined: boolean;
}
/**
 * How memory is shared between processes.
 */
export interface PodIpcInfo {
  /**
   * PRIVATE: the task's own shared memory. SHARE_PARENT: that of what started it.
   */
  mode: 'PRIVATE' | 'SHARE_PARENT';
  /**
   * MiB of shared memory. Left out: the agent's default.
   */
  shmSize?: number;
}
/**
 * How many instances run. Left out: as many as run already, 1 of a new pod.
 */
export interface PodScaling {
  /**
   * How the number is found; there is only this way.
   */
  kind: 'fixed';
  /**
   * How many instances run. Left out: as many as run already, 1 of a new pod.
   */
  instances?: number;
}
/**
 * One network the pod is on.
 */
export interface PodNetwork {
  /**
   * host: the agent's own network. container/bridge: a private one behind the agent. container: a named one.
   */
  mode?: 'container' | 'container/bridge' | 'host';
  /**
   * The name of a container network: lower-case letters, digits, dashes and underscores; not for host or container/bridge. Left out: the network that Marathon has for this (`--default_network_name`).
   */
  name?: string;
  /**
   * Labels for the network's own use; not for host.
   */
  labels?: {
    /**
     * What the label says.
     */
    [k: string]: string;
  };
}
/**
 * A folder that containers share and that is gone with the instance.
 */
export interface PodEphemeralVolume {
  /**
   * Its name, unique in the pod: lower-case letters, digits and dashes.
   */
  name: string;
}
/**
 * A folder or file of the agent.
 */
export interface PodHostVolume {
  /**
   * Its name, unique in the pod: lower-case letters, digits and dashes.
   */
  name: string;
  /**
   * The path on the agent; a relative one is below the executor's sandbox.
   */
  host: string;
}
/**
 * A secret as a file.
 */
export interface PodSecretVolume {
  /**
   * Its name, unique in the pod: lower-case letters, digits and dashes.
   */
  name: string;
  /**
   * A key of `secrets`.
   */
  secret: string;
}
/**
 * Space on the agent that outlives the instance.
 */
export interface PodPersistentVolume {
  /**
   * Its name, unique in the pod: lower-case letters, digits and dashes.
   */
  name: string;
  persistent: PodPersistentInfo;
}
/**
 * Space on one agent's disk that the pod is then tied to.
 */
export interface PodPersistentInfo {
  /**
   * Which disks to use: the root one, a path set aside, or a whole mount. With profileName the default is mount.
   */
  type?: 'root' | 'path' | 'mount';
  /**
   * Size in MiB.
   */
  size: number;
  /**
   * The largest disk to take, in MiB; only for type mount. Left out: of any size.
   */
  maxSize?: number;
  /**
   * Only disks with this profile. Left out: with any.
   */
  profileName?: string;
  /**
   * Which disks, by their path: [path, LIKE or UNLIKE, regular expression]. Left out: any.
   */
  constraints?: string[][];
}
/**
 * Where Marathon's secret store keeps it.
 */
export interface PodSecret {
  /**
   * Its place in the store.
   */
  source: string;
}
/**
 * Where instances run, how they are replaced and how soon they are started again. Left out: as each of its fields when it is left out.
 */
export interface PodScheduling {
  placement?: PodPlacement;
  backoff?: PodBackoff;
  upgrade?: PodUpgrade;
  /**
   * Which instances are killed first when there are too many.
   */
  killSelection?: 'YOUNGEST_FIRST' | 'OLDEST_FIRST';
  unreachableStrategy?: PodUnreachableStrategy;
}
/**
 * Where instances may run. Left out: anywhere.
 */
export interface PodPlacement {
  /**
   * What an agent must be like.
   */
  constraints?: PodConstraint[];
  /**
   * Take only resources that agents offer to these roles. Left out: as Marathon was set up.
   */
  acceptedResourceRoles?: string[];
}
/**
 * One condition on an agent.
 */
export interface PodConstraint {
  /**
   * hostname, or an attribute of agents.
   */
  fieldName: string;
  /**
   * What is asked of the field. UNIQUE takes no value; LIKE, UNLIKE and MAX_PER need one.
   */
  operator: 'UNIQUE' | 'CLUSTER' | 'GROUP_BY' | 'LIKE' | 'UNLIKE' | 'MAX_PER' | 'IS';
  /**
   * What the field is compared to. Left out: nothing.
   */
  value?: string;
}
/**
 * How soon a failed instance is started again. Left out: as each of its fields when it is left out.
 */
export interface PodBackoff {
  /**
   * Seconds to wait, to the millisecond.
   */
  backoff?: number;
  /**
   * By how much the wait grows with each failure.
   */
  backoffFactor?: number;
  /**
   * The longest wait in seconds, to the millisecond; in Marathon before 1.8 3600 when it is left out.
   */
  maxLaunchDelay?: number;
}
/**
 * How many instances run while the pod is replaced. Left out: 1 and 1; with a persistent volume 0.5 and 0.
 */
export interface PodUpgrade {
  /**
   * The share of instances, from 0 to 1, that stays healthy meanwhile.
   */
  minimumHealthCapacity?: number;
  /**
   * The share of instances, from 0 to 1, that may run in addition; 0 with persistent volumes.
   */
  maximumOverCapacity?: number;
}
/**
 * When they are given up.
 */
export interface PodUnreachableTimes {
  /**
   * Seconds until a new instance is started; at most expungeAfterSeconds.
   */
  inactiveAfterSeconds?: number;
  /**
   * Seconds until the old instance is given up: it is killed should it come back.
   */
  expungeAfterSeconds?: number;
}
/**
 * What the Mesos executor around the containers takes. Left out: as each of its fields when it is left out.
 */
export interface PodExecutorResources {
  /**
   * CPUs for the executor.
   */
  cpus?: number;
  /**
   * MiB of memory for the executor.
   */
  mem?: number;
  /**
   * MiB of the agent's disk for the executor.
   */
  disk?: number;
}
/**
 * Linux isolation of the executor around the containers. Left out: as the agent is set up.
 */
export interface PodExecutorLinuxInfo {
  ipcInfo?: PodIpcInfo;
}
/**
 * How ScaleIO knows it. Left out: by metadata.name.
 */
export interface ProtectionDomainSpec {
  /**
   * The name the domain has in ScaleIO, at most 31 characters without spaces or slashes. Left out: metadata.name.
   */
  name?: string;
}
/**
 * Which SDS it is.
 */
export interface StorageNodeSpec {
  /**
   * metadata.name of the ProtectionDomain it belongs to.
   */
  protectionDomain: string;
  /**
   * The name the SDS has in ScaleIO, at most 31 characters without spaces or slashes. Left out: metadata.name.
   */
  name?: string;
  /**
   * The name it has in ScaleIO so far: the SDS of that name is renamed instead of a new one being made. Take it out when that is done. Left out: it is not renamed.
   */
  renamedFrom?: string;
  /**
   * metadata.name of the FaultSet it is in. Chosen when the SDS is added; ScaleIO moves none later. Left out: it fails by itself.
   */
  faultSet?: string;
  /**
   * The addresses the SDS has, all of them, each with its role. Needed to add it. Left out: they are left as they are.
   *
   * @minItems 1
   * @maxItems 8
   */
  ips?: (string | SdsIp)[];
  /**
   * The port of the SDS. Read when it is added.
   */
  port?: number;
  /**
   * Whether the SDS is in (instant) maintenance mode: its data are served by their other copies meanwhile. Left out: it is left as it is.
   */
  maintenance?: boolean;
  /**
   * The disks it came with, by the name they get in ScaleIO. Taking a line out forgets the disk, it does not remove it. Left out: none is added.
   */
  devices?: {
    [k: string]: DeviceSpec;
  };
  /**
   * Raise it by one when the host behind this node, or its SDS, was replaced on purpose: its old cloud disks are retired, and its rows are bought anew.
   */
  incarnation?: number;
}
export interface SdsIp {
  /**
   * An IPv4 address: four numbers from 0 to 255.
   */
  ip: string;
  /**
   * Whom it serves: other SDSs, SDCs, or all. One address alone has to have all; of several at least one has to serve each.
   */
  role: 'all' | 'sdsOnly' | 'sdcOnly';
}
/**
 * One disk.
 */
export interface DeviceSpec {
  /**
   * Where the host has the disk. An empty one: ScaleIO takes no disk that is partitioned, mounted or another SDS's.
   */
  path: string;
  /**
   * metadata.name of its StoragePool, in the node's protection domain.
   */
  pool: string;
  /**
   * What kind of disk it is, from 3.0 on. Left out: as the pool's.
   */
  media?: 'hdd' | 'ssd';
  /**
   * absent: ScaleIO moves its data off and gives the disk back; that also needs an Approval.
   */
  state?: 'present' | 'absent';
}
/**
 * Where the pool is, when it counts as full, and how it grows.
 */
export interface StoragePoolSpec {
  /**
   * metadata.name of the ProtectionDomain it belongs to.
   */
  protectionDomain: string;
  /**
   * The name the pool has in ScaleIO, at most 31 characters without spaces or slashes. Left out: metadata.name.
   */
  name?: string;
  nodes?: NodeSelector;
  /**
   * Percent of the capacity kept free to make lost copies anew: at least what the largest fault unit has. Lowering it below that needs an Approval. Left out: as it is; 10 for a new pool.
   */
  sparePercent?: number;
  thresholds?: PoolThresholds;
  /**
   * What kind of disks it has, from ScaleIO 3.0 on, where a new pool needs it. Left out: as it is.
   */
  media?: 'hdd' | 'ssd';
  /**
   * Whether blocks are zeroed before first use, so that no volume shows another one's old data. Changed only while the pool has no devices. Left out: as it is; on for a new pool.
   */
  zeroPadding?: boolean;
  rmcache?: RmcacheSpec;
  /**
   * Whether the pool uses the read cache on flash. Left out: as it is.
   */
  rfcache?: boolean;
  rebuild?: MovePolicySpec;
  rebalance?: MovePolicySpec;
  /**
   * Jobs of rebuild and rebalance at once on each device. Left out: as it is.
   */
  parallelJobsPerDevice?: number;
  cloudDisks?: CloudDisks;
  growth?: GrowthSpec;
}
/**
 * The StorageNodes whose disks make up the pool: each row is one disk on every one of them. Left out: every StorageNode of the protection domain.
 */
export interface NodeSelector {
  /**
   * Labels that a StorageNode has to have, all of them.
   */
  matchLabels: {
    /**
     * What the label must say.
     */
    [k: string]: string;
  };
}
/**
 * When ScaleIO raises its capacity alerts, in percent of the capacity after spare, as its own GUI counts. Left out: they stay as they are.
 */
export interface PoolThresholds {
  /**
   * Percent used from which the pool counts as nearly full; lower than critical.
   */
  high: number;
  /**
   * Percent used from which ScaleIO refuses new thin volumes.
   */
  critical: number;
}
/**
 * The read cache in the SDSs' memory. Left out: as it is.
 */
export interface RmcacheSpec {
  /**
   * Whether the pool uses it. Left out: as it is.
   */
  enabled?: boolean;
  /**
   * cached: writes go through the cache; passthrough: around it. Left out: as it is.
   */
  writes?: 'cached' | 'passthrough';
}
/**
 * How much of the devices' time ScaleIO takes to move copies.
 */
export interface MovePolicySpec {
  /**
   * Whether it is done at all. Without rebuild, lost copies are not made anew: turning that off needs an Approval, turning rebalance off does not. Left out: as it is.
   */
  enabled?: boolean;
  /**
   * unlimited; limitNumOfConcurrentIos: so many I/Os a device at once; favorAppIos: also no more than a bandwidth while applications are busy. Left out: as it is.
   */
  policy?: 'unlimited' | 'limitNumOfConcurrentIos' | 'favorAppIos';
  /**
   * I/Os at once on each device, with a policy that limits them. Left out: as it is.
   */
  concurrentIosPerDevice?: number;
  /**
   * KiB a second on each device, with favorAppIos. Left out: as it is.
   */
  bandwidthKibpsPerDevice?: number;
}
/**
 * Rows of disks: one disk on every node of the pool for each row.
 */
export interface CloudDisks {
  /**
   * Who provides them: aws-ebs buys EBS volumes; static takes disks that people plug in, listed in plumbline.yaml, and nothing of what follows but rows and limits.
   */
  provider: 'aws-ebs' | 'static';
  type?: DiskType;
  /**
   * Whether the disks are encrypted.
   */
  encrypted?: boolean;
  /**
   * ARN of the KMS key to encrypt with. Left out: the account's default.
   */
  kmsKeyId?: string;
  iops?: Iops;
  throughputMiBs?: ThroughputMiBs;
  /**
   * Row key -> size in GiB, or more about it; may be empty. A key is an identity: order means nothing, a key is never used twice, and taking a line out forgets its disks, it does not remove them.
   */
  rows: {
    [k: string]: DiskRow;
  } | null;
  limits: GrowthLimits;
}
export interface DiskRowSpec {
  sizeGiB: SizeGiB;
  when?: RowCondition;
  type?: DiskType;
  iops?: Iops;
  throughputMiBs?: ThroughputMiBs;
  /**
   * absent removes the row, with an Approval for each of its disks: ScaleIO moves the data off, then the disk is detached, and deleted a day later.
   */
  state?: 'present' | 'absent';
}
/**
 * Merged now, bought only if needed. Left out: bought at once.
 */
export interface RowCondition {
  usedPercent: Percent;
}
/**
 * What all rows together may come to, whoever adds them. A row beyond them is not bought.
 */
export interface GrowthLimits {
  /**
   * The most rows there may be.
   */
  rows: number;
  /**
   * GiB over all disks of all rows.
   */
  rawGiB: number;
  /**
   * US dollars a month over all disks of all rows, by `prices` in plumbline.yaml.
   */
  monthlyUsd: number;
}
/**
 * When and how a row is added to the rows above.
 */
export interface GrowthSpec {
  /**
   * propose pushes a branch for a person to merge; commit adds the row to the tracked branch; off only says that the pool is nearly full.
   */
  mode: 'propose' | 'commit' | 'off';
  when: GrowthTrigger;
  target: Percent;
  cooldown?: Duration;
  /**
   * Rows that 24 hours may bring.
   */
  maxPerDay?: number;
  ifUnanswered?: IfUnanswered;
}
/**
 * What starts it; also volumes that are declared and no longer fit.
 */
export interface GrowthTrigger {
  usedPercent: Percent;
  fullWithin?: Duration;
}
/**
 * What becomes of a proposal that nobody merges, touches or deletes; only with mode propose. Left out: it waits.
 */
export interface IfUnanswered {
  after: Duration;
  /**
   * critical: also as soon as the pool is at its critical threshold. Left out: only when it waited that long.
   */
  or?: 'critical';
  /**
   * commit: the row is added to the tracked branch.
   */
  then: 'commit';
}
/**
 * Where it lives and how large it is.
 */
export interface VolumeSpec {
  /**
   * metadata.name of its StoragePool, or `domain/pool` with the pool's name in ScaleIO. From 3.0 on it may be changed: the volume is moved.
   */
  pool: string;
  /**
   * Size in GiB; ScaleIO allocates in steps of 8. May be raised later, never lowered.
   */
  sizeGiB: number;
  /**
   * thin: space is taken when it is written. thick: all of it at once. Cannot be changed later.
   */
  type?: 'thin' | 'thick';
  /**
   * The name the volume has in ScaleIO and by which REX-Ray finds it, at most 31 characters: letters, digits, `_`, `.`, `-`. Left out: metadata.name.
   */
  name?: string;
  /**
   * The name it has in ScaleIO so far: the volume of that name is renamed instead of a new one being made. Take it out when that is done. Left out: it is not renamed.
   */
  renamedFrom?: string;
  limits?: VolumeLimits;
  /**
   * The hosts that have the volume as a disk, and no others: name, GUID or address of their SDC. No app may mount it then. Left out: REX-Ray maps it to where its task runs, and nothing here touches that.
   *
   * @minItems 0
   *
   * Items: Name, GUID or IPv4 address of an SDC.
   */
  mappedTo?: string[];
  snapshots?: SnapshotSchedule;
  /**
   * Whether a last snapshot is taken, and kept, before the volume is removed.
   */
  finalSnapshot?: boolean;
}
/**
 * What each host that has the volume as a disk may ask of it; REX-Ray sets none. Left out: not looked at.
 */
export interface VolumeLimits {
  /**
   * I/O operations a second, 11 or more; 0 for no limit. Left out: not looked at.
   */
  iops?: number;
  /**
   * MiB a second; 0 for no limit. Left out: not looked at.
   */
  bandwidthMibps?: number;
}
/**
 * Snapshots by the clock. Left out: none are taken, and those there are stay.
 */
export interface SnapshotSchedule {
  /**
   * When: five fields of cron, in UTC.
   */
  schedule: string;
  /**
   * How many are kept; older ones are removed, one a pass. Lowering it, or a denser schedule, holds for snapshots taken from then on; older ones stay as long as held when they were taken, or go by an Approval.
   */
  keep: number;
}

export type Kind = keyof Kinds;
