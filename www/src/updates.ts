// The service worker keeps the page for offline use. A new version is offered, never swapped under one's data.
import { html, nothing, type TemplateResult } from 'lit';
import { announce, changed, isEmbed, isSingleFile, w } from './state';

let waiting: ServiceWorker | undefined;
let later = false;

export function offerUpdates(): void {
  const allowed =
    window.isSecureContext &&
    window.top === window &&
    /^https?:$/.test(location.protocol) &&
    'serviceWorker' in navigator &&
    !isEmbed &&
    !isSingleFile &&
    !import.meta.env.DEV;
  if (!allowed) return;
  const container = navigator.serviceWorker;
  container
    .register('./sw.js')
    .then((registration) => {
      const offer = () => {
        if (!registration.waiting || !container.controller) return;
        waiting = registration.waiting;
        announce(w().newVersion);
        changed();
      };
      offer();
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', offer);
      });
    })
    // Storage may be denied; the page works without.
    .catch(() => undefined);
}

const use = () => {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  waiting?.postMessage('use');
};

export function updateNotice(): TemplateResult | typeof nothing {
  if (!waiting || later) return nothing;
  const words = w();
  return html`<div class="update">
    ${words.newVersion}
    <button @click=${use}>${words.newVersionUse}</button>
    <button class="quiet" @click=${() => { later = true; changed(); }}>${words.later}</button>
  </div>`;
}
