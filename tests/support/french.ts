// What is wrong with a French sentence of the screens: forms that the vocabulary discourages (OQLF; domain vocabulary, section 9)
// and typography. For tests of every dictionary.

/** What not to write, and what to write instead. */
const DISCOURAGED: readonly (readonly [form: RegExp, instead: string])[] = [
  [/\bvaria\b/i, 'questions diverses'],
  [/\bagendas?\b/i, 'ordre du jour'],
  [/\bitems?\b/i, 'point, sujet'],
  [/\bajourn\w+ (la|une|cette) (séance|réunion)/i, 'lever la séance'],
  [/\bsecondeu(r|se)s?\b|\bsecond(er|ée?) (une|la) proposition/i, 'appuyeur, appuyer'],
  [/\bcédul\w+/i, 'planifier, prévoir'],
  [/\bsi[ée]g\w+ sur\b/i, 'siéger à, faire partie de'],
  [/\b(les|des|aux) minutes (de|du|d’)|\bprocès-verbal ou minutes/i, 'compte rendu, procès-verbal'],
  [/\bt?chats?\b/i, 'clavardage'],
  [/\bchatbots?\b/i, 'agent conversationnel'],
  [/\bcancell\w+/i, 'annuler'],
  [/\bstatuts?\b/i, 'état, état d’avancement'],
  [/\bescalad\w+/i, 'faire remonter'],
  [/\ble président\b|\bles membres invités\b|\bles observateurs\b/i, 'présidence, personnes invitées'],
  [/\be-?mails?\b/i, 'courriel'],
];

/** Discouraged forms and apostrophes; the hard spaces are asked only of finished text. */
export function wordingProblems(french: string): string[] {
  const problems = DISCOURAGED.flatMap(([form, instead]) => (form.test(french) ? [`« ${form.exec(french)?.[0] ?? ''} » → ${instead}`] : []));
  if (/\p{L}'/u.test(french)) problems.push('straight apostrophe');
  if (/[ \u00A0\u202F][;!?]/.test(french)) problems.push('space before ; ! ?');
  return problems;
}

export function typographyProblems(sentence: string): string[] {
  const french = sentence.replace(/\{[^}]*\}/g, '{}'); // an example in YAML is no French
  const problems = wordingProblems(french);
  if (/ :/.test(french)) problems.push('plain space before « : »');
  if (/[^\s\u00A0\d/A-Z]:(\s|$)/.test(french)) problems.push('no space before « : »');
  if (/« | »/.test(french)) problems.push('plain space inside « »');
  if (/«(?!\u00A0)|(?<!\u00A0)»/.test(french)) problems.push('no hard space inside « »');
  if (/\d [$%h](?!\p{L})/u.test(french)) problems.push('plain space before a unit');
  if (/ {2}/.test(french)) problems.push('two spaces');
  return problems;
}
