// What the command line says of itself and of what was mistyped, in the French of Québec and in English; and how each failure ends.
import { afterEach, describe, expect, it } from '@jest/globals';
import { COMMAND_NAMES, COMMANDS } from '../../src/cli/commands.ts';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { helpEn } from '../../src/cli/help-en.ts';
import { helpFr } from '../../src/cli/help-fr.ts';
import { en } from '../../src/cli/words-en.ts';
import { fr } from '../../src/cli/words-fr.ts';
import { Problem } from '../../src/contract/common.ts';
import { fakeGouverne, type FakeGouverne, type Script } from '../support/fake-gouverne.ts';
import { aPlan } from '../support/provisioning-replies.ts';
import { runCli } from '../support/run-cli.ts';

describe('help', () => {
  it.each(['fr', 'en'])('lists the commands, variables and exit codes in %s', async (lang) => {
    const { code, out } = await runCli(null, `--lang ${lang}`);
    expect(out).toMatchSnapshot();
    expect(code).toBe(0);
  });

  it.each(['fr', 'en'])('has a page for every command in %s, with an example of it', async (lang) => {
    for (const name of COMMAND_NAMES.filter((command) => command !== 'help')) {
      const { code, out } = await runCli(null, `help ${name} --lang ${lang}`);
      expect(code).toBe(0);
      for (const option of Object.keys(COMMANDS[name].options)) expect(out).toContain(`--${option}`);
      expect(out).toMatch(new RegExp(`\\n {2}gouverne ${name}`));
      expect((await runCli(null, `${name} --help --lang ${lang}`)).out).toBe(out);
    }
  });

  it('gives only examples that the parser takes', async () => {
    for (const texts of [helpFr, helpEn]) {
      for (const name of COMMAND_NAMES) {
        for (const [example] of texts.commands[name].examples) {
          const { err } = await runCli(null, `${example.split(' | ')[0]?.replace('gouverne ', '') ?? ''} --help`);
          expect(`${example}: ${err}`).toBe(`${example}: `);
        }
      }
    }
  });

  it('says the version of the package', async () => {
    expect((await runCli(null, '--version')).out).toMatch(/^gouverne \d+\.\d+\.\d+\n$/);
  });

  it('fits the terminal', async () => {
    for (const name of COMMAND_NAMES) {
      const { out } = await runCli(null, `help ${name}`, { columns: 72 });
      for (const line of out.split('\n')) if (!line.includes('gouverne ')) expect(line.length).toBeLessThanOrEqual(72);
    }
  });
});

describe('what was mistyped', () => {
  it.each([
    ['plna', 'Commande inconnue\u00a0: «\u00a0plna\u00a0».', 'Vouliez-vous dire «\u00a0plan\u00a0»?'],
    ['stat', 'Commande inconnue', 'Vouliez-vous dire «\u00a0status\u00a0»?'],
    ['bidule', 'Commande inconnue', 'La liste des commandes\u00a0: gouverne help'],
    ['help aply', 'Commande inconnue', 'Vouliez-vous dire «\u00a0apply\u00a0»?'],
    ['plan --jsn', 'Option inconnue\u00a0: --jsn.', 'Vouliez-vous dire «\u00a0--json\u00a0»?'],
    ['plan --yes', 'L’option --yes ne va pas avec «\u00a0gouverne plan\u00a0».', 'gouverne help plan'],
    ['plan -y', 'L’option -y ne va pas avec', 'gouverne help plan'],
    ['status --run', 'L’option --run attend une valeur.', 'gouverne help status'],
    ['status --run --follow', 'L’option --run attend une valeur.', 'gouverne help status'],
    ['status --follow=oui', 'L’option --follow ne prend pas de valeur.', 'gouverne help status'],
    ['status --run 1 --run 2', 'L’option --run ne se donne qu’une fois.', 'gouverne help status'],
    ['status tout', '«\u00a0tout\u00a0» est de trop', 'gouverne help status'],
    ['journal', 'Il manque un mot après «\u00a0gouverne journal\u00a0».', 'gouverne help journal'],
    ['plan --lang de', 'Langue inconnue\u00a0: «\u00a0de\u00a0». Choisissez fr ou en.', ''],
    ['plan --server gouverne', 'n’est pas une adresse\u00a0: «\u00a0gouverne\u00a0».', 'https://gouverne.exemple.qc.ca'],
    ['plan --server ftp://gouverne', 'n’est pas une adresse', ''],
    ['plan --server http://ana:secret@gouverne', 'n’est pas une adresse', ''],
  ])('%s is refused with what was meant', async (command, sentence, remedy) => {
    const { code, err, out } = await runCli(null, command);
    expect(err).toContain(sentence);
    expect(err).toContain(remedy);
    expect(out).toBe('');
    expect(code).toBe(EXIT.usage);
  });

  it('is refused in English too', async () => {
    expect((await runCli(null, 'plna --lang en')).err).toBe('Unknown command: “plna”.\n→ Did you mean “plan”?\n');
    expect((await runCli(null, 'plna', { env: { GOUVERNE_LANG: 'en' } })).err).toContain('Unknown command');
  });
});

