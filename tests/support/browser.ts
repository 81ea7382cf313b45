// The browser of the journeys: whichever this machine has. Where there is none the tests fail and say so; they are never skipped in silence.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser } from 'playwright-core';

/** Nothing may go out, of the browser's own or of a page: no update, no component, no sync, no name that is not this machine's. */
export const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--mute-audio', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'];

const KNOWN_PLACES = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/usr/bin/microsoft-edge', '/usr/bin/microsoft-edge-stable', '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe', 'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
];

interface Found { readonly executablePath: string; readonly args: readonly string[]; readonly from: string }

export async function findBrowser(): Promise<Found> {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked !== undefined && asked !== '') {
    if (!existsSync(asked)) throw new Error(`CHROMIUM_PATH names ${asked}, which does not exist.`);
    return { executablePath: asked, args: QUIET, from: 'CHROMIUM_PATH' };
  }
  const installed = KNOWN_PLACES.find((place) => existsSync(place));
  if (installed !== undefined) return { executablePath: installed, args: QUIET, from: 'installed' };
  const downloaded = registryPath();
  if (downloaded !== undefined) return { executablePath: downloaded, args: QUIET, from: 'playwright' };
  const unpacked = await npmChromium();
  if (unpacked !== undefined) return unpacked;
  throw new Error([
    'No browser was found, so what happens in the page is NOT proved.',
    'Looked for: CHROMIUM_PATH, an installed Chromium, Chrome or Edge, Playwright’s own download, and the npm package @sparticuz/chromium.',
    'Install Chromium, or set CHROMIUM_PATH, or run npm ci without --omit=optional.',
  ].join('\n'));
}

/** Throws loudly where there is no browser. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, args } = await findBrowser();
  return chromium.launch({ executablePath, args: [...args], headless: true });
}

/** Playwright names where its download would be, whether or not it is there. */
function registryPath(): string | undefined {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : undefined;
}

/** A Chromium that npm brings and that needs no libraries of the system; an optional dependency. */
async function npmChromium(): Promise<Found | undefined> {
  try { createRequire(import.meta.url).resolve('@sparticuz/chromium'); } catch { return undefined; }
  const packed = (await import('@sparticuz/chromium')).default;
  packed.setGraphicsMode = false;
  return { executablePath: await packed.executablePath(), args: [...new Set([...packed.args, ...QUIET])], from: '@sparticuz/chromium' };
}
