// Runs one command against a server, as a person or a pipeline would, and gives back what came of it.
import { main } from '../../src/cli/main.ts';
import { fakeWorld, type FakeWorld, type FakeWorldOptions } from './fake-terminal.ts';

export interface Ran { readonly code: number; readonly out: string; readonly err: string; readonly world: FakeWorld }

export async function runCli(server: { readonly url: string } | null, command: string, options: FakeWorldOptions = {}): Promise<Ran> {
  const world = fakeWorld(options);
  const code = await main([...command.split(' ').filter((word) => word !== ''), ...(server === null ? [] : ['--server', server.url])], world);
  // Port and time differ from run to run; nothing else may.
  const steady = (text: string): string => (server === null ? text : text.replaceAll(server.url, 'http://serveur'));
  return { code, out: steady(world.printed().out), err: steady(world.printed().err), world };
}
