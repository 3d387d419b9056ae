/** Every sentence about letters, in French and in English: those in a letter, and those about it. */
import { pluralEn, pluralFr } from '../kernel/plural.ts';
import { textsOf } from '../kernel/texts.ts';
import type { LeftOut } from './letter.ts';
import type { TemplateFault } from './template.ts';

export const fr = {
  agenda: {
    section: 'Créances à déclarer',
    declaration: 'procédure collective : déclarer la créance dans les deux mois de la publication au BODACC',
  },
  /** Words within letters. */
  doc: {
    items: ['Facture', 'Date', 'Échéance', 'Retard', 'Montant TTC', 'Reste dû'],
    upcoming: ['Facture', 'Date', 'Échéance', 'Montant à régler'],
    credit: 'Avoir ou règlement à déduire',
    lines: ['Facture', 'Période', 'Jours', 'Base TTC', 'Taux', 'Intérêts'],
    total: 'Total',
    period: (from: string, to: string) => `du ${from} au ${to}`,
    days: (n: number) => pluralFr(n, 'jour', 'jours'),
    invoices: (n: number) => pluralFr(n, 'facture', 'factures'),
    rates: (list: readonly string[]) => list.join(', puis '),
    siren: (siren: string) => `SIREN ${siren}`,
    subject: (text: string) => `Objet : ${text}`,
    reference: (text: string) => `Nos références : ${text}`,
    law: (country: string): string =>
      country === 'FR'
        ? 'articles L. 441-10 et D. 441-5 du Code de commerce'
        : country === 'BE'
          ? 'dispositions de la loi du 2 août 2002 concernant la lutte contre le retard de paiement'
          : 'dispositions de la directive 2011/7/UE',
    notice: (country: string): string =>
      country === 'FR' ? 'La présente vaut mise en demeure au sens des articles 1344 et 1344-1 du Code civil.' : '',
    promised: (day: string, who: string, channel: string, note: string, plan: string) =>
      `Le ${day}, ${who === '' ? 'vous nous avez annoncé' : `${who} nous a annoncé`} ${channel}${note === '' ? '' : ` : « ${note} », soit`} un règlement de ${plan}.`,
    plan: (amount: string, day: string) => `${amount} au plus tard le ${day}`,
    said: (day: string, who: string, words: string) =>
      `Le ${day}, ${who === '' ? 'vous nous avez dit' : `${who} nous a dit`} : « ${words} ».`,
    channels: { call: 'au téléphone', email: 'par courriel', letter: 'par lettre', visit: 'lors de notre visite', other: 'de vive voix' },
    page: (n: number, of: number) => `page ${n} sur ${of}`,
  },
  exchange: (title: string, amount: string, to: string) => `${title} : ${amount}${to === '' ? '' : `, à ${to}`}`,
  exchangePaper: (title: string, amount: string) => `${title} : ${amount}, sur papier`,
  exchangeDraft: (title: string, amount: string) => `${title} : ${amount}, brouillon de courriel préparé`,
  exchangeUnknown: (title: string, amount: string, to: string) => `${title} : ${amount}, à ${to} ; on ne sait pas si le courriel est parti`,

  preview: {
    title: (title: string, debtor: string) => `${title} · ${debtor}`,
    subtitle: (language: string, ledger: string) => `aperçu, rien n’est parti · ${language} · ${ledger}`,
    languages: { fr: 'en français', en: 'en anglais' },
    to: (email: string) => `Par courriel : ${email}`,
    noEmail: 'Pas d’adresse électronique au fichier des débiteurs : le courriel ne peut pas partir.',
    postal: (address: string) => `Par la poste : ${address}`,
    noCompany: 'Le nom de votre société manque : donnez company.name dans la politique, il signe les lettres.',
    noAddress: 'Pas d’adresse postale au fichier des débiteurs : elle sera à écrire sur l’enveloppe.',
    disputed: (amount: string) => `Laissé hors de la lettre, en litige : ${amount}.`,
    promised: (amount: string, day: string) => `Une promesse court : ${amount} pour le ${day}.`,
    others: (currencies: string) => `Échu aussi en ${currencies} : une autre lettre.`,
    changed: 'Les chiffres ont changé depuis l’aperçu : le voici de nouveau.',
  },
  buttons: {
    letter: 'Courrier…',
    send: (email: string) => `Envoyer à ${email}`,
    paper: 'Faire le PDF à poster',
    draft: 'Brouillon de courriel',
    go: (n: number) => `Préparer ${pluralFr(n, 'lettre', 'lettres')}`,
    goSend: (n: number) => `Envoyer ${pluralFr(n, 'courriel', 'courriels')}`,
  },
  form: { title: 'Écrire au débiteur', submit: 'Aperçu', cancel: 'Annuler', template: 'Quelle lettre' },
  done: {
    queued: (title: string, email: string) => `${title} : le courriel part à ${email} ; il sera à l’historique une fois accepté.`,
    paper: (title: string) => `${title} : le PDF est gardé et noté à l’historique ; il arrive ici en message privé.`,
    draft: (title: string) => `${title} : le brouillon est gardé et noté à l’historique ; il arrive ici en message privé.`,
    file: (title: string, debtor: string) => `${title} · ${debtor}`,
    again: (title: string, who: string) => `${title} : déjà écrit à ce débiteur aujourd’hui (par ${who}) ; rien n’est parti de plus.`,
  },
  mail: {
    refused: (title: string, debtor: string, email: string, why: string) =>
      `${title} pour ${debtor} n’est pas partie : le serveur refuse ${email} (${why}). Corrigez l’adresse au fichier des débiteurs, puis renvoyez-la.`,
    failed: (title: string, debtor: string, why: string) =>
      `${title} pour ${debtor} n’est pas partie : ${why}. Réessayez plus tard, ou prévenez l’administrateur.`,
    unknown: (title: string, debtor: string, email: string) =>
      `Je ne sais pas si ${title} pour ${debtor} est partie à ${email} : demandez-le au client ; elle ne sera pas renvoyée toute seule.`,
    copyRefused: (title: string, debtor: string, who: string) => `${title} pour ${debtor} est partie ; la copie à ${who} a été refusée.`,
  },
  run: {
    title: (title: string, segment: string) => `${title} · segment ${segment}`,
    ask: (n: number, total: string) => `${pluralFr(n, 'débiteur recevra', 'débiteurs recevront')} cette lettre, pour ${total} en tout.`,
    nobody: 'Personne à qui écrire.',
    columns: ['Débiteur', 'Montant', 'À'],
    leftOut: (n: number) => `Laissés de côté : ${n.toLocaleString('fr-FR')}`,
    out: {
      nothing: 'rien d’échu et non contesté',
      disputed: 'tout l’échu est en litige',
      promised: 'une promesse court',
      'no-address': 'pas d’adresse',
      litigation: 'au contentieux',
      insolvent: 'procédure collective',
      consumer: 'particulier : ni pénalités ni indemnité',
      today: 'déjà écrit aujourd’hui',
      'nothing-said': 'aucune parole à rappeler',
    } satisfies Record<LeftOut, string>,
    outLine: (why: string, n: number, names: string) => `${why} (${n.toLocaleString('fr-FR')})${names === '' ? '' : ` : ${names}`}`,
    progress: (done: number, of: number) => `${done.toLocaleString('fr-FR')} sur ${of.toLocaleString('fr-FR')}…`,
    report: (title: string, segment: string) => `Compte rendu · ${title} · segment ${segment}`,
    made: (n: number, total: string) => `${pluralFr(n, 'lettre faite', 'lettres faites')}, ${total} en tout.`,
    outcome: { sent: 'parties', made: 'faites', failed: 'refusées', unknown: 'sort inconnu', pending: 'en attente' },
    outcomeLine: (what: string, n: number, names: string) => `${what} : ${n.toLocaleString('fr-FR')}${names === '' ? '' : ` (${names})`}`,
    unknownSegment: (segment: string, known: string) => `Aucun débiteur dans le segment « ${segment} » (connus : ${known || 'aucun'}).`,
    usage: 'Dites quel segment et quelle lettre : /lettres standard relance1.',
  },
  refused: {
    send: 'Votre rôle ne permet pas d’écrire aux débiteurs : demandez au credit manager.',
    usage: (names: string) => `Dites quel débiteur et quelle lettre : /lettre DUPONT relance1 (${names}).`,
    unknownTemplate: (words: string, names: string) => `Aucune lettre ne s’appelle « ${words} » : ${names}.`,
    template: (file: string, line: number, what: string) => `${file}, ligne ${line} : ${what}`,
    badTemplates: (list: string) => `Un modèle de lettre est fautif : ${list}. Corrigez-le.`,
    nothing: (debtor: string) => `${debtor} ne doit rien d’échu, hors litiges et délais accordés : il n’y a rien à lui demander.`,
    disputed: (debtor: string) =>
      `Tout l’échu de ${debtor} est en litige ou sous délai accordé : attendez la fin de l’un et de l’autre avant d’écrire.`,
    insolvent: (debtor: string) => `${debtor} est en procédure collective : la créance se déclare, elle ne se réclame plus.`,
    consumer: (debtor: string) =>
      `${debtor} est un particulier : ni les pénalités entre professionnels ni l’indemnité ne s’appliquent ; choisissez une autre lettre.`,
    rate: (half: string, what: string, from: string) =>
      `Le taux du ${half} manque (${what}) : ajoutez letters.halfYears: [{ from: ${from}, … }] à la politique, puis recommencez.`,
    half: (first: boolean, year: number) => `${first ? '1er' : '2e'} semestre ${year}`,
    rates: { ecb: 'taux de refinancement de la BCE', legal: 'taux légal' },
    noPromise: (debtor: string) => `Aucune parole de ${debtor} n’est notée : il n’y a rien à lui rappeler.`,
    noEmail: (debtor: string) => `${debtor} n’a pas d’adresse électronique : complétez le fichier des débiteurs (colonne email).`,
    noMail: 'L’envoi de courriels n’est pas configuré (SMTP_URL, MAIL_FROM) : faites un brouillon ou un PDF.',
    stale: (day: string, days: number) =>
      `Le grand livre date du ${day}, soit ${pluralFr(days, 'jour ouvré', 'jours ouvrés')} : importez le dernier avant d’écrire.`,
    noLedger: 'Aucun grand livre n’est importé : il n’y a rien à réclamer.',
    out: 'Le fichier doit finir par .pdf ou .eml.',
    litigation: (debtor: string) => `${debtor} est au contentieux : c’est à qui suit le dossier d’écrire.`,
  },
  fault: {
    'unknown-field': (what: string) => `le champ {{${what}}} n’existe pas`,
    'open-field': (what: string) => `accolades mal fermées près de « ${what} »`,
    alone: (what: string) => `{{${what}}} doit être seul sur sa ligne`,
    'no-head': () => 'le modèle doit commencer par un en-tête entre deux lignes ---',
    'unknown-head': (what: string) => `« ${what} » n’est pas une ligne d’en-tête (title, subject, kind, aliases)`,
    'missing-head': (what: string) => `il manque la ligne ${what}: dans l’en-tête`,
    'bad-kind': (what: string) => `kind: ${what} n’est ni email ni letter`,
    'bad-name': (what: string) => `${what} ne s’appelle pas nom.fr.md ou nom.en.md`,
    empty: () => 'la lettre est vide',
    unreadable: () => 'ne se lit pas : il faut un fichier de texte de moins de 1 Mo, que le bot ait le droit de lire',
  } satisfies Record<TemplateFault['fault'], (what: string) => string>,
};

