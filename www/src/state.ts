// What the whole page shares: language, colour scheme, the fragment, and the one live region.
import { chrome, type Lang, type Twin, type Words } from './words';
import type { Text } from './engine/types';

export type Theme = 'auto' | 'light' | 'dark';
export type View = 'overview' | 'data' | 'about';

const listeners = new Set<() => void>();
let planned = false;

/** Asks for one redraw of the page soon. */
export function changed(): void {
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    listeners.forEach((listener) => listener());
  });
}

export function onChange(listener: () => void): void {
  listeners.add(listener);
}

export const isEmbed = document.documentElement.dataset['page'] === 'embed';
export const isSingleFile = document.getElementById('envgrade-module') !== null;

const dark = matchMedia('(prefers-color-scheme: dark)');

/** The fragment is the permalink: everything that can be opened has its place in it. */
export const fragment = {
  get(key: string): string | null {
    return new URLSearchParams(location.hash.slice(1)).get(key);
  },
  set(values: Record<string, string | null>, { replace = false } = {}): void {
    const params = new URLSearchParams(location.hash.slice(1));
    for (const [key, value] of Object.entries(values)) {
      if (value === null) params.delete(key);
      else params.set(key, value);
    }
    const hash = `#${params.toString()}`;
    if (hash === (location.hash || '#')) return;
    if (replace) location.replace(hash);
    else location.hash = hash;
  },
  /** The address of the current state with some values changed. */
  href(values: Record<string, string | null>): string {
    const params = new URLSearchParams(location.hash.slice(1));
    for (const [key, value] of Object.entries(values)) {
      if (value === null) params.delete(key);
      else params.set(key, value);
    }
    return `#${params.toString()}`;
  },
};

/** A switch in the fragment: `1` or `on`, `0`, `off` or `none`. */
export function flag(key: string, otherwise: boolean): boolean {
  const value = fragment.get(key);
  return value === null ? otherwise : !/^(0|off|none)$/.test(value);
}

export function lang(): Lang {
  const asked = fragment.get('lang');
  return asked === 'en' || asked?.startsWith('en-') ? 'en' : 'zh';
}

export function theme(): Theme {
  const asked = fragment.get('theme');
  return asked === 'light' || asked === 'dark' ? asked : 'auto';
}

let printing = false;

export function scheme(): 'light' | 'dark' {
  if (printing) return 'light';
  const asked = theme();
  return asked === 'auto' ? (dark.matches ? 'dark' : 'light') : asked;
}

export function setPrinting(on: boolean): void {
  printing = on;
  applyDocument();
}

export function view(): View {
  const asked = fragment.get('view');
  return asked === 'data' || asked === 'about' ? asked : 'overview';
}

export function w(): Words {
  return chrome[lang()];
}

/** Words that a part of the page keeps beside itself, in the language of the page. */
export function twin<T>(zh: T, en: Twin<T>): () => T {
  return () => (lang() === 'zh' ? zh : (en as T));
}

export function t(text: Text): string {
  return text[lang()];
}

let domain: Record<string, Text> = {};

export function setDomainWords(words: Record<string, Text>): void {
  domain = words;
}

/** A word of the field by its key in the core. */
export function term(key: string): string {
  const text = domain[key];
  return text ? t(text) : key;
}

export function number(n: number): string {
  return n.toLocaleString(lang() === 'zh' ? 'zh-CN' : 'en');
}

export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Says something to readers of a screen; the same text twice is said twice. */
export function announce(text: string): void {
  const live = document.getElementById('live');
  if (!live) return;
  live.textContent = '';
  setTimeout(() => (live.textContent = text), 30);
}

export function applyDocument(): void {
  const root = document.documentElement;
  root.lang = lang() === 'zh' ? 'zh-CN' : 'en';
  root.dataset['theme'] = scheme();
  document.title = w().title;
}

addEventListener('hashchange', () => {
  applyDocument();
  changed();
});
dark.addListener(() => {
  applyDocument();
  changed();
});
