/** A file's grids: one of a delimited text or of a page's tables, one for each sheet of a workbook. */
import type { Grid } from './grid.ts';
import type { Sniffed } from './sniff.ts';
import type { FileSource } from './source.ts';
import { textGrid } from './text-grid.ts';

/** Throws what reading a workbook's or a page's beginning throws. */
export async function openGrids(source: FileSource, sniffed: Sniffed): Promise<readonly Grid[]> {
  // Loaded only when they are asked for: what reads them costs megabytes.
  switch (sniffed.format) {
    case 'delimited':
      return [textGrid(source, sniffed)];
    case 'xlsx':
      return (await import('./xlsx.ts')).workbookGrids(source);
    case 'html':
      return [(await import('./html.ts')).pageGrid(source, sniffed)];
    case 'fec-xml':
      return [(await import('./fec-xml.ts')).xmlFecGrid(source, sniffed)];
    case 'spreadsheetml':
      return (await import('./spreadsheetml.ts')).spreadsheetGrids(source, sniffed);
  }
}
