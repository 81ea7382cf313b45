// What people write to the bot, and the buttons they press, read as what they mean.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readCardAction } from '../../bot/intents/card-action.ts';
import { bareName, readMessage } from '../../bot/intents/message.ts';

describe('a written message', () => {
  it.each([
    ['aide', 'help'], ['Aide', 'help'], ['AIDE!', 'help'], ['aide svp', 'help'], ['s’il vous plaît, aide', 'help'], ['?', 'help'], ['help', 'help'], ['Help me please', 'help'], ['bonjour', 'help'], ['Bonjour!', 'help'], ['hi', 'help'],
    ['mon comité', 'my-committee'], ['mon comite', 'my-committee'], ['MON COMITÉ', 'my-committee'], ['Mon comité?', 'my-committee'], ['mon  comité ', 'my-committee'], ['my committee', 'my-committee'], ['My comittee', 'my-committee'], ['my commitee', 'my-committee'], ['comité', 'my-committee'], ['mon instance', 'my-committee'],
    ['mes comités', 'my-committees'], ['mes comites', 'my-committees'], ['Mes comités.', 'my-committees'], ['my committees', 'my-committees'], ['my comitees', 'my-committees'], ['list my committees', 'my-committees'],
    ['prochaine séance', 'next-meeting'], ['Prochaine seance?', 'next-meeting'], ['ma prochaine séance svp', 'next-meeting'], ['next meeting', 'next-meeting'], ['Next meting', 'next-meeting'],
    ['mes séances cette semaine', 'my-week'], ['Mes seances cette semaine!', 'my-week'], ['mes séances', 'my-week'], ['my meetings this week', 'my-week'], ['meetings this week', 'my-week'], ['<at>Gouverne</at> prochaine séance', 'next-meeting'],
    ['mes actions', 'my-actions'], ['Mes action', 'my-actions'], ['my actions', 'my-actions'], ['actions en retard', 'late-actions'], ['Actions en retard?', 'late-actions'], ['late actions', 'late-actions'], ['overdue actions', 'late-actions'],
    ['<at>Gouverne</at> aide', 'help'], ['<at id="0">Gouverne</at>&nbsp;mes comités', 'my-committees'], ['@Gouverne mon comité', 'my-committee'], ['Gouverne, aide', 'help'], ['<p>aide</p>', 'help'],
    // One letter wrong, missing, too many, or two swapped.
    ['aidd', 'help'], ['aid', 'help'], ['hepl', 'help'], ['mon comté', 'my-committee'], ['mon comitté', 'my-committee'], ['mes cmoités', 'my-committees'], ['mec comités', 'my-committees'],
    ['', 'unknown'], ['   ', 'unknown'], ['quel temps fait-il?', 'unknown'], ['mon comité et le tien', 'unknown'], ['supprime mon comité', 'unknown'], ['aa', 'unknown'], ['constructor', 'unknown'],
  ] as const)('« %s » means %s', (text, is) => {
    expect(readMessage(text).is).toBe(is);
  });

  it.each([['CNCOT', 'cncot'], ['comité CC-SLD?', 'c sld'], ['mon comité: Bureau de projet', 'bureau de projet'], ['the committee of CEMT', 'cemt']])('« %s » may name a committee', (text, named) => {
    expect(readMessage(text)).toEqual({ is: 'unknown', named });
    expect(bareName(named)).toBe(named);
  });

  it.each(['action A-2027-003', 'A-2027-003', 'a 2027 003', '<at>Gouverne</at> Action a-2027-003?', '@Gouverne action A-2027-003'])('« %s » asks for one action', (text) => {
    expect(readMessage(text)).toEqual({ is: 'action', action: 'A-2027-003' });
  });

  it('« nouvelle action » dictates one, as it was typed', () => {
    expect(readMessage('Nouvelle action : Réviser le plan pour moi')).toEqual({ is: 'new-action', said: 'Réviser le plan pour moi' });
    expect(readMessage('nouvelle action : rappeler TREM 7503 1512')).toEqual({ is: 'health-number' });
  });

  it('with a health-insurance number means nothing else, and its reading does not hold the number', () => {
    for (const text of ['aide TREM 7503 1512', 'trem-7503-1512', 'mon comité TREM75031512']) expect(readMessage(text)).toEqual({ is: 'health-number' });
  });

  it('of any kind is read without a fault', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => ['help', 'my-committee', 'my-committees', 'next-meeting', 'my-week', 'my-actions', 'late-actions', 'action', 'new-action', 'decision', 'decisions', 'health-number', 'unknown'].includes(readMessage(text).is)));
  });

  it('of great length does not hold the bot up', () => {
    expect(readMessage(`${'<at>'.repeat(5_000)}${'a '.repeat(20_000)}${'«'.repeat(20_000)}`).is).toBe('unknown');
  });
});

describe('a button', () => {
  it('says the same by Action.Execute and by its Action.Submit fallback', () => {
    const action = { verb: 'committee', committeeId: 'cncot' };
    expect(readCardAction({ action: { type: 'Action.Execute', verb: 'committee', data: action } })).toEqual(action);
    expect(readCardAction(action)).toEqual(action);
  });

  it('keeps the name of the message that it is on', () => {
    expect(readCardAction({ action: { verb: 'help', data: { message: 'welcome:cncot' } } })).toEqual({ verb: 'help', message: 'welcome:cncot' });
  });

  it('that is not one of ours says nothing', () => {
    for (const value of [undefined, null, 'help', 7, {}, { verb: 'close2' }, { verb: 'committee' }, { action: {} }, { action: { verb: 'committee', data: { committeeId: 7 } } }, { verb: 'committee', committeeId: 'x'.repeat(101) }]) {
      expect(readCardAction(value)).toBeNull();
    }
  });
});