export const en: typeof fr = {
  agenda: {
    section: 'Claims to declare',
    declaration: 'insolvency: declare the claim within two months of its publication in the BODACC',
  },
  doc: {
    items: ['Invoice', 'Date', 'Due', 'Late', 'Amount incl. VAT', 'Left to pay'],
    upcoming: ['Invoice', 'Date', 'Due', 'Amount to pay'],
    credit: 'Credit or payment to deduct',
    lines: ['Invoice', 'Period', 'Days', 'Base incl. VAT', 'Rate', 'Interest'],
    total: 'Total',
    period: (from, to) => `${from} to ${to}`,
    days: (n) => pluralEn(n, 'day', 'days'),
    invoices: (n) => pluralEn(n, 'invoice', 'invoices'),
    rates: (list) => list.join(', then '),
    siren: (siren) => `SIREN ${siren}`,
    subject: (text) => `Subject: ${text}`,
    reference: (text) => `Our reference: ${text}`,
    law: (country) =>
      country === 'FR'
        ? 'articles L. 441-10 and D. 441-5 of the French Commercial Code'
        : country === 'BE'
          ? 'the Belgian law of 2 August 2002 on combating late payment'
          : 'directive 2011/7/EU',
    notice: (country) =>
      country === 'FR' ? 'This is a formal notice within the meaning of articles 1344 and 1344-1 of the French Civil Code.' : '',
    promised: (day, who, channel, note, plan) =>
      `On ${day}, ${who === '' ? 'you' : who} announced ${channel}${note === '' ? '' : `: “${note}”, that is`} a payment of ${plan}.`,
    plan: (amount, day) => `${amount} by ${day}`,
    said: (day, who, words) => `On ${day}, ${who === '' ? 'you' : who} told us: “${words}”.`,
    channels: { call: 'on the telephone', email: 'by e-mail', letter: 'by letter', visit: 'during our visit', other: 'in person' },
    page: (n, of) => `page ${n} of ${of}`,
  },
  exchange: (title, amount, to) => `${title}: ${amount}${to === '' ? '' : `, to ${to}`}`,
  exchangePaper: (title, amount) => `${title}: ${amount}, on paper`,
  exchangeDraft: (title, amount) => `${title}: ${amount}, e-mail draft made`,
  exchangeUnknown: (title, amount, to) => `${title}: ${amount}, to ${to}; whether the e-mail left is not known`,

  preview: {
    title: (title, debtor) => `${title} · ${debtor}`,
    subtitle: (language, ledger) => `preview, nothing has left · ${language} · ${ledger}`,
    languages: { fr: 'in French', en: 'in English' },
    to: (email) => `By e-mail: ${email}`,
    noEmail: 'No e-mail address in the debtors file: the e-mail cannot leave.',
    postal: (address) => `By post: ${address}`,
    noCompany: 'Your company’s name is missing: give company.name in the policy, it signs the letters.',
    noAddress: 'No postal address in the debtors file: it will have to be written on the envelope.',
    disputed: (amount) => `Left out of the letter, in dispute: ${amount}.`,
    promised: (amount, day) => `A promise is running: ${amount} for ${day}.`,
    others: (currencies) => `Overdue in ${currencies} too: another letter.`,
    changed: 'Figures have changed since the preview: here it is again.',
  },
  buttons: {
    letter: 'Write…',
    send: (email) => `Send to ${email}`,
    paper: 'Make the PDF to post',
    draft: 'E-mail draft',
    go: (n) => `Make ${pluralEn(n, 'letter', 'letters')}`,
    goSend: (n) => `Send ${pluralEn(n, 'e-mail', 'e-mails')}`,
  },
  form: { title: 'Write to the debtor', submit: 'Preview', cancel: 'Cancel', template: 'Which letter' },
  done: {
    queued: (title, email) => `${title}: the e-mail is leaving for ${email}; it will be in the history once accepted.`,
    paper: (title) => `${title}: the PDF is kept and noted in the history; it comes to you in a private message.`,
    draft: (title) => `${title}: the draft is kept and noted in the history; it comes to you in a private message.`,
    file: (title, debtor) => `${title} · ${debtor}`,
    again: (title, who) => `${title}: this debtor was written to already today (by ${who}); nothing more has left.`,
  },
  mail: {
    refused: (title, debtor, email, why) =>
      `${title} for ${debtor} has not left: the server refuses ${email} (${why}). Correct the address in the debtors file, then send it again.`,
    failed: (title, debtor, why) => `${title} for ${debtor} has not left: ${why}. Try again later, or tell the administrator.`,
    unknown: (title, debtor, email) =>
      `I do not know whether ${title} for ${debtor} has left for ${email}: ask the customer; it will not be sent again by itself.`,
    copyRefused: (title, debtor, who) => `${title} for ${debtor} has left; the copy to ${who} was refused.`,
  },
  run: {
    title: (title, segment) => `${title} · segment ${segment}`,
    ask: (n, total) => `${pluralEn(n, 'debtor', 'debtors')} will get this letter, about ${total} in all.`,
    nobody: 'There is nobody to write to.',
    columns: ['Debtor', 'Amount', 'To'],
    leftOut: (n) => `Left out: ${n.toLocaleString('en-GB')}`,
    out: {
      nothing: 'nothing overdue and undisputed',
      disputed: 'all that is overdue is in dispute',
      promised: 'a promise is running',
      'no-address': 'no address',
      litigation: 'in litigation',
      insolvent: 'insolvency proceedings',
      consumer: 'a consumer: neither late interest nor indemnity',
      today: 'written to already today',
      'nothing-said': 'no word to be held to',
    },
    outLine: (why, n, names) => `${why} (${n.toLocaleString('en-GB')})${names === '' ? '' : `: ${names}`}`,
    progress: (done, of) => `${done.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}…`,
    report: (title, segment) => `Report · ${title} · segment ${segment}`,
    made: (n, total) => `${pluralEn(n, 'letter', 'letters')} made, ${total} in all.`,
    outcome: { sent: 'left', made: 'made', failed: 'refused', unknown: 'fate unknown', pending: 'waiting' },
    outcomeLine: (what, n, names) => `${what}: ${n.toLocaleString('en-GB')}${names === '' ? '' : ` (${names})`}`,
    unknownSegment: (segment, known) => `No debtor in the segment “${segment}” (known: ${known || 'none'}).`,
    usage: 'Say which segment and which letter: /letters standard reminder-1.',
  },
  refused: {
    send: 'Your role may not write to debtors: ask the credit manager.',
    usage: (names) => `Say which debtor and which letter: /letter DUPONT reminder-1 (${names}).`,
    unknownTemplate: (words, names) => `No letter is called “${words}”: ${names}.`,
    template: (file, line, what) => `${file}, line ${line}: ${what}`,
    badTemplates: (list) => `A letter’s template is wrong: ${list}. Correct it.`,
    nothing: (debtor) => `${debtor} owes nothing overdue, disputes and extra days aside: there is nothing to ask for.`,
    disputed: (debtor) => `All that ${debtor} owes overdue is in dispute or under extra days: wait for the end of both before you write.`,
    insolvent: (debtor) => `${debtor} is in insolvency proceedings: the claim is declared, no longer demanded.`,
    consumer: (debtor) => `${debtor} is a consumer: neither interest between businesses nor the indemnity applies; choose another letter.`,
    rate: (half, what, from) =>
      `The rate of ${half} is missing (${what}): add letters.halfYears: [{ from: ${from}, … }] to the policy, then start again.`,
    half: (first, year) => `the ${first ? 'first' : 'second'} half of ${year}`,
    rates: { ecb: 'the ECB’s refinancing rate', legal: 'the legal rate' },
    noPromise: (debtor) => `No word of ${debtor} is noted: there is nothing to hold them to.`,
    noEmail: (debtor) => `${debtor} has no e-mail address: complete the debtors file (column email).`,
    noMail: 'Sending e-mails is not configured (SMTP_URL, MAIL_FROM): make a draft or a PDF.',
    stale: (day, days) =>
      `The ledger is of ${day}, ${pluralEn(days, 'business day', 'business days')} old: import the latest one before you write.`,
    noLedger: 'No ledger is imported: there is nothing to claim.',
    out: 'The file must end in .pdf or .eml.',
    litigation: (debtor) => `${debtor} is in litigation: whoever follows the case writes.`,
  },
  fault: {
    'unknown-field': (what) => `there is no field {{${what}}}`,
    'open-field': (what) => `braces are not closed near “${what}”`,
    alone: (what) => `{{${what}}} must stand alone on its line`,
    'no-head': () => 'a template must begin with a head between two lines ---',
    'unknown-head': (what) => `“${what}” is no line of a head (title, subject, kind, aliases)`,
    'missing-head': (what) => `the head has no line ${what}:`,
    'bad-kind': (what) => `kind: ${what} is neither email nor letter`,
    'bad-name': (what) => `${what} is not called name.fr.md or name.en.md`,
    empty: () => 'the letter is empty',
    unreadable: () => 'cannot be read: it must be a text file of less than 1 MB that the bot may read',
  },
};

export const letterTexts = textsOf({ fr, en });
