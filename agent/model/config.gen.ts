// PLACEHOLDER until tools/generate-types.ts writes it.
export type SecretRef = { env: string } | { file: string };
export interface GitConfig { url: string; branch?: string; path?: string; auth?: { username?: string; password: SecretRef }; caFile?: string; timeoutSeconds?: number }
export interface MarathonConfig { url: string; auth?: { username: string; password: SecretRef }; caFile?: string; insecure?: boolean }
export interface ScaleioConfig { url: string; username: string; password: SecretRef; caFile?: string; insecure?: boolean }
export interface AgentConfig {
  cluster: string; git: GitConfig; status?: { branch?: string };
  systems: { marathon: [MarathonConfig]; scaleio: ScaleioConfig };
  serve?: { host?: string; port: number; webhookSecret?: SecretRef }; data?: string; schedule?: string; clock?: { file: string };
}
