// The context that an app gets from Teams, and the places in its addresses that Teams fills in.

import type { ChannelLine, ChannelTab, TeamLine } from '../wire.ts';
import type { AppFrame } from './frame.ts';
import { text } from './json.ts';
import { locale, session } from './session.ts';
import { theOverview, theTenant } from './store.ts';
import { t } from './words.ts';

export type Place = Record<string, unknown>;

const sessionId = crypto.randomUUID();

/** Where a tab stands: the real ids, `teamId` the team's internal one, `groupId` Graph's. */
export function channelPlace(team: TeamLine, channel: ChannelLine, page: { entityId: string; subEntityId?: string | null }): Place {
  return {
    entityId: page.entityId, subEntityId: page.subEntityId ?? undefined,
    teamId: team.internalId, groupId: team.id, teamName: team.name, teamType: 0, isTeamArchived: team.archived, userTeamRole: team.role === 'owner' ? 0 : team.role === 'member' ? 1 : 2,
    hostTeamGroupId: team.id, hostTeamTenantId: theTenant().id,
    channelId: channel.id, channelName: channel.general ? t.teams.general : channel.name, channelType: channel.type === 'private' ? 'Private' : channel.type === 'shared' ? 'Shared' : 'Regular',
    channelRelativeUrl: `/sites/${team.id}/Documents partages/${channel.name}`,
  };
}
export const tabPlace = (team: TeamLine, channel: ChannelLine, tab: ChannelTab, sub: string | null): Place => channelPlace(team, channel, { entityId: tab.entityId, subEntityId: sub });
export const personalPlace = (entityId: string, sub: string | null): Place => ({ entityId, subEntityId: sub ?? undefined });

/** The flat context of the protocol: teams-js sorts it into its own shape. */
export function contextFor(frame: AppFrame): Record<string, unknown> {
  const { me } = theOverview();
  const tenant = theTenant();
  const french = session.language === 'fr';
  return {
    locale: locale().toLowerCase(), theme: session.theme, sessionId, appSessionId: sessionId, appLaunchId: `${sessionId}-${frame.openedAt}`,
    hostName: 'Teams', hostClientType: 'web', ringId: 'general', frameContext: frame.options.frameContext,
    tid: tenant.id, userObjectId: me.id, userDisplayName: me.name, userPrincipalName: me.upn, upn: me.upn, loginHint: me.upn, userLicenseType: 'Unknown', tenantSKU: 'enterprise', isCallingAllowed: false, isPSTNCallingAllowed: false,
    osLocaleInfo: { platform: 'windows', regionalFormat: locale().toLowerCase(), shortDate: 'yyyy-MM-dd', longDate: french ? 'd MMMM yyyy' : 'MMMM d, yyyy', shortTime: french ? "H 'h' mm" : 'h:mm tt', longTime: french ? "H 'h' mm 'min' ss 's'" : 'h:mm:ss tt' },
    userClickTime: frame.openedAt, userFileOpenPreference: 'inline', isFullScreen: false, isMultiWindow: false, isBackgroundLoad: false, sourceOrigin: null,
    ...(frame.options.app === null ? {} : { appId: frame.options.app.externalId, manifestVersion: frame.options.app.manifestVersion }),
    dialogParameters: {},
    ...frame.options.place,
  };
}

/** "{locale}" in an address of the manifest or of a tab; the old short names and the new dotted ones. */
export function fillIn(url: string, place: Place): string {
  const { me } = theOverview();
  const tenant = theTenant();
  const values: Record<string, unknown> = {
    entityId: place['entityId'], subEntityId: place['subEntityId'], loginHint: me.upn, userPrincipalName: me.upn, upn: me.upn, userObjectId: me.id, theme: session.theme, groupId: place['groupId'], tid: tenant.id,
    locale: locale().toLowerCase(), teamId: place['teamId'], channelId: place['channelId'], channelName: place['channelName'], teamName: place['teamName'], hostClientType: 'web', hostName: 'Teams', sessionId, ringId: 'general',
    'page.id': place['entityId'], 'page.subPageId': place['subEntityId'], 'user.id': me.id, 'user.loginHint': me.upn, 'user.userPrincipalName': me.upn, 'user.tenant.id': tenant.id, 'app.locale': locale().toLowerCase(), 'app.theme': session.theme,
    'app.host.name': 'Teams', 'app.host.clientType': 'web', 'app.host.ringId': 'general', 'app.sessionId': sessionId, 'team.internalId': place['teamId'], 'team.displayName': place['teamName'], 'team.groupId': place['groupId'], 'channel.id': place['channelId'], 'channel.displayName': place['channelName'],
  };
  return url.replaceAll(/(?:\{|%7B)([\w.]+)(?:\}|%7D)/gi, (whole, name: string) => (name in values ? encodeURIComponent(text(values[name])) : whole));
}
