// An operator's day with the command line, on the whole product as `npm start` starts it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Doctor, Drift, Plan, Run } from '../../src/contract/provisioning.ts';
import { runningGouverne, type RunningGouverne } from '../support/running-gouverne.ts';

const launcher = fileURLToPath(new URL('../../bin/gouverne.mjs', import.meta.url));
const charter = fileURLToPath(new URL('../../charters/rqt.yaml', import.meta.url));
const MINUTES = 60_000;

describe('the command line, on the whole product', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gouverne-command-line-'));
  let product: RunningGouverne;
  beforeAll(async () => { product = await runningGouverne('command-line'); }, 3 * MINUTES);
  afterAll(async () => { await product.stop(); rmSync(folder, { recursive: true, force: true }); }, MINUTES);

  const gouverne = (...typed: string[]): { readonly code: number | null; readonly out: string; readonly err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...typed], { encoding: 'utf8', timeout: 2 * MINUTES, env: { ...process.env, NODE_OPTIONS: '', GOUVERNE_URL: product.url, GOUVERNE_CONFIG_DIR: join(folder, 'session'), GOUVERNE_LANG: 'fr', GOUVERNE_AS: '', GOUVERNE_CLIENT_ID: '', GOUVERNE_CLIENT_SECRET: '' } });
    return { code: status, out: stdout, err: stderr };
  };

  it('finds everything in order after a first start', () => {
    const doctor = Doctor.parse(JSON.parse(gouverne('doctor', '--json').out));
    expect(doctor.checks.filter((check) => check.state !== 'ok')).toEqual([]);
    const status = Run.parse(JSON.parse(gouverne('status', '--json').out));
    expect({ state: status.state, failed: status.failed }).toEqual({ state: 'done', failed: 0 });
  }, MINUTES);

  it('has nothing to do when the charter is applied a second time', () => {
    const { code, out } = gouverne('apply', charter, '--yes');
    expect(out).toContain('46\u00a0instances, 9\u00a0équipes, 141\u00a0personnes');
    expect(out).toContain('Rien à faire\u00a0: Teams est déjà dans l’état de la charte.');
    expect(code).toBe(0);
  }, MINUTES);

  it('finds what was changed by hand, keeps one change and puts the other back', async () => {
    await product.inTeams({ act: 'rename-channel', team: 'RQT - Territoire CHUM', channel: 'GLT-ICM', to: 'Gouvernance ICM' });
    await product.inTeams({ act: 'delete-tab', team: 'RQT - Territoire CHUM', channel: 'GLT-CHUSJ', tab: 'GLT-CHUSJ' });
    const { items } = Drift.parse(JSON.parse(gouverne('drift', '--json').out));
    expect(items.map((item) => item.kind).sort()).toEqual(['channel-renamed', 'tab-removed']);
    const renamed = items.find((item) => item.kind === 'channel-renamed')?.id ?? '';
    const { code, out } = gouverne('drift', '--adopt', renamed, '--restore-all', '--yes');
    expect(out).toContain('1\u00a0écart adopté, 1\u00a0écart à rétablir.');
    expect(out).toContain('Terminé en');
    expect(code).toBe(0);
    expect(gouverne('drift', '--detailed-exitcode')).toMatchObject({ code: 0, out: 'Aucun écart\u00a0: Teams est comme la charte le veut.\n' });
  }, 3 * MINUTES);

  it('refuses a charter with faults, each at its line, and touches nothing', () => {
    const path = join(folder, 'fautes.yaml');
    const lines = readFileSync(charter, 'utf8').split('\n');
    const parent = lines.findIndex((line) => line === '    parent: cemt');
    const chair = lines.findIndex((line) => line.includes('{personne: per-coord-clin, role: presidence'));
    writeFileSync(path, lines.map((line, index) => (index === parent ? '    parent: cemtt' : index === chair ? line.replace('role: presidence', 'role: membre') : line)).join('\n'));
    const { code, err } = gouverne('plan', path);
    expect(err).toContain(`${path}:${parent + 1}:13  «\u00a0cncot\u00a0» relève de «\u00a0cemtt\u00a0»`);
    expect(err).toContain('Vouliez-vous dire');
    expect(err).toContain('2\u00a0fautes dans la charte. Rien n’a été touché.');
    expect(code).toBe(3);
  }, MINUTES);

  it('applies a changed charter exactly as it was reviewed', () => {
    const path = join(folder, 'nouvelle.yaml');
    expect(gouverne('export', '-o', path).code).toBe(0);
    const text = readFileSync(path, 'utf8');
    const guest = text.replace(/^( *)- (\{.*personne: per-secretariat-msss.*\})$/m, '$1- $2\n$1- { personne: per-expert-sad, role: invite_permanent, votant: false }');
    expect(guest).not.toBe(text);
    writeFileSync(path, guest);
    const reviewed = gouverne('plan', path, '--json', '--detailed-exitcode');
    expect(reviewed.code).toBe(2);
    const plan = Plan.parse(JSON.parse(reviewed.out));
    expect(plan.charter.isNew).toBe(true);
    expect(gouverne('apply', path, '--plan-id', 'un-autre', '--yes').code).toBe(1);
    const applied = gouverne('apply', path, '--plan-id', plan.id, '--yes', '--json');
    expect(Run.parse(JSON.parse(applied.out))).toMatchObject({ state: 'done', failed: 0 });
    expect(applied.code).toBe(0);
  }, 3 * MINUTES);

  it('keeps each person to their rights', () => {
    expect(gouverne('journal', 'verify', '--as', 'verification.interne.msss').out).toContain('Journal intact');
    const member = gouverne('journal', 'verify', '--as', 'expert.sad', '--json');
    expect(member.code).toBe(4);
    const stranger = gouverne('plan', '--as', 'inconnu');
    expect(stranger.code).toBe(7);
    expect(stranger.err).toContain('n’est pas un compte de ce Microsoft 365 local');
  }, MINUTES);
});
