/** Runs in the page under test: what a person with a screen, a keyboard or a screen reader would notice. */
window.probe = {
  focused: () => ({
    id: document.activeElement.id,
    text: document.activeElement.textContent,
    outline: getComputedStyle(document.activeElement).outlineStyle,
  }),
  language: () => document.documentElement.lang,
  actingAs: () => sessionStorage.getItem('encours.as'),

  /** Controls that say nothing to assistive tools. */
  nameless: () =>
    [...document.querySelectorAll('a, button, input, select, textarea, summary')]
      .filter((e) => e.checkVisibility() && !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label')))
      .map((e) => e.outerHTML),

  /** The right edge of the widest thing, except what scrolls sideways on purpose. */
  width: () =>
    Math.max(
      ...[...document.querySelectorAll('body *')].filter((e) => !e.closest('.sideways')).map((e) => e.getBoundingClientRect().right),
    ),

  /** Drops a small file on the conversation. */
  drop(name, text) {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    for (const type of ['dragover', 'drop'])
      document.getElementById('log').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  },

  /** Texts whose colour stands out too little from what is behind them (WCAG 2, success criterion 1.4.3). */
  faint() {
    const root = document.querySelector('dialog[open]') ?? document.body;
    return [...root.querySelectorAll('*')]
      .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
      .filter((e) => e.checkVisibility() && !e.closest('.unseen, .skip, option, script, noscript'))
      .flatMap((e) => {
        const [a, b] = [luminance(rgba(getComputedStyle(e).color)), luminance(behind(e))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        return ratio < 4.5 ? [`${ratio.toFixed(2)} ${e.className} ${e.textContent.slice(0, 30)}`] : [];
      });
  },
};

/** Any CSS colour as red, green, blue (0 to 255) and alpha (0 to 255), as the browser paints it. */
function rgba(css) {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.fillStyle = css;
  pen.fillRect(0, 0, 1, 1);
  return pen.getImageData(0, 0, 1, 1).data;
}

function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function behind(element) {
  for (let e = element; e; e = e.parentElement) {
    const colour = rgba(getComputedStyle(e).backgroundColor);
    if (colour[3] === 255) return colour;
  }
  return [255, 255, 255, 255];
}
