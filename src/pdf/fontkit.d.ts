/** What is used of fontkit, which brings no types: the library beneath the PDF library, which takes fonts that it opened. */
declare module 'fontkit' {
  export interface Font {
    layout(text: string, features?: readonly string[]): Run;
  }
  /** Glyphs and where they stand; its widths are sums over the positions. */
  export interface Run {
    readonly positions: readonly object[];
  }
  export function create(file: Buffer): Font;
}
