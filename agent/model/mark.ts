/** The label on the apps that an agent writes: `prod/7` for the cluster and the epoch of its writers. */
export const MARK_LABEL = 'plumbline';

export const MARK_FORM = /^([^/\s]+)\/(\d{1,15})$/;
