// npm run bench [name …]: every bench, or those named.

import { benchActionsPage } from './actions-page.ts';
import { benchCalendar } from './calendar.ts';
import { benchHomePage } from './home-page.ts';
import { benchPlanner } from './planner.ts';
import { benchPlanning } from './planning.ts';
import { benchProvisioning } from './provisioning.ts';
import { benchReading } from './reading.ts';
import { report, type Line } from './report.ts';
import { benchSending } from './sending.ts';
import { benchStarting } from './starting.ts';

const BENCHES: Readonly<Record<string, () => Promise<Line[]>>> = { 'actions-page': benchActionsPage, calendar: benchCalendar, 'home-page': benchHomePage, planner: benchPlanner, planning: benchPlanning, provisioning: benchProvisioning, reading: benchReading, sending: benchSending, starting: benchStarting };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`no bench is called ${unknown.join(', ')}; there are: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
let code = 0;
for (const [name, bench] of Object.entries(BENCHES)) if (asked.length === 0 || asked.includes(name)) code = Math.max(code, report(name, await bench()));
process.exitCode = code;
