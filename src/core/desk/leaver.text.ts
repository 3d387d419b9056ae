/** Every sentence about people who leave, or come back, in French and in English. */

import { pluralEn, pluralFr } from '../kernel/plural.ts';
import { textsOf } from '../kernel/texts.ts';
import { ROLE_WORDS } from './roles.text.ts';

const word = (words: Readonly<Record<string, string>>) => (role: string) => words[role] ?? role;
const andFr = new Intl.ListFormat('fr', { type: 'conjunction' });
const andEn = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const fr = {
  title: (name: string) => name,
  roles: ROLE_WORDS.fr,
  role: word(ROLE_WORDS.fr),
  labels: { email: 'Adresse', roles: 'Rôles', successor: 'Reprise par' },
  toBeNamed: 'à désigner',
  asks: {
    file: (name: string, file: string) =>
      `${name} ne figure plus au fichier des personnes${file === '' ? '' : ` ${file}`}, donné pour complet : est-ce un départ ?`,
    slack: (name: string, _file: string) => `Le compte Slack de ${name} est désactivé : est-ce un départ ?`,
    teams: (name: string, _file: string) => `${name} n’est plus membre dans Teams : est-ce un départ ?`,
    local: (name: string, _file: string) => `${name} n’est plus là : est-ce un départ ?`,
    administrator: (name: string, _file: string) => `${name} a-t-il ou elle quitté la société ?`,
    returning: (name: string, file: string) =>
      `${name}, dont le départ est noté, figure de nouveau au fichier ${file} : est-ce un retour ?`,
  },
  until: {
    asked: 'D’ici votre réponse rien ne change : ses voix, ses pouvoirs et ses tâches restent.',
    returning: 'D’ici votre réponse les rôles que donne le fichier ne sont pas rendus.',
  },
  buttons: { gone: 'Oui, parti(e)', here: 'Non, garder', back: 'Oui, revenu(e)', notBack: 'Non' },
  form: {
    intro: (name: string) => `Qui reprend ce que tenait ${name} ?`,
    submit: 'Confirmer',
    cancel: 'Annuler',
  },
  answeredBy: (words: string, by: string) => `${words} (réponse de ${by})`,
  done: {
    kept: (name: string) => `${name} reste : rien ne change.`,
    back: (name: string) => `${name} est de retour, avec les rôles du fichier.`,
    notBack: (name: string) => `${name} n’est pas de retour : ses rôles restent finis.`,
    gone: (name: string, successor: string, lines: readonly string[]) =>
      `Le départ de ${name} est noté : ses rôles sont finis, ${successor} reprend${lines.length === 0 ? ' ce qui suivra' : ` ${andFr.format(lines)}`}.`,
  },
  handed: {
    lead: (name: string) => `${name} est parti(e). Voici ce qui change pour vous :`,
    nothing: (name: string) => `${name} est parti(e), et vous reprenez ses tâches : il n’y en a pas en cours.`,
    roles: (roles: readonly string[]) => `${roles.length > 1 ? 'les rôles' : 'le rôle'} ${andFr.format(roles)}`,
    backup: (name: string | undefined) => (name === undefined ? 'vous n’avez plus de suppléant' : `votre suppléance : ${name}`),
    manager: (name: string | undefined) =>
      name === undefined ? 'vous n’avez plus de responsable au fichier' : `votre responsable : ${name}`,
  },
  refused: {
    unknown: 'Cette personne n’est plus au fichier des personnes.',
    oneself: 'Personne ne répond de son propre départ : demandez à un autre administrateur.',
    notAsked: (name: string) => `Il n’y a pas de question en cours sur ${name}.`,
    answered: (name: string, by: string) => `${by} a déjà répondu pour ${name}.`,
    whom: (name: string, roles: readonly string[]) =>
      roles.length === 0
        ? `Dites qui reprend ce que tenait ${name} : il n’y a ni suppléant, ni responsable, ni credit manager, ni administrateur.`
        : `Dites qui reprend ce que tenait ${name} : personne d’autre n’est ${andFr.format(roles)}.`,
    cannot: (name: string) =>
      `${name === '' ? 'Cette personne' : name} ne peut pas reprendre : choisissez quelqu’un du fichier qui a un rôle.`,
    tooMany: (n: number) =>
      `Ce fichier, donné pour complet, oublie ${pluralFr(n, 'personne', 'personnes')} sur celles qui ont un rôle : vérifiez-le, ou confirmez qu’il est complet.`,
  },
};

const en: typeof fr = {
  title: (name) => name,
  roles: ROLE_WORDS.en,
  role: word(ROLE_WORDS.en),
  labels: { email: 'Address', roles: 'Roles', successor: 'Taken over by' },
  toBeNamed: 'to be named',
  asks: {
    file: (name, file) =>
      `${name} is no longer in the people file${file === '' ? '' : ` ${file}`}, which is said to be complete: have they left?`,
    slack: (name) => `The Slack account of ${name} is deactivated: have they left?`,
    teams: (name) => `${name} is no longer a member in Teams: have they left?`,
    local: (name) => `${name} is no longer here: have they left?`,
    administrator: (name) => `Has ${name} left the company?`,
    returning: (name, file) => `${name}, who has left, is in the people file ${file} again: are they back?`,
  },
  until: {
    asked: 'Until you answer nothing changes: their votes, powers and tasks stay.',
    returning: 'Until you answer the roles that the file gives are not given back.',
  },
  buttons: { gone: 'Yes, gone', here: 'No, keep', back: 'Yes, back', notBack: 'No' },
  form: { intro: (name) => `Who takes over what ${name} held?`, submit: 'Confirm', cancel: 'Cancel' },
  answeredBy: (words, by) => `${words} (answered by ${by})`,
  done: {
    kept: (name) => `${name} stays: nothing changes.`,
    back: (name) => `${name} is back, with the roles of the file.`,
    notBack: (name) => `${name} is not back: their roles stay ended.`,
    gone: (name, successor, lines) =>
      `It is noted that ${name} has left: their roles are ended, ${successor} takes over${lines.length === 0 ? ' what will come' : ` ${andEn.format(lines)}`}.`,
  },
  handed: {
    lead: (name) => `${name} has left. This is what changes for you:`,
    nothing: (name) => `${name} has left, and you take over their tasks: there are none under way.`,
    roles: (roles) => `the ${roles.length > 1 ? 'roles' : 'role'} ${andEn.format(roles)}`,
    backup: (name) => (name === undefined ? 'you have no substitute any more' : `your substitute: ${name}`),
    manager: (name) => (name === undefined ? 'you have no manager on file any more' : `your manager: ${name}`),
  },
  refused: {
    unknown: 'This person is no longer in the people file.',
    oneself: 'Nobody answers for their own leaving: ask another administrator.',
    notAsked: (name) => `Nothing is asked about ${name}.`,
    answered: (name, by) => `${by} has answered for ${name} already.`,
    whom: (name, roles) =>
      roles.length === 0
        ? `Say who takes over what ${name} held: there is no substitute, manager, credit manager or administrator.`
        : `Say who takes over what ${name} held: nobody else is ${andEn.format(roles)}.`,
    cannot: (name) => `${name === '' ? 'This person' : name} cannot take over: choose somebody in the file who has a role.`,
    tooMany: (n) =>
      `This file, which is said to be complete, leaves out ${pluralEn(n, 'person', 'people')} of those who have a role: check it, or confirm that it is complete.`,
  },
};

export const leaverTexts = textsOf({ fr, en });
