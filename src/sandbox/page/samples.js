// Files to try things with, made here.

// A few steps from 永丰里 of the demo, and far out where no place is.
export const GATE = [24.8004, 118.5713], SEA = [24.5, 119.5];

// A dark stair.
export function photo() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 480, height: 320 });
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#1b1e22"; paint.fillRect(0, 0, 480, 320);
  paint.fillStyle = "#33383e";
  for (let step = 0; step < 7; step += 1) paint.fillRect(60 + step * 45, 260 - step * 32, 420 - step * 45, 28);
  paint.fillStyle = "#555"; paint.beginPath(); paint.arc(240, 40, 16, 0, 7); paint.fill();
  return new Promise((done) => canvas.toBlob((blob) => done(new File([blob], "stair.png", { type: "image/png" }))));
}

// A second of a quiet tone as a WAV file.
export function voice() {
  const rate = 8000, bytes = new DataView(new ArrayBuffer(44 + rate));
  const letters = (text, offset) => [...text].forEach((c, i) => bytes.setUint8(offset + i, c.charCodeAt(0)));
  letters("RIFF", 0);
  bytes.setUint32(4, 36 + rate, true);
  letters("WAVEfmt ", 8);
  [[16, 16, 4], [20, 1, 2], [22, 1, 2], [24, rate, 4], [28, rate, 4], [32, 1, 2], [34, 8, 2]].forEach(([offset, value, size]) =>
    (size === 4 ? bytes.setUint32(offset, value, true) : bytes.setUint16(offset, value, true)));
  letters("data", 36);
  bytes.setUint32(40, rate, true);
  for (let i = 0; i < rate; i += 1) bytes.setUint8(44 + i, 128 + 20 * Math.sin(i / 6));
  return new File([bytes], "voice.wav", { type: "audio/wav" });
}
