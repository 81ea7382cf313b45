// Terms of use, in plain French then in English. Linked from every tab and from the manifest.
import { Legal } from './frame.tsx';

export default function Terms() {
  return <Legal title="Conditions d’utilisation" french={<French />} english={<English />} />;
}

function French() {
  return (
    <>
      <p>Gouverne est un outil de travail offert aux personnes qui siègent aux comités du Réseau québécois de la télésanté, les appuient ou les vérifient. L’utiliser, c’est accepter ce qui suit.</p>
      <h3>Ce que vous pouvez y faire</h3>
      <p>Consulter et accomplir ce que votre siège ou votre fonction vous permet. Chaque geste est inscrit à un journal que personne ne peut modifier, et porte votre nom de fonction.</p>
      <h3>Ce que vous n’y inscrivez pas</h3>
      <p>Aucun renseignement de santé, aucun renseignement sur une personne usagère, même indirect. Aucune donnée personnelle sans rapport avec le travail d’une instance.</p>
      <h3>Votre compte</h3>
      <p>Vous entrez avec votre compte Microsoft 365 professionnel. N’en prêtez pas l’accès. Si quelque chose vous paraît anormal, avisez votre coordination sans attendre.</p>
      <h3>Les documents officiels</h3>
      <p>Les avis, ordres du jour, comptes rendus et relevés de décisions officiels sont en français. L’affichage en anglais est une commodité; une traduction est signalée comme non officielle.</p>
      <h3>Le service</h3>
      <p>Le service est offert selon les moyens de l’organisation qui l’exploite. Gouverne est un logiciel libre (licence MIT), fourni sans garantie.</p>
    </>
  );
}

function English() {
  return (
    <>
      <h2>Terms of use</h2>
      <p>Gouverne is a work tool for the people who sit on the committees of the Québec Telehealth Network, support them or audit them. Using it means accepting what follows.</p>
      <h3>What you may do</h3>
      <p>Read and do what your seat or function allows. Every act is recorded in a journal that nobody can change, under the title of your function.</p>
      <h3>What you do not enter</h3>
      <p>No health information, no information about a user of services, even indirect. No personal information that has nothing to do with a committee’s work.</p>
      <h3>Your account</h3>
      <p>You enter with your work Microsoft 365 account. Do not lend it. If something looks wrong, tell your coordination at once.</p>
      <h3>Official documents</h3>
      <p>Official notices, agendas, meeting notes and records of decisions are in French. English screens are a convenience; a translation is marked as non-official.</p>
      <h3>The service</h3>
      <p>The service is offered within the means of the organization that runs it. Gouverne is free software (MIT licence), provided without warranty.</p>
    </>
  );
}