describe('a failure', () => {
  let server: FakeGouverne;
  const serving = async (script: Partial<Script>): Promise<FakeGouverne> => (server = await fakeGouverne(script));
  afterEach(() => server.close());
  const refusal = (status: number, extra: Partial<Problem> = {}): Problem => ({ type: 'about:blank', title: 'Refus', status, code: 'refus', detail: 'Le serveur a dit non.', remedy: 'Voici quoi faire.', ...extra });

  it.each([[403, EXIT.notAllowed], [409, EXIT.error], [422, EXIT.error], [500, EXIT.error]])('of status %i ends with %i, in the server’s words', async (status, expected) => {
    const { code, err, out } = await runCli(await serving({ plans: [refusal(status)] }), 'plan -q');
    expect(err).toBe('Le serveur a dit non.\n→ Voici quoi faire.\n');
    expect(out).toBe('');
    expect(code).toBe(expected);
  });

  it('is the server’s problem details in JSON', async () => {
    const { out, code } = await runCli(await serving({ plans: [refusal(403)] }), 'plan --json');
    expect(Problem.parse(JSON.parse(out))).toEqual(refusal(403));
    expect(code).toBe(EXIT.notAllowed);
  });

  it('to reach the server says why and what to do', async () => {
    await serving({});
    await server.close();
    const { code, err } = await runCli(server, 'plan');
    expect(err.replaceAll(/\s+/g, ' ')).toContain('Le serveur ne répond pas à http://serveur. Rien n’écoute à cette adresse. → Démarrez-le par npm start');
    expect(code).toBe(EXIT.unreachable);
    await serving({});
  });

  it.each([
    ['ENOTFOUND', 'Ce nom de serveur est inconnu.'], ['CERT_HAS_EXPIRED', 'Le certificat du serveur n’est pas reconnu.'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'], ['ECONNRESET', 'La connexion a été coupée.'], ['EHOSTUNREACH', 'Cause\u00a0: EHOSTUNREACH.'],
  ])('of the network (%s) is named', async (cause, sentence) => {
    await serving({});
    const failing: typeof fetch = async () => { throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(cause), { code: cause }) }); };
    const { code, err } = await runCli(null, 'plan --server https://gouverne.example.qc.ca', { fetch: failing });
    expect(err).toContain(sentence);
    expect(code).toBe(EXIT.unreachable);
  });

  it('of a moment is tried again where that changes nothing', async () => {
    let failures = 2;
    const meddle: Script['meddle'] = (request, response) => {
      if (request.path !== '/api/plan' || failures === 0) return false;
      failures -= 1;
      if (failures === 1) response.writeHead(503, { 'retry-after': '2' }).end();
      else response.destroy();
      return true;
    };
    const { code, world } = await runCli(await serving({ plans: [aPlan({ teams: [] })], meddle }), 'plan', { now: 0 });
    expect(server.asked()).toEqual(['POST /api/plan', 'POST /api/plan', 'POST /api/plan']);
    expect(world.now()).toBeGreaterThanOrEqual(3000);
    expect(code).toBe(0);
  });

  it('that will last is told rather than waited for', async () => {
    const meddle: Script['meddle'] = (request, response) => {
      if (request.path !== '/api/plan') return false;
      response.writeHead(503, { 'retry-after': '60', 'content-type': 'application/problem+json' }).end(JSON.stringify(refusal(503)));
      return true;
    };
    const { code, err } = await runCli(await serving({ meddle }), 'plan -q');
    expect(err).toBe('Le serveur a dit non.\n→ Voici quoi faire.\n');
    expect(server.asked()).toEqual(['POST /api/plan']);
    expect(code).toBe(EXIT.error);
  });

  it('of a server that is not Gouverne is told as such', async () => {
    const meddle: Script['meddle'] = (_request, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'); return true; };
    const { code, err } = await runCli(await serving({ meddle }), 'plan');
    expect(err.replaceAll(/\s+/g, ' ')).toContain('n’est pas un serveur Gouverne de cette version.');
    expect(code).toBe(EXIT.error);
  });

  it('of the command itself keeps the text for a report', async () => {
    await serving({});
    const { code, err } = await runCli(null, 'plan', { fetch: async () => { throw new RangeError('oups'); } });
    expect(err).toContain('La commande s’est arrêtée sur une erreur imprévue.');
    expect(err).toContain('RangeError: oups');
    expect(code).toBe(EXIT.error);
  });
});

describe('the words', () => {
  /** Every sentence, with its gaps filled. */
  function sentences(tree: unknown, path = ''): (readonly [string, string])[] {
    if (typeof tree === 'string') return [[path, tree]];
    if (typeof tree === 'function') return [[path, String((tree as (...gaps: unknown[]) => unknown)(...(path.endsWith('counts') ? [{ create: 2, change: 2, leave: 2, archive: 2, cannot: 2 }] : [2, 3, 4, 5])))]];
    if (Array.isArray(tree)) return tree.flatMap((item, index) => sentences(item, `${path}[${index}]`));
    return typeof tree === 'object' && tree !== null ? Object.entries(tree).flatMap(([key, value]) => sentences(value, path === '' ? key : `${path}.${key}`)) : [];
  }
  const french = [...sentences(fr), ...sentences(helpFr)].filter(([path]) => path !== 'language' && !/examples\[\d+\]\[0\]|environment\[\d+\]\[0\]|values\./.test(path));

  it('of both languages cover the same ground', () => {
    expect(sentences(en).map(([path]) => path)).toEqual(sentences(fr).map(([path]) => path));
  });

  it('in French follow the typography of Québec', () => {
    const wrong = french.filter(([, text]) => /'/.test(text) || /(?<!\u00a0):(?!\/\/)/.test(text.replaceAll(/https?:\S+/g, '')) || / [;!?]|« | »/.test(text));
    expect(wrong).toEqual([]);
  });

  it('in French avoid the forms that the vocabulary discourages', () => {
    const discouraged = /\b(varia|agenda|item|items|canceller|céduler|chatbot|statut|statuts|escalader|minutes de|log|loguer|le président|la présidente)\b/i;
    expect(french.filter(([, text]) => discouraged.test(text))).toEqual([]);
  });
});
