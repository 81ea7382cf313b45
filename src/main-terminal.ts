// What npm start shows: what is being opened, the progress of a run, and at the end where to click and as whom. French first; a
// line of English where somebody may not read it.

import type { WriteStream } from 'node:tty';
import type { Config } from './config/config.ts';
import type { Gouverne } from './compose.ts';
import type { Run } from './features/committees/ports.ts';
import { actOf } from './features/committees/words-provisioning.ts';
import type { Text } from './shared/language.ts';

export interface Terminal {
  title(config: Config): void;
  during<T>(what: Text, work: () => Promise<T>): Promise<T>;
  /** Until the run is finished. */
  progress(gouverne: Gouverne, run: Run): Promise<void>;
  where(config: Config): void;
  leaving(): void;
  stop(): void;
}

/** Roles that see the most of it; any other is one choice away in the page. */
const GUIDES: readonly (readonly [email: string, why: string])[] = [
  ['secretariat.telesante.msss@rqt.example', 'secrétariat et coordination du réseau : plan, écarts, nouvelle instance'],
  ['coordination.clinique.msss@rqt.example', 'présidence du CNCOT'],
  ['coordination.cct-chum@rqt.example', 'coordination d’un territoire'],
  ['clinique.telesante.cusm@rqt.example', 'répondante clinique, en anglais'],
  ['verification.interne.msss@rqt.example', 'vérification : lit tout le journal'],
];

export function terminal(out: WriteStream): Terminal {
  const live = out.isTTY;
  const color = live && process.env['NO_COLOR'] === undefined;
  const paint = (code: number, text: string): string => (color ? `\u001B[${code}m${text}\u001B[0m` : text);
  const [bold, dim, green, yellow] = [(s: string) => paint(1, s), (s: string) => paint(2, s), (s: string) => paint(32, s), (s: string) => paint(33, s)];
  const line = (text = ''): void => { out.write(`${text}\n`); };
  const rewrite = (text: string): void => { out.write(`\r\u001B[2K${text.slice(0, Math.max(20, (out.columns || 100) - 1))}`); };
  const done = (text: string): void => { if (live) rewrite(''); line(`  ${green('✓')} ${text}`); };

  return {
    title(config) {
      line(bold('Gouverne') + dim(config.tenant === 'local' ? '  · Microsoft 365 local, sur cette machine seulement' : `  · locataire ${config.app.tenantId}`));
    },
    async during(what, work) {
      const began = performance.now();
      if (live) rewrite(`  … ${what.fr}`);
      const result = await work();
      done(`${what.fr} ${dim(`${((performance.now() - began) / 1000).toFixed(1)} s`)}`);
      return result;
    },
    async progress(gouverne, run) {
      const began = Date.now();
      for (let last = -1; ; ) {
        const [now, steps] = await Promise.all([gouverne.store.get(run.id), gouverne.store.steps(run.id)]);
        const finished = steps.filter(({ state }) => state.is === 'done').length;
        const busy = steps.find(({ state }) => state.is === 'running');
        const seconds = Math.round((Date.now() - began) / 1000);
        const what = busy === undefined ? '' : actOf(busy.step).fr;
        if (live) rewrite(`  ${bar(finished, steps.length)} ${finished}/${steps.length} · ${seconds} s · ${what}`);
        else if (finished !== last && (finished - last >= 15 || finished === steps.length)) line(`  … ${finished}/${steps.length} étapes`);
        if (finished !== last && !live && (finished - last >= 15 || finished === steps.length)) last = finished;
        if (now === null || now.finishedAt !== null) {
          const failed = steps.filter(({ state }) => state.is === 'failed' || state.is === 'blocked').length;
          if (failed === 0) done(`Espace Teams en place : ${steps.length} étapes ${dim(`${seconds} s`)}`);
          else { if (live) rewrite(''); line(`  ${yellow('!')} ${failed} étapes sur ${steps.length} sont à reprendre : npx gouverne status`); }
          return;
        }
        await new Promise((resolve) => { setTimeout(resolve, live ? 150 : 500); });
      }
    },
    where(config) {
      const origin = `http://localhost:${config.port}`;
      line();
      if (config.localTenant === null) { line(`${bold('Prêt.')} ${origin}/healthz · ${config.baseUrl}`); return; }
      line(`${bold('Ouvrir')} ${dim('(open)')}  ${bold(`${origin}/teams/`)}`);
      line(`${bold('Comme')}  ${dim('(as)')}`);
      for (const [email, why] of GUIDES) line(`  ${origin}/teams/?as=${email}\n      ${dim(why)}`);
      line(`  ${dim('ou toute autre personne de la charte : barre du haut de la page (or anyone else: top bar of the page)')}`);
      line();
      line(`${bold('Ligne de commande')}  npx gouverne plan charters/rqt.yaml · npx gouverne status · npx gouverne drift · npx gouverne doctor`);
      line(dim(`Arrêter : Ctrl-C. Tout est gardé dans ${config.dataDir}. (Stop: Ctrl-C. Everything is kept in ${config.dataDir}.)`));
    },
    leaving() { line(); line(dim('Arrêt…')); },
    stop() { if (live) rewrite(''); },
  };
}

function bar(done: number, total: number): string {
  const width = 24;
  const full = total === 0 ? 0 : Math.round((done / total) * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
}
