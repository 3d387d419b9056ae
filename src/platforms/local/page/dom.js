/** Small helpers to make elements; text always goes in as text. */
// @ts-check

/** @import { Attributes, Child } from './types.ts' */

/**
 * h('p', { class: 'x', onclick }, 'text', child): attributes that are false, null or undefined are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
}

/**
 * An element that the page always has.
 * @param {string} id
 */
export function byId(id) {
  return the(HTMLElement, id);
}

/**
 * An element that the page always has, of one kind.
 * @template {HTMLElement} Kind
 * @param {new () => Kind} kind
 * @param {string} id
 */
export function the(kind, id) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The page has no ${kind.name} #${id}.`);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';
const PATHS = {
  send: 'M3 10 17 3l-4 14-3.5-5.5zM9.500 11.500 17 3',
  clip: 'm6.500 10.500 5-5a2.600 2.600 0 0 1 3.700 3.700l-6.600 6.600a4.200 4.200 0 0 1-6-6L9 3.500',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zm8 2.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400z',
  reply: 'M8 5 3.500 9.500 8 14M4 9.500h7a5 5 0 0 1 5 5V16',
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * What went wrong, in the words of whoever noticed it.
 * @param {unknown} error
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Letters, case and accents folded: "Débiteur" is found by "deb".
 * @param {string} text
 */
export function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * "Nadia Benali" → "NB".
 * @param {string} name
 */
export function initials(name) {
  const words = name.split(/[\s'’-]+/).filter(Boolean);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}
