// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Result } from 'axe-core';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run tests/e2e/run`);
  return value;
}

export const url = fromEnvironment('MOHUR_URL');
export const pin = fromEnvironment('MOHUR_PIN');
export const folder = fromEnvironment('MOHUR_FOLDER');
const screens = fromEnvironment('MOHUR_SCREENS');

export type Language = 'az' | 'en';
export type Size = 'desktop' | 'phone';
const viewports = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } } as const;
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** A person waits no longer than this for anything on a screen. */
const patience = 20_000;

const catalogue = (language: Language): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../server/web/messages/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;
const words = { az: catalogue('az'), en: catalogue('en') };

export const browser = await chromium.launch({
  executablePath: fromEnvironment('MOHUR_CHROMIUM'),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** One person at one browser. What the console complains about is a failure unless the walk said that it was coming. */
export class Visit {
  readonly complaints: string[] = [];
  private readonly awaited = new Set<number>();
  readonly context: BrowserContext;
  readonly page: Page;
  readonly language: Language;
  readonly size: Size;
  private readonly scripts: boolean;

  private constructor(context: BrowserContext, page: Page, language: Language, size: Size, scripts: boolean) {
    this.context = context;
    this.page = page;
    this.language = language;
    this.size = size;
    this.scripts = scripts;
    page.setDefaultTimeout(patience);
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      const status = /the server responded with a status of (\d+)/.exec(message.text());
      if (status && this.awaited.has(Number(status[1]))) return;
      if (/ERR_CONNECTION_(REFUSED|RESET)|ERR_INTERNET_DISCONNECTED/.test(message.text()) && this.awaited.has(0)) return;
      this.complaints.push(`${page.url()}: ${message.text()}`);
    });
  }

  static async begin(language: Language, size: Size, scripts = true): Promise<Visit> {
    const context = await browser.newContext({
      viewport: viewports[size], locale: language, timezoneId: 'Asia/Baku', javaScriptEnabled: scripts,
      ...(size === 'phone' ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}),
    });
    await context.addCookies([{ name: 'lang', value: language, url }]);
    return new Visit(context, await context.newPage(), language, size, scripts);
  }

  /** The words of the interface, by their key in server/web/messages. */
  t(key: string, values: Record<string, string | number> = {}): string {
    const text = words[this.language][key];
    if (text === undefined) throw new Error(`no message ${key}`);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  }

  /** The answers of these statuses are part of the walk (0: no answer at all). */
  awaiting(...statuses: number[]): void {
    for (const status of statuses) this.awaited.add(status);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(url + path);
  }

  async signIn(user: string, password = `demo-${user}`): Promise<void> {
    await this.open('/');
    await this.page.getByLabel(this.t('login_user')).fill(user);
    await this.page.getByLabel(this.t('login_password')).fill(password);
    await this.page.getByRole('button', { name: this.t('login_submit') }).click();
    await this.page.getByRole('heading', { name: this.t('today_title'), level: 1 }).waitFor();
  }

  /** The screen as it stands: a picture, no horizontal scroll, nothing for axe to find. On a desktop the phone's width as well. */
  async screen(name: string): Promise<void> {
    await this.judge(name, this.size);
    if (this.size === 'desktop') await this.judge(name, 'phone');
    await this.page.setViewportSize(viewports[this.size]);
  }

  private async judge(name: string, size: Size): Promise<void> {
    const label = `${name}-${viewports[size].width}-${this.language}`;
    await this.page.setViewportSize(viewports[size]);
    await this.page.evaluate(() => document.fonts.ready);
    const [overflow, height, modal] = await this.page.evaluate(() => {
      scrollTo(0, 0);
      const root = document.documentElement;
      return [root.scrollWidth - root.clientWidth, root.scrollHeight, document.querySelector('dialog[open]') !== null] as const;
    });
    if (overflow > 0) this.complaints.push(`${label}: ${overflow} px of horizontal scroll`);
    // As high as the content, so that what is fixed to the bottom stands at the bottom of the picture.
    if (!modal) await this.page.setViewportSize({ width: viewports[size].width, height: Math.max(viewports[size].height, height) });
    await this.page.screenshot({ path: join(screens, `${label}.png`) });
    const violations = await this.violations(size);
    for (const one of violations) {
      this.complaints.push(`${label}: ${one.id}: ${one.help}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
    }
  }

  /** What axe finds. It needs a script, so a page without scripts is looked at by its twin in a window that has them. */
  private async violations(size: Size): Promise<Result[]> {
    const look = async (page: Page): Promise<Result[]> => (await new AxeBuilder({ page }).withTags(standards).analyze()).violations;
    if (this.scripts) return look(this.page);
    const window = await browser.newContext({ viewport: viewports[size] });
    const twin = await window.newPage();
    await twin.goto(this.page.url());
    await twin.setContent(await this.page.content());
    const found = await look(twin);
    await window.close();
    return found;
  }

  async end(): Promise<void> {
    await this.context.close();
    if (this.complaints.length) throw new Error(`${this.complaints.length} complaints:\n${this.complaints.join('\n')}`);
  }
}
