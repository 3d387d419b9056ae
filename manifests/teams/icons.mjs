/** Our two icons, drawn: what is owed as bars, and the line that it is held against. */
import { createCanvas } from '@napi-rs/canvas';

const NAVY = '#1f3a5f';
/** Left edge, height and colour of each bar, in hundredths of the picture. */
const BARS = [
  [22, 30, '#8fb4d9'],
  [38, 42, '#fbe08a'],
  [54, 34, '#f0912f'],
  [70, 22, '#c9472c'],
];
const FOOT = 76;
const WIDTH = 11;

/** 192 × 192, full colour; Teams rounds its corners itself. */
export function colorIcon() {
  const size = 192;
  const { canvas, pen, at } = open(size);
  pen.fillStyle = NAVY;
  pen.fillRect(0, 0, size, size);
  for (const [left, height, colour] of BARS) {
    pen.fillStyle = colour;
    pen.fillRect(at(left), at(FOOT - height), at(WIDTH), at(height));
  }
  line(pen, at, '#ffffff', at(4));
  return new Uint8Array(canvas.toBuffer('image/png'));
}

/** 32 × 32, white on nothing. */
export function outlineIcon() {
  const { canvas, pen, at } = open(32);
  pen.strokeStyle = '#ffffff';
  pen.lineWidth = 2;
  for (const [left, height] of [
    [14, 34],
    [40, 50],
    [66, 30],
  ])
    pen.strokeRect(Math.round(at(left)), Math.round(at(86 - height)), Math.round(at(18)), Math.round(at(height)));
  pen.beginPath();
  pen.moveTo(2, 7);
  pen.lineTo(30, 7);
  pen.stroke();
  return new Uint8Array(canvas.toBuffer('image/png'));
}

function open(size) {
  const canvas = createCanvas(size, size);
  return { canvas, pen: canvas.getContext('2d'), at: (hundredths) => (hundredths * size) / 100 };
}

function line(pen, at, colour, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = 'round';
  pen.beginPath();
  for (const [x, y] of [
    [18, 34],
    [38, 22],
    [58, 36],
    [84, 26],
  ])
    x === 18 ? pen.moveTo(at(x), at(y)) : pen.lineTo(at(x), at(y));
  pen.stroke();
}
