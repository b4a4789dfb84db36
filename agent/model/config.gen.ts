// Written by tools/generate-types.ts from schemas/. Change the schema, not this file.

export type Branch = string;
/**
 * Where a secret is read from, each time it is needed. Never the secret itself.
 */
export type SecretRef =
  | {
      env: string;
    }
  | {
      /**
       * Relative to this file; a final newline is dropped.
       */
      file: string;
    };
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
  status?: {
    branch?: Branch;
  };
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
    file: string;
  };
}
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
  auth?: {
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
export interface MarathonConfig {
  url: HttpUrl;
  auth?: {
    username: string;
    password: SecretRef;
  };
  caFile?: string;
  /**
   * Accept any certificate.
   */
  insecure?: boolean;
}
export interface ScaleioConfig {
  url: HttpUrl;
  username: string;
  password: SecretRef;
  caFile?: string;
  /**
   * Accept any certificate.
   */
  insecure?: boolean;
}
