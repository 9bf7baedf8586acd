package verticles.http;

import java.nio.charset.StandardCharsets;

/**
 * The style of the pages that need no script, as the reference: one column that a phone can show,
 * in light and dark.
 */
final class DocsStyle {
  static final String CSS =
      """
      :root{color-scheme:light dark;--ink:#14202b;--soft:#51606e;--line:#d9e0e6;--bg:#fff;--card:#f6f8fa;--accent:#0b6bcb}
      @media (prefers-color-scheme:dark){:root{--ink:#e7edf3;--soft:#9fb0c0;--line:#2b3743;--bg:#10171e;--card:#18212a;--accent:#6cb6ff}}
      *{box-sizing:border-box}
      body{margin:0 auto;max-width:56rem;padding:1rem;font:1rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--bg)}
      h1{margin:.5rem 0;line-height:1.2}h2{margin:2.5rem 0 .5rem;border-bottom:1px solid var(--line)}h3{margin:0;font-size:1.05rem;overflow-wrap:anywhere}h4{margin:1rem 0 .25rem;font-size:.9rem;color:var(--soft)}
      small{color:var(--soft);font-weight:400;overflow-wrap:anywhere}a{color:var(--accent)}
      nav{position:sticky;top:0;display:flex;gap:.75rem;padding:.35rem 0;overflow-x:auto;background:var(--bg);border-bottom:1px solid var(--line)}
      nav a{padding:.25rem 0;min-height:1.5rem}
      @media (min-width:48rem){nav{flex-wrap:wrap;row-gap:0}}
      article{margin:1rem 0;padding:1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);scroll-margin-top:3.5rem}
      section{scroll-margin-top:3rem}
      code,pre{font:.9em/1.45 ui-monospace,monospace}pre{overflow-x:auto;padding:.75rem;border-radius:.35rem;background:var(--bg);border:1px solid var(--line)}
      .method{display:inline-block;min-width:3.6rem;font-weight:700;color:var(--accent)}
      .summary{margin:.4rem 0;font-weight:600}.access{margin:.2rem 0;display:flex;flex-wrap:wrap;gap:.35rem}.chip{padding:.05rem .55rem;border:1px solid var(--line);border-radius:1rem;font-size:.8rem;overflow-wrap:anywhere}
      dl{margin:0}dt{margin-top:.4rem}dd{margin:0 0 .2rem 1rem}
      """;

  /** The content security policy of a page that has this style and nothing else. */
  static final String POLICY =
      "default-src 'none'; style-src "
          + Digests.source(CSS.getBytes(StandardCharsets.UTF_8))
          + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private DocsStyle() {}
}
