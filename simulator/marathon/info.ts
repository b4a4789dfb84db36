/** GET /v2/info (api/v2/InfoResource.scala of each version). */
import { MESOS_ROLE } from './defaults.ts';
import { FIRST_PORT, LAST_PORT } from './ports.ts';
import type { JsonObject } from './shape.ts';

export interface InfoOptions {
  readonly version: string;
  readonly frameworkId: string;
  readonly features: ReadonlySet<string>;
  /** `127.0.0.1:40123` */
  readonly address: string;
}

export function marathonInfo({ version, frameworkId, features, address }: InfoOptions): JsonObject {
  const minor = Number(version.split('.')[1]);
  return {
    name: 'marathon',
    version,
    buildref: 'unknown',
    elected: true,
    leader: address,
    frameworkId,
    marathon_config: {
      ...FLAGS,
      ...flagsOf(minor),
      default_network_name: null,
      features: [...features],
      local_port_max: LAST_PORT,
      local_port_min: FIRST_PORT,
    },
    zookeeper_config: {
      zk: 'zk://127.0.0.1:2181/marathon',
      zk_compression: true,
      zk_compression_threshold: 65_536,
      zk_connection_timeout: 10_000,
      zk_max_node_size: 1_024_000,
      zk_max_versions: 50,
      zk_session_timeout: 10_000,
      zk_timeout: 10_000,
    },
    ...(minor < 5 ? { event_subscriber: null } : {}),
    http_config: { http_port: 8080, https_port: 8443 },
  };
}

/** Flags that came or went; --mesos_role had no default before 1.9. */
function flagsOf(minor: number): JsonObject {
  return {
    ...(minor < 5 ? {} : { mesos_bridge_name: 'mesos-bridge' }),
    ...(minor < 7 ? {} : { maintenance_mode: true }),
    ...(minor < 9
      ? { mesos_role: null, revive_offers_for_new_apps: true, revive_offers_repetitions: 3 }
      : { mesos_role: MESOS_ROLE, new_group_enforce_role: 'off' }),
  };
}

const FLAGS = {
  access_control_allow_origin: null,
  checkpoint: true,
  decline_offer_duration: 120_000,
  env_vars_prefix: null,
  executor: '//cmd',
  failover_timeout: 604_800,
  framework_name: 'marathon',
  ha: true,
  hostname: '127.0.0.1',
  launch_token: 100,
  launch_token_refresh_interval: 30_000,
  leader_proxy_connection_timeout_ms: 5000,
  leader_proxy_read_timeout_ms: 10_000,
  master: 'zk://127.0.0.1:2181/mesos',
  max_instances_per_offer: 5,
  mesos_heartbeat_failure_threshold: 5,
  mesos_heartbeat_interval: 15_000,
  mesos_leader_ui_url: 'http://127.0.0.1:5050/',
  mesos_user: 'root',
  min_revive_offers_interval: 5000,
  offer_matching_timeout: 3000,
  on_elected_prepare_timeout: 180_000,
  reconciliation_initial_delay: 15_000,
  reconciliation_interval: 600_000,
  scale_apps_initial_delay: 15_000,
  scale_apps_interval: 300_000,
  store_cache: true,
  task_launch_confirm_timeout: 300_000,
  task_launch_timeout: 300_000,
  task_lost_expunge_initial_delay: 300_000,
  task_lost_expunge_interval: 30_000,
  task_reservation_timeout: 20_000,
  webui_url: null,
} as const;
