// Privacy notice, in plain French then in English. Linked from every tab and from the manifest. It says what the code does:
// change it with docs/efvp.md.
import { Legal } from './frame.tsx';

export default function Privacy() {
  return <Legal title="Confidentialité" french={<French />} english={<English />} />;
}

function French() {
  return (
    <>
      <p>Gouverne aide les comités du Réseau québécois de la télésanté à tenir leur composition, leurs espaces Teams et la trace de leurs gestes. Cette page dit quels renseignements personnels Gouverne conserve, pourquoi, où, et quels sont vos droits.</p>
      <h3>Ce que Gouverne conserve</h3>
      <ul>
        <li>votre titre de fonction, votre adresse de courriel professionnelle, votre organisation et votre fuseau horaire;</li>
        <li>les instances où vous siégez, votre rôle, votre mandat et le groupe que vous représentez;</li>
        <li>la langue que vous avez choisie;</li>
        <li>les gestes que vous faites dans Gouverne : lesquels, et quand.</li>
      </ul>
      <p>Gouverne ne conserve ni photographie, ni téléphone, ni date de naissance. Aucun renseignement de santé ne doit y être inscrit : un texte qui semble contenir un numéro d’assurance maladie est refusé avant d’être conservé.</p>
      <h3>À quoi servent ces renseignements</h3>
      <p>À convoquer et à informer les bonnes personnes, à leur donner accès aux bons espaces Teams, et à pouvoir établir qui a décidé quoi, à quel titre et quand. Ils ne servent à aucune autre fin. Aucune décision au sujet d’une personne n’est prise par un automatisme, et rien n’est transmis à un service d’intelligence artificielle ni de mesure d’audience.</p>
      <h3>Qui les voit</h3>
      <p>Les membres de vos instances, les personnes qui coordonnent le réseau, et les personnes chargées de la vérification. La composition des instances à diffusion restreinte n’est montrée qu’à leurs membres et à ces personnes. Chaque droit est vérifié par le service, à chaque demande.</p>
      <h3>Où ils se trouvent</h3>
      <p>Dans les installations de l’organisation qui exploite Gouverne et dans son environnement Microsoft 365. Les messages de l’agent conversationnel passent par un service de Microsoft situé en partie hors du Québec : c’est pourquoi ils ne portent qu’un titre, une date, un numéro et un lien.</p>
      <h3>Combien de temps</h3>
      <p>Selon le calendrier de conservation de l’organisation. Quand vous quittez une instance, votre accès cesse le jour même; la trace de vos gestes passés demeure, car elle fait partie des documents de l’instance.</p>
      <h3>Dans votre navigateur</h3>
      <p>Gouverne n’utilise aucun témoin de suivi. Votre navigateur garde seulement votre langue, votre choix de raccourcis et, le temps de la session, le texte que vous êtes en train de saisir.</p>
      <h3>Vos droits</h3>
      <p>Vous pouvez demander à consulter les renseignements qui vous concernent, à les faire corriger et à en recevoir une copie. Adressez-vous à la personne responsable de la protection des renseignements personnels de l’organisation qui exploite Gouverne.</p>
    </>
  );
}

function English() {
  return (
    <>
      <h2>Privacy</h2>
      <p>Gouverne helps the committees of the Québec Telehealth Network keep their membership, their Teams workspaces and the record of their acts. This page says what personal information Gouverne keeps, why, where, and what your rights are.</p>
      <h3>What Gouverne keeps</h3>
      <ul>
        <li>your job title, work e-mail address, organization and time zone;</li>
        <li>the committees on which you sit, your role, your term and the group you speak for;</li>
        <li>the language you chose;</li>
        <li>what you do in Gouverne: which acts, and when.</li>
      </ul>
      <p>Gouverne keeps no photograph, telephone number or birth date. No health information may be entered: a text that seems to contain a health insurance number is refused before it is stored.</p>
      <h3>What it is for</h3>
      <p>To call and inform the right people, to give them access to the right Teams workspaces, and to establish who decided what, in what capacity and when. It serves no other purpose. No decision about a person is made automatically, and nothing is sent to an artificial intelligence or audience measurement service.</p>
      <h3>Who sees it</h3>
      <p>The members of your committees, the people who coordinate the network, and those in charge of auditing it. The membership of restricted committees is shown only to their members and to these people. Every right is checked by the service, at every request.</p>
      <h3>Where it is</h3>
      <p>On the premises of the organization that runs Gouverne and in its Microsoft 365 environment. The bot’s messages travel through a Microsoft service that is partly outside Québec: they therefore carry only a title, a date, a number and a link.</p>
      <h3>For how long</h3>
      <p>As the organization’s retention schedule says. When you leave a committee, your access ends the same day; the record of your past acts stays, since it is part of the committee’s documents.</p>
      <h3>In your browser</h3>
      <p>Gouverne uses no tracking cookie. Your browser only keeps your language, your choice about shortcuts and, for the session, the text you are typing.</p>
      <h3>Your rights</h3>
      <p>You may ask to see the information about you, to have it corrected and to receive a copy. Write to the privacy officer of the organization that runs Gouverne.</p>
    </>
  );
}
