/** What a change of each field of an app does (AppDefinition.isUpgrade of Marathon). */
import type { PathEffect } from './types.ts';

export const APP_EFFECTS: readonly PathEffect[] = [{ path: 'instances', effect: 'scale', since: '1.4' }];
