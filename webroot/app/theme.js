// Light, dark, or as the system says; and the colours of it that canvases need.
import { effect, signal } from '@preact/signals';

const PAINTS = [
  ...['ink', 'quiet', 'line', 'surface', 'accent', 'accent-soft', 'up', 'down'],
  ...['negative', 'negative-soft', 'short'],
];

const system = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(system.matches);
system.addEventListener('change', ({ matches }) => (systemDark.value = matches));

/** 'system', 'light' or 'dark'. */
export const theme = signal(localStorage.getItem('theme') || 'system');

/** The custom properties of the theme in use, without their dashes: {ink, font, …}. */
export const colours = signal(read());

export function nextTheme() {
  const order = ['system', 'light', 'dark'];
  return order[(order.indexOf(theme.value) + 1) % order.length];
}

export function changeTheme() {
  theme.value = nextTheme();
}

effect(() => {
  const { dataset } = document.documentElement;
  if (theme.value === 'system') delete dataset.theme;
  else dataset.theme = theme.value;
  localStorage.setItem('theme', theme.value);
  void systemDark.value;
  colours.value = read();
});

function read() {
  const style = getComputedStyle(document.documentElement);
  const all = { font: style.getPropertyValue('--font') };
  const probe = document.createElement('i');
  document.body.append(probe);
  PAINTS.forEach((name) => {
    // a computed colour is one that a canvas understands; the property itself may be light-dark()
    probe.style.color = `var(--${name})`;
    all[name] = getComputedStyle(probe).color;
  });
  probe.remove();
  return all;
}
