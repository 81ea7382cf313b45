// Who may read and keep the register of incidents: the person in charge of the protection of personal information; the audit reads it.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { Roles } from '../../committees/domain/permissions.ts';

export type IncidentRightRefusal = { readonly why: 'register-closed-to-you' } | { readonly why: 'privacy-only' };
export type IncidentPermission = Decision<true, IncidentRightRefusal>;

export const mayReadIncidents = (roles: Roles): IncidentPermission => (roles.privacy || roles.auditor ? accept(true) : refuse({ why: 'register-closed-to-you' }));
export const mayKeepIncidents = (roles: Roles): IncidentPermission => (roles.privacy ? accept(true) : refuse({ why: mayReadIncidents(roles).ok ? 'privacy-only' : 'register-closed-to-you' }));
