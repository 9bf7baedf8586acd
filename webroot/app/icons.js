// The few signs of the page, drawn in the colour of their text.
import { html } from 'app/html';

export function Logo({ size = 28 }) {
  const third = html`
    <path d="M32 29.5c-3.6-4-3.4-11.7 1.8-17.5 3.2 5.6 3.4 12.4-.4 17.3z" />
    <path d="M40.2 11.6A22 22 0 0 1 53 25.5" class="logo-arc" />
  `;
  return html`
    <svg class="logo" width=${size} height=${size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="15" />
      <g>${third}</g>
      <g transform="rotate(120 32 32)">${third}</g>
      <g transform="rotate(240 32 32)">${third}</g>
      <circle cx="32" cy="32" r="4.3" />
    </svg>
  `;
}

const PATHS = {
  left: 'M12.5 4.5 7 10l5.5 5.5',
  right: 'M7.5 4.5 13 10l-5.5 5.5',
  reload: 'M15.5 6.5A6.5 6.5 0 1 0 16.5 10M16 3v4h-4',
  pause: 'M7.5 5v10M12.5 5v10',
  play: 'M7 4.8v10.4l8-5.2z',
  bell: 'M10 3a4.5 4.5 0 0 0-4.5 4.5c0 4-1.5 5-1.5 6h12c0-1-1.5-2-1.5-6A4.5 4.5 0 0 0 10 3zM8.3 16.3a1.9 1.9 0 0 0 3.4 0',
  leave: 'M8 4H4.5v12H8M11 6.5 14.5 10 11 13.5M14 10H8',
  person: 'M10 3.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4M3.8 16.5c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5',
  system: 'M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 3.5a6.5 6.5 0 0 0 0 13z',
  light: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 1.8v1.7M10 16.5v1.7M1.8 10h1.7M16.5 10h1.7M4.2 4.2l1.2 1.2M14.6 14.6l1.2 1.2M4.2 15.8l1.2-1.2M14.6 5.4l1.2-1.2',
  dark: 'M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8z',
};

export function Icon({ name }) {
  return html`
    <svg class=${`icon icon-${name}`} width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d=${PATHS[name]} />
    </svg>
  `;
}
