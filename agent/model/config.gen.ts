// Written by tools/generate-types.ts from schemas/. Change the schema, not this file.

/**
 * Name of a branch.
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
       * Relative to this file; a final newline is dropped.
       */
      file: string;
    };
/**
 * An http:// or https:// address without credentials or query.
 */
export type HttpUrl = string;

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
   * Where the agent writes what it found and did.
   */
  status?: {
    branch?: Branch;
  };
  /**
   * The systems the cluster consists of.
   */
  systems: {
    /**
     * The Marathon that runs the apps. A list, because more of them by name are coming; this version takes exactly one.
     *
     * @minItems 1
     * @maxItems 1
     */
    marathon: [MarathonConfig];
    scaleio: ScaleioConfig;
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
   * Folder for caches, relative to this file. May be lost at any time.
   */
  data?: string;
  /**
   * Cron expression: when a pass starts even if nothing seems to have happened.
   */
  schedule?: string;
  /**
   * Takes the time from the simulator's clock file. Only with loopback addresses everywhere.
   */
  clock?: {
    /**
     * The file, relative to this one.
     */
    file: string;
  };
  /**
   * What the agent must not touch because it runs in it.
   */
  self?: {
    /**
     * The id of the Marathon app that runs this agent; a declared change of it is reported, not made.
     */
    app: string;
  };
  /**
   * Which systems these must be: another one behind an address is not read and not written. Left out: as they were when the first commit was accepted.
   */
  pins?: {
    /**
     * Marathon's framework id.
     */
    marathon?: string;
    /**
     * The ScaleIO system's id.
     */
    scaleio?: string;
  };
  /**
   * Limits on buying that no repository can raise. Left out: nothing is bought.
   */
  ceilings?: {
    /**
     * US dollars a month, over everything the agent has bought.
     */
    monthlyUsd: number;
    /**
     * Disks in all.
     */
    disks: number;
    /**
     * Disks that one commit may bring.
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
     * Most forges take any with an access token.
     */
    username?: string;
    password: SecretRef;
  };
  /**
   * PEM file of the certificate authority, relative to this file.
   */
  caFile?: string;
  /**
   * Bound on one git operation.
   */
  timeoutSeconds?: number;
}
/**
 * One Marathon.
 */
export interface MarathonConfig {
  url: HttpUrl;
  /**
   * HTTP basic credentials. Left out: without.
   */
  auth?: {
    /**
     * The user.
     */
    username: string;
    password: SecretRef;
  };
  /**
   * PEM file of the certificate authority, relative to this file.
   */
  caFile?: string;
  /**
   * Accept any certificate.
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
   * PEM file of the certificate authority, relative to this file.
   */
  caFile?: string;
  /**
   * Accept any certificate.
   */
  insecure?: boolean;
}
