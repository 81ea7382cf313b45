// What the bot asks of the register. compose gives it; tests give fakes.
import type { decisionsOnCards } from '../src/features/decisions/use-cases/decisions-on-cards.ts';

export type { AskedWhere, LatestDecisions } from '../src/features/decisions/use-cases/decisions-on-cards.ts';
export type { ShownDecision, ShownReach } from '../src/features/decisions/use-cases/show-decision.ts';

export type DecisionUseCases = Pick<ReturnType<typeof decisionsOnCards>, 'one' | 'latest' | 'answer'>;
export type DecisionFacts = Pick<ReturnType<typeof decisionsOnCards>, 'told'>;
