/** Calling for attention: sound, vibration, and words for screen readers. */
import * as storage from "../core/storage.js";

const TUNES = { inject: [880, 1175, 880], message: [660] };
const PULSES = { inject: [200, 100, 200], message: [120] };
let audio = null;
let lock = null;
let saying = [];

/** To be called from a tap: before one, browsers play nothing. */
export function unlock() {
  const Audio = globalThis.AudioContext ?? globalThis.webkitAudioContext;
  if (Audio) audio ??= new Audio();
  if (audio && audio.state !== "running") audio.resume();
}

/** After a reload nobody taps Join again: any tap will do. */
export function unlockAtFirstTouch() {
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, unlock, { capture: true });
}

export const soundOn = () => storage.read("tabletop/sound", true);

export function setSound(on) {
  storage.write("tabletop/sound", on);
}

/** "inject" or "message". Returns whether there was a sound to be heard. */
export function ring(kind = "inject") {
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(PULSES[kind]);
  if (!soundOn() || audio?.state !== "running") return false;
  TUNES[kind].forEach((pitch, place) => {
    const from = audio.currentTime + place * 0.16;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(0.4, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.3);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.32);
  });
  return true;
}

/** To screen readers; what comes in one moment is one announcement. */
export function announce(text) {
  const region = document.getElementById("announcements");
  if (!region) return;
  region.textContent = "";
  if (saying.push(text) > 1) return;
  setTimeout(() => {
    region.textContent = saying.join(" ");
    saying = [];
  }, 60);
}

/** iPhones can't before iOS 16.4, nor any phone on a plain-http address. */
export const canStayAwake = () => "wakeLock" in navigator;

/** Keeps the screen on, or lets it go. A hidden page loses this, and has to ask again. */
export async function stayAwake(on) {
  try {
    if (!on) await lock?.release();
    else if (!lock || lock.released) lock = await navigator.wakeLock?.request("screen");
  } catch {
    // Hidden, or the battery is low.
  }
}
