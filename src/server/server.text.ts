/** Every sentence of starting the server, in French and in English. */
import { textsOf } from '../core/kernel/texts.ts';

const fr = {
  platformRefuses: (platform: string, why: string) =>
    `Le bot ne peut pas entrer dans ${platform} (${why}) : vérifiez ses jetons et le réseau, puis relancez ; « encours check » dit le reste.`,
  portTaken: (port: number) =>
    `Le port ${port} est déjà pris sur cette machine : arrêtez l’autre programme, ou choisissez un port libre avec PORT.`,
};

const en: typeof fr = {
  platformRefuses: (platform, why) =>
    `The bot cannot enter ${platform} (${why}): check its tokens and the network, then start it again; “encours check” tells the rest.`,
  portTaken: (port) => `Port ${port} is already taken on this machine: stop the other program, or choose a free port with PORT.`,
};

export const serverTexts = textsOf({ fr, en });
