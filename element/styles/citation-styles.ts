export const citationStyles = `
.citations{white-space:nowrap}
.citation{position:relative;display:inline-flex;align-items:center;justify-content:center;min-width:1.55em;height:1.55em;margin-inline-start:.22em;padding:0 .38em;border:0;border-radius:6px;
  background:var(--ck-accent-soft);font:500 .7em/1 var(--ck-font);font-variant-numeric:tabular-nums;text-decoration:none!important;vertical-align:.18em;cursor:pointer;transition:background .12s ease-out,color .12s ease-out}
.root .citation{color:var(--ck-accent-text)}
.root .citation:hover,.root .citation:focus-visible{background:var(--ck-accent);color:var(--ck-on-accent)}
.citation::before{content:"";position:absolute;inset:-5px -2px}
.card{position:absolute;z-index:8;display:grid;gap:6px;width:min(300px,calc(100% - 24px));padding:14px;border:1px solid var(--ck-border);border-radius:var(--ck-radius-block);
  background:var(--ck-raised);box-shadow:var(--ck-shadow);font-size:.8667em;line-height:1.5}
.source-head{display:grid;grid-template-columns:1.5em minmax(0,1fr);column-gap:.6em;align-items:baseline}
.source-number{padding:.1em 0;border-radius:5px;background:var(--ck-accent-soft);color:var(--ck-accent-text);font-size:.85em;font-weight:500;text-align:center;font-variant-numeric:tabular-nums}
.source-title{font-weight:600;color:var(--ck-text)}
.source-place{color:var(--ck-secondary)}
.source-quote{color:var(--ck-text);padding-inline-start:10px;border-inline-start:2px solid var(--ck-accent);quotes:none;
  display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:6;overflow:hidden}
.source-from{color:var(--ck-muted);font-size:.92em}
.card-link{display:inline-flex;align-items:center;gap:.3em;justify-self:start;min-height:24px;margin-top:2px;font-weight:500;text-decoration:none}
.card-link:hover{text-decoration:underline;text-underline-offset:.2em}
.card-link .icon{width:1em;height:1em}
.sources ol{display:grid;grid-template-columns:minmax(0,1fr);gap:2px;margin-top:4px!important}
.sources .source{display:grid;gap:2px;padding:8px 10px;border-radius:8px;font-size:.8667em;text-decoration:none;color:inherit;transition:background .12s ease-out}
.sources li{margin-inline:-6px}
.sources .source-quote{-webkit-line-clamp:2;margin-inline-start:2.1em}
.sources .source-place{margin-inline-start:2.1em}
.sources .source-from{margin-inline-start:2.28em}
a.source:hover{background:var(--ck-subtle)}
a.source:hover .source-title{text-decoration:underline;text-underline-offset:.2em}
@media (pointer:coarse){.citation::before{inset:-12px -6px}.card-link{min-height:44px}}
@media (prefers-reduced-motion:no-preference){.card{animation:card .14s ease-out}@keyframes card{from{opacity:0;transform:translateY(-3px)}}}
@media (forced-colors:active){.citation{border:1px solid LinkText}}
`;
