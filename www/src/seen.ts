// Tells once when it comes into sight, so that what is expensive waits until somebody looks.
class Seen extends HTMLElement {
  onSeen: () => void = () => undefined;
  private observer: IntersectionObserver | undefined;

  connectedCallback(): void {
    if (typeof IntersectionObserver === 'undefined') return;
    this.observer = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      this.observer?.disconnect();
      this.onSeen();
    });
    this.observer.observe(this);
  }

  disconnectedCallback(): void {
    this.observer?.disconnect();
  }
}

customElements.define('eg-seen', Seen);
