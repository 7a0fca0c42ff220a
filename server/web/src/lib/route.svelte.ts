// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0

/** The path and query that are shown; everything that a link must survive lives in them. */
class Route {
  path = $state(location.pathname);
  query = $state(new URLSearchParams(location.search));

  constructor() {
    addEventListener('popstate', () => this.read());
    addEventListener('click', (event) => this.follow(event));
  }

  go(target: string, replace = false): void {
    history[replace ? 'replaceState' : 'pushState'](null, '', target);
    this.read();
    if (!replace) scrollTo(0, 0);
  }

  /** The parts of `pattern` ("/documents/:id") that are variables, or null when the path is another. */
  match(pattern: string): Record<string, string> | null {
    const wanted = pattern.split('/');
    const given = this.path.split('/');
    if (wanted.length !== given.length) return null;
    const found: Record<string, string> = {};
    for (const [i, part] of wanted.entries()) {
      const value = given[i] ?? '';
      if (part.startsWith(':')) found[part.slice(1)] = decodeURIComponent(value);
      else if (part !== value) return null;
    }
    return found;
  }

  private read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
  }

  /** Plain links stay links: a click with the main button inside the application does not reload it. */
  private follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.target || link.origin !== location.origin || link.hasAttribute('data-native')) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

export const route = new Route();
