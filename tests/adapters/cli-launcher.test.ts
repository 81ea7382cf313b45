// bin/gouverne.mjs under whatever Node there is: it hands over what was typed, the exit code and the signals, and leaves at once.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { fakeGouverne, type FakeGouverne } from '../support/fake-gouverne.ts';
import { aRun, aStep } from '../support/provisioning-replies.ts';

jest.setTimeout(60_000); // a busy machine takes seconds to start two programs

const root = fileURLToPath(new URL('../../', import.meta.url));
const launcher = `${root}bin/gouverne.mjs`;
/** The machine's own Node beside the pinned one, where there is one: that is the case the launcher is for. */
const nodes = [process.execPath, ...['/usr/bin/node', '/usr/local/bin/node'].filter((path) => existsSync(path))];
const config = mkdtempSync(join(tmpdir(), 'gouverne-cli-'));
const env = { ...process.env, GOUVERNE_CONFIG_DIR: config, GOUVERNE_LANG: 'fr', NODE_OPTIONS: '' };

let server: FakeGouverne | undefined;
let child: ChildProcess | undefined;
afterEach(async () => { child?.kill('SIGKILL'); child = undefined; await server?.close(); server = undefined; });
afterAll(() => rmSync(config, { recursive: true, force: true }));

describe('bin/gouverne.mjs', () => {
  it.each(nodes)('runs under %s', (node) => {
    const ran = spawnSync(node, [launcher, 'plna', '--lang', 'en'], { encoding: 'utf8', env });
    expect(ran.stderr).toBe('Unknown command: “plna”.\n→ Did you mean “plan”?\n');
    expect(ran.stdout).toBe('');
    expect(ran.status).toBe(8);
  });

  it('runs from anywhere, through ./gouverne', () => {
    const ran = spawnSync(`${root}gouverne`, ['--version'], { encoding: 'utf8', env, cwd: '/' });
    expect(ran.stdout).toMatch(/^gouverne \d/);
    expect(ran.status).toBe(0);
  });

  it('leaves as soon as the answer is there, whatever connections are still open', async () => {
    server = await fakeGouverne({ latest: null });
    const code = await ended(start(['status', '--quiet', '--server', server.url]));
    expect(code).toEqual({ code: 0, signal: null });
  });

  it('passes Ctrl-C on: the command stops following and says that the run goes on', async () => {
    const run = aRun({ steps: [aStep({ state: 'running' })] });
    server = await fakeGouverne({ latest: run, runs: [run], stream: false });
    child = start(['status', '--follow', '--server', server.url]);
    let said = '';
    child.stderr?.on('data', (text: Buffer) => { said += text.toString(); });
    await until(() => server?.asked().filter((line) => line === 'GET /api/runs/run-12').length ?? 0, 2);
    // A terminal sends the signal to the whole group, as here.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    expect(await ended(child)).toEqual({ code: 130, signal: null });
    expect(said).toContain('le serveur continue d’appliquer le plan.');
  });

  it('ends with the command when it is told to end', async () => {
    const run = aRun({ steps: [aStep({ state: 'running' })] });
    server = await fakeGouverne({ latest: run, runs: [run], stream: false });
    child = start(['status', '--follow', '--server', server.url]);
    await until(() => server?.asked().length ?? 0, 2);
    child.kill('SIGTERM');
    expect(await ended(child)).toEqual({ code: null, signal: 'SIGTERM' });
  });
});

const start = (typed: string[]): ChildProcess => spawn(process.execPath, [launcher, ...typed], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
const ended = (process: ChildProcess): Promise<{ readonly code: number | null; readonly signal: string | null }> => new Promise((resolve) => { process.once('exit', (code, signal) => resolve({ code, signal })); });
async function until(count: () => number, least: number): Promise<void> {
  while (count() < least) await new Promise((resolve) => { setTimeout(resolve, 20); });
}
