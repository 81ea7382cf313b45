// Creating once: when the answer is lost, look whether the committee is there before asking again.
import type { CommitteeRef } from '../../src/contract/common.ts';
import type { NewCommittee } from '../../src/contract/committees.ts';
import type { Created, Run } from '../../src/contract/provisioning.ts';
import { isUnsettled } from '../api/problem.ts';

export interface Creating {
  create(committee: NewCommittee, planId: string): Promise<Created>;
  committeeByAcronym(acronym: string): Promise<CommitteeRef | null>;
  latestRun(): Promise<Run | null>;
}

export async function createOnce(acts: Creating, committee: NewCommittee, planId: string): Promise<Created> {
  try {
    return await acts.create(committee, planId);
  } catch (error) {
    if (!isUnsettled(error)) throw error;
    const [found, run] = await Promise.all([acts.committeeByAcronym(committee.acronym), acts.latestRun()]);
    if (found !== null && run !== null) return { committee: found, run };
    throw error;
  }
}
