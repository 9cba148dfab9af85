import { computed, signal } from '@preact/signals';
import type { Role, Session } from '../api/types.ts';

/** Who looks: undefined while nobody has asked, null when a key is needed. */
export const session = signal<Session | null | undefined>(undefined);

export const csrf = computed(() => session.value?.csrf ?? null);

const RANKS: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

/** Whether the role suffices. The server decides; this only spares people what would be refused. */
export const may = (role: Role): boolean => session.value != null && RANKS[session.value.role] >= RANKS[role];

export const forgetSession = (): void => {
  session.value = null;
};
