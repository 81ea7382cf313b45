// What the cards of meetings, actions and decisions share: the committee of a channel, and a refusal of the committees in words.

import type { Charter } from '../features/committees/domain/charter.ts';
import { nameOf } from '../features/committees/domain/names.ts';
import { placeOf } from '../features/committees/domain/places.ts';
import type { ProvisioningStore } from '../features/committees/ports.ts';
import { permissionRefusal } from '../features/committees/words.ts';
import type { CommitteeId } from '../shared/ids.ts';
import type { Text } from '../shared/language.ts';

export const inChannel = (store: Pick<ProvisioningStore, 'memory'>) => ({
  /** Null in a channel of several committees, or of none. */
  async committeeAt(charter: Charter, groupId: string | null, channelId: string): Promise<CommitteeId | null> {
    const place = placeOf(charter, await store.memory(), groupId, channelId);
    return place.is === 'nobody' ? null : place.committee.id;
  },
  permissionWords: (charter: Charter, refusal: Parameters<typeof permissionRefusal>[0]): Text => permissionRefusal(refusal, (id) => nameOf(charter, id)),
});
