// Where one was on the page, found again after the result has been computed anew.

/** Goes back to a height as soon as the page is tall enough again, unless somebody scrolls first. */
export function returnTo(height: number): void {
  const until = Date.now() + 3000;
  let stopped = false;
  const stop = () => (stopped = true);
  const signs = ['wheel', 'touchstart', 'keydown', 'pointerdown'];
  signs.forEach((sign) => addEventListener(sign, stop, { once: true, passive: true }));
  const step = () => {
    if (!stopped) scrollTo(0, height);
    if (!stopped && Math.abs(scrollY - height) > 2 && Date.now() < until) requestAnimationFrame(step);
    else signs.forEach((sign) => removeEventListener(sign, stop));
  };
  requestAnimationFrame(step);
}
