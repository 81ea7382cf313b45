// Draws the two icons of the Teams app, so that nobody needs a drawing program to change a colour: an assembly as
// seen from above, its members in two half circles before the chair. `node scripts/draw-icons.mjs` writes appPackage/color.png and appPackage/outline.png.
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

/** A PNG of true colour with transparency. `pixels`: RGBA, row by row. */
export function png(width, height, pixels) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8 + body.length);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body) >>> 0, 4 + body.length);
    return frame;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits a channel, RGBA, no filter beyond the rows' own, not interlaced
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y += 1) Buffer.from(pixels.buffer, pixels.byteOffset + y * width * 4, width * 4).copy(rows, y * (1 + width * 4) + 1);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

/** Seats of a half circle around the chair, from left to right. */
const ROWS = [{ seats: 6, radius: 1.18 }, { seats: 3, radius: 0.64 }];

/** Distance from a point to the edge of each shape, negative inside; lengths in units of the icon's half width. */
function assembly({ scale, seat, chair }) {
  const middle = 0.5 * scale;
  const seats = ROWS.flatMap(({ seats: count, radius }) => Array.from({ length: count }, (_, at) => {
    const angle = Math.PI * (1 - (at + 0.5) / count);
    return { x: radius * scale * Math.cos(angle), y: middle - radius * scale * Math.sin(angle) };
  }));
  return {
    seats: (x, y) => Math.min(...seats.map((place) => Math.hypot(x - place.x, y - place.y) - seat)),
    chair: (x, y) => Math.hypot(x, y - middle) - chair,
  };
}

/** Paints with edges of one pixel's softness. `layers`: back to front, colour and how far a point is from the shape. */
function paint(size, layers) {
  const pixels = new Uint8Array(size * size * 4);
  const half = size / 2;
  for (let py = 0; py < size; py += 1) {
    for (let px = 0; px < size; px += 1) {
      const x = (px + 0.5 - half) / half;
      const y = (py + 0.5 - half) / half;
      let [r, g, b, a] = [0, 0, 0, 0];
      for (const { colour, distance } of layers) {
        const cover = Math.min(1, Math.max(0, 0.5 - distance(x, y) * half));
        if (cover === 0) continue;
        const [cr, cg, cb] = typeof colour === 'function' ? colour(x, y) : colour;
        const alpha = cover + a * (1 - cover);
        [r, g, b] = [[cr, r], [cg, g], [cb, b]].map(([over, under]) => (over * cover + under * a * (1 - cover)) / alpha);
        a = alpha;
      }
      pixels.set([Math.round(r), Math.round(g), Math.round(b), Math.round(a * 255)], (py * size + px) * 4);
    }
  }
  return png(size, size, pixels);
}

const mix = (from, to, share) => from.map((part, at) => part + (to[at] - part) * share);
const [DEEP, BRIGHT, WHITE, GOLD] = [[18, 63, 92], [20, 104, 128], [255, 255, 255], [255, 200, 87]];
const EVERYWHERE = () => -1;

export function colorIcon() {
  const shape = assembly({ scale: 0.66, seat: 0.12, chair: 0.17 });
  return paint(192, [
    { colour: (x, y) => mix(BRIGHT, DEEP, (x + y + 2) / 4), distance: EVERYWHERE },
    { colour: WHITE, distance: shape.seats },
    { colour: GOLD, distance: shape.chair },
  ]);
}

/** Teams tints it itself: white and transparent only. */
export function outlineIcon() {
  const shape = assembly({ scale: 0.7, seat: 0.13, chair: 0.19 });
  return paint(32, [{ colour: WHITE, distance: (x, y) => Math.min(shape.seats(x, y), shape.chair(x, y)) }]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../appPackage/color.png', import.meta.url), colorIcon());
  writeFileSync(new URL('../appPackage/outline.png', import.meta.url), outlineIcon());
  console.log('appPackage/color.png, appPackage/outline.png');
}
