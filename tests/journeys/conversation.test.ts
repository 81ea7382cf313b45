// What the bot says on the running network, to people who speak to it as they do in Teams: greetings, commands in both languages, in
// the chat and in channels, and what it says where it has nothing to show.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Message } from '../../src/local-tenant/state.ts';
import { startProduct, type Product } from '../support/product.ts';
import { personInTeams, withSpaces, type Place, type Read } from '../support/teams-person.ts';

jest.setTimeout(120_000);

const SECRETARY = 'secretariat.telesante.msss@rqt.example'; // six seats, two of them restricted
const CHAIR = 'coordination.clinique.msss@rqt.example'; // chairs the CNCOT
const EXPERT = 'expert.sad@rqt.example'; // one seat
const CLINICIAN = 'clinique.telesante.cusm@rqt.example'; // two seats, English mailbox
const AUDITOR = 'verification.interne.msss@rqt.example'; // no seat
const DEPUTY = 'sous-ministre.msss@rqt.example'; // chairs the restricted CDM

describe('the bot', () => {
  let g: Product;
  beforeAll(async () => {
    g = await startProduct({ name: 'conversation' });
    await g.standUp();
    await g.quiet();
  });
  afterAll(async () => { await g.close(); });

  const as = (email: string) => personInTeams(g, email);
  const speak = async (email: string, language: 'fr-CA' | 'en-CA'): Promise<void> => { expect((await g.api(email, 'PUT', '/api/me/preferences', { language })).status).toBe(200); };
  const teamOf = (name: string) => g.tenant.context.state.teams.find((team) => team.displayName === name)!;
  const place = (team: string, channel: string): Place => {
    const { id } = teamOf(team);
    return { teamId: id, channelId: g.tenant.context.state.channels.find((c) => c.teamId === id && c.displayName === channel)!.id };
  };
  const titles = (cards: readonly Read[]): (string | undefined)[] => cards.map((card) => card.texts[0]);
  const buttons = (card: Read): string[] => ((card.card['actions'] ?? []) as { title: string }[]).map((action) => action.title);

  /** The committees by their tabs, and those whose channel was not greeted exactly once: read from the tenant, not from our memory. */
  const greeted = (): { committees: number; wrong: [string, string[]][] } => {
    const { tabs, messages } = g.tenant.context.state;
    const titleOf = (message: Message): string => withSpaces(String((message.activity['attachments'] as { content: { body: { text: string }[] } }[])[0]?.content.body[0]?.text));
    const all = new Map<string, string[]>();
    for (const { displayName, channelId } of tabs.values()) {
      const greetings = messages.filter((message) => message.fromBot && message.deletedAt === null && message.conversationId.startsWith(channelId)).map(titleOf).filter((title) => title.includes('Gouverne est'));
      // A committee may have more channels than the one of its meetings.
      all.set(displayName, [...(all.get(displayName) ?? []), ...greetings]);
    }
    return { committees: all.size, wrong: [...all].filter(([acronym, greetings]) => greetings.join() !== `${acronym} : Gouverne est en place`) };
  };
  const ONCE = { committees: 46, wrong: [] };

  describe('greets', () => {
    it('each committee in its own channel, once, with nothing but an acronym where it is restricted', async () => {
      expect(greeted()).toEqual(ONCE);
      // Every card goes before the judges as its readers get it.
      const [national] = await as(CHAIR).channel(place('RQT - CNCOT', 'Séances'));
      expect(national).toMatchObject({ language: 'fr', texts: expect.arrayContaining(['Comité national de coordination des opérations en télésanté']) as unknown });
      const [restricted] = await as(DEPUTY).channel(place('RQT - Gouvernance ministérielle', 'CDM'));
      expect(restricted!.texts).toContain('Instance à accès restreint : les détails se lisent dans l’onglet seulement.');
      expect(JSON.stringify(restricted!.card)).not.toMatch(/directeur|ministériel/i);
    });

    it('each person who takes the app, once, also when the chat is opened again', async () => {
      await as(EXPERT).takeApp();
      await g.quiet();
      await as(EXPERT).takeApp();
      await g.quiet();
      expect(titles(await as(EXPERT).chat())).toEqual(['Bonjour, je suis Gouverne']);
    });
  });

  describe('in the chat', () => {
    it.each([['aide', 'fr-CA'], ['help', 'en-CA']] as const)('answers « %s » with what it understands', async (word, language) => {
      await as(CHAIR).takeApp();
      await speak(CHAIR, language);
      await g.quiet();
      const help = await as(CHAIR).say(word);
      expect(help.language).toBe(language.slice(0, 2));
      expect(help.texts).toEqual(expect.arrayContaining(language === 'fr-CA' ? ['Ce que je comprends', 'mon comité', 'mes comités', 'aide'] : ['What I understand', 'my committee', 'my committees', 'help']));
    });

    it.each([
      ['mon comité', 'fr-CA', ['CNCCS', 'Comité national de coordination clinique stratégique', 'Palier', 'National', 'Présidence', 'Votre rôle', 'Membre']],
      ['my committee', 'en-CA', ['CNCCS', 'National Strategic Clinical Coordination Committee', 'Level', 'National', 'Chair', 'Your role', 'Member']],
    ] as const)('answers « %s » with the only one', async (word, language, shown) => {
      await speak(EXPERT, language);
      const card = await as(EXPERT).say(word);
      expect(card.language).toBe(language.slice(0, 2));
      expect(card.texts).toEqual(expect.arrayContaining([...shown]));
      expect(buttons(card)).toEqual(language === 'fr-CA' ? ['Ouvrir l’onglet', 'Ouvrir le canal', 'Mes comités'] : ['Open the tab', 'Open the channel', 'My committees']);
    });

    it.each([['mes comités', 'fr-CA', 'Vos 6 comités', 'Accès restreint'], ['my committees', 'en-CA', 'Your 6 committees', 'Restricted']] as const)('answers « %s » with all of them, the restricted ones by their acronym', async (word, language, title, restricted) => {
      await as(SECRETARY).takeApp();
      await speak(SECRETARY, language);
      await g.quiet();
      const { texts } = await as(SECRETARY).say(word);
      expect(texts[0]).toBe(title);
      for (const acronym of ['CDM', 'CEMT', 'CNCOT', 'CNCCS', 'CC-SLD', 'BP']) expect(texts).toContain(acronym);
      expect(texts.filter((text) => text === restricted)).toHaveLength(2);
      // « mon comité » of somebody with several is the same list.
      expect((await as(SECRETARY).say(language === 'fr-CA' ? 'mon comité' : 'my committee')).texts).toEqual(texts);
    });

    it('answers in French to somebody whose Teams is English, until they choose', async () => {
      await as(CLINICIAN).takeApp();
      await g.quiet();
      expect(await as(CLINICIAN).say('my committees')).toMatchObject({ language: 'fr', texts: expect.arrayContaining(['Vos 2 comités']) as unknown });
      await speak(CLINICIAN, 'en-CA');
      expect(await as(CLINICIAN).say('mes comités')).toMatchObject({ language: 'en', texts: expect.arrayContaining(['Your 2 committees']) as unknown });
    });

    it('says what it understands when it does not, and its buttons lead on', async () => {
      await speak(EXPERT, 'fr-CA');
      const lost = await as(EXPERT).say('Quand la prochaine séance a-t-elle lieu?');
      expect(lost.texts).toEqual(['Je n’ai pas compris', 'Je réponds à « mes actions », « prochaine séance », « mon comité », « mes comités », « aide » et au sigle d’une de vos instances.', 'Mes comités', 'Aide']);
      expect((await as(EXPERT).press(lost, 'chat', 'Mes comités')).texts).toEqual(expect.arrayContaining(['Votre comité', 'CNCCS']));
      expect((await as(EXPERT).press(lost, 'chat', 'Aide')).texts[0]).toBe('Ce que je comprends');
      expect((await as(EXPERT).say('CNCCS')).texts).toContain('Comité national de coordination clinique stratégique');
    });

    it('tells somebody without a seat so, and who can mend it', async () => {
      await as(AUDITOR).takeApp();
      await g.quiet();
      for (const word of ['mes comités', 'mon comité']) {
        const { texts } = await as(AUDITOR).say(word);
        expect(texts[0]).toBe('Vous n’avez de siège dans aucune instance');
        expect(texts[1]).toContain('secrétariat');
      }
    });
  });

  describe('in a committee’s channel', () => {
    it('answers everybody there in French, whoever asks and in whatever language', async () => {
      await speak(CLINICIAN, 'en-CA');
      const channel = place('RQT - Territoire CUSM', 'CTCOT');
      for (const [help, mine, mineAll] of [['aide', 'mon comité', 'mes comités'], ['help', 'my committee', 'my committees']] as const) {
        const helped = await as(CLINICIAN).mention(channel, help);
        expect(helped).toMatchObject({ language: 'fr', texts: expect.arrayContaining(['Ce que je comprends', 'Dans un canal, commencez par @Gouverne.']) as unknown });
        const card = await as(CLINICIAN).mention(channel, mine);
        expect(card.texts[0]).toBe('CTCOT CUSM');
        expect(card.texts).not.toContain('Votre rôle');
        // Where somebody sits is not for the whole channel.
        const elsewhere = await as(CLINICIAN).mention(channel, mineAll);
        expect(elsewhere.texts[0]).toBe('Vos comités ne regardent que vous');
        expect(elsewhere.texts).not.toContain('GLT-CUSM');
      }
    });

    it('shows to one person alone, in their language, what they ask by a button', async () => {
      const channel = place('RQT - Territoire CUSM', 'CTCOT');
      const [greeting] = await as(CLINICIAN).channel(channel);
      const before = (await as(CLINICIAN).channel(channel)).length;
      const help = await as(CLINICIAN).press(greeting!, channel, 'Aide');
      expect(help).toMatchObject({ language: 'en' });
      expect((await as(CLINICIAN).press({ ...help, id: greeting!.id }, channel, 'My committees')).texts).toContain('GLT-CUSM');
      expect(await as(CLINICIAN).channel(channel)).toHaveLength(before);
    });

    it('says nothing of a restricted committee but its acronym and where it is read', async () => {
      const { texts, card } = await as(DEPUTY).mention(place('RQT - Gouvernance ministérielle', 'CDM'), 'mon comité');
      expect(texts).toEqual(['CDM', 'Instance à accès restreint. Les détails se lisent dans l’onglet, selon vos droits.', 'Ouvrir l’onglet', 'Ouvrir le canal', 'Mes comités']);
      expect(JSON.stringify(card)).not.toMatch(/directeur|Sous-ministre/i);
    });

    it('answers unknown words helpfully', async () => {
      expect((await as(CHAIR).mention(place('RQT - CNCOT', 'Séances'), 'où en est le dossier?')).texts).toEqual(expect.arrayContaining(['Je n’ai pas compris', 'Mes comités', 'Aide']));
    });

    it('shows the committee to somebody who was only invited into its team', async () => {
      await g.control('POST', '/person', { act: 'add-member', team: 'RQT - CNCOT', user: AUDITOR });
      expect((await as(AUDITOR).mention(place('RQT - CNCOT', 'Veille M365'), 'mon comité')).texts[0]).toBe('CNCOT');
      await g.control('POST', '/person', { act: 'remove-member', team: 'RQT - CNCOT', user: AUDITOR });
    });
  });

  describe('in a channel that is nobody’s', () => {
    it('says so: where several committees share a team, and in a team that the charter does not know', async () => {
      const shared = await as(SECRETARY).mention(place('RQT - Comités conseil', 'General'), 'mon comité');
      expect(shared.texts).toEqual(['Ce canal n’est celui d’aucune instance', 'Pour voir les vôtres, ouvrez le clavardage avec Gouverne et écrivez « mes comités ».', 'Ouvrir le clavardage']);
      await g.control('POST', '/person', { act: 'add-team', to: 'Projet pilote', user: CHAIR });
      await g.control('POST', '/person', { act: 'install-app', team: 'Projet pilote', app: 'Gouverne', by: CHAIR });
      await g.quiet();
      const strange = place('Projet pilote', 'General');
      expect(titles(await as(CHAIR).channel(strange))).toEqual([]);
      expect((await as(CHAIR).mention(strange, 'mon comité')).texts[0]).toBe('Ce canal n’est celui d’aucune instance');
      expect((await as(CHAIR).mention(strange, 'aide')).texts[0]).toBe('Ce que je comprends');
    });
  });

  describe('never greets twice', () => {
    it('when the charter is applied again', async () => {
      await g.standUp();
      await g.quiet();
      expect(greeted()).toEqual(ONCE);
    });

    it('when the server starts again, and Teams says once more that the app entered', async () => {
      await g.restart();
      for (const team of ['RQT - CNCOT', 'RQT - Comités conseil', 'RQT - Territoire CUSM']) {
        await g.control('POST', '/person', { act: 'uninstall-app', team, app: 'Gouverne', by: SECRETARY });
        await g.control('POST', '/person', { act: 'install-app', team, app: 'Gouverne', by: SECRETARY });
      }
      await as(EXPERT).takeApp();
      await g.quiet();
      await g.standUp();
      await g.quiet();
      expect(greeted()).toEqual(ONCE);
      expect(titles(await as(EXPERT).chat()).filter((title) => title === 'Bonjour, je suis Gouverne')).toHaveLength(1);
    });

    it('but somebody who gave the app up and takes it again is welcome again', async () => {
      await as(EXPERT).dropApp();
      await g.quiet();
      await as(EXPERT).takeApp();
      await g.quiet();
      expect(titles(await as(EXPERT).chat()).filter((title) => title === 'Bonjour, je suis Gouverne')).toHaveLength(2);
    });
  });
});
