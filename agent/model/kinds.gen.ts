// PLACEHOLDER until tools/generate-types.ts writes it.
export interface AppSpec { instances?: number; [key: string]: unknown }
export interface VolumeSpec { name?: string; pool: string; sizeGiB: number; type?: 'thin' | 'thick' }
export interface ProtectionDomainSpec { name?: string }
export interface StoragePoolSpec { name?: string; protectionDomain: string; thresholds?: { high: number; critical: number } }
export interface StorageNodeSpec { name?: string; protectionDomain: string; ips?: string[] }
export interface ClusterSpec { include?: string[] }
export interface Kinds { App: AppSpec; Cluster: ClusterSpec; ProtectionDomain: ProtectionDomainSpec; StorageNode: StorageNodeSpec; StoragePool: StoragePoolSpec; Volume: VolumeSpec }
export type Kind = keyof Kinds;
