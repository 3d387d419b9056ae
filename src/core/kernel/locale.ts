/** The languages that people read. */
export type Locale = 'fr' | 'en';
