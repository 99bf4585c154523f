export const proseStyles = `
.prose{min-width:0;overflow-wrap:anywhere}
.prose>*+*{margin-top:.85em!important}
.prose>:is(.md-h1,.md-h2,.md-h3,.md-h4,.md-h5,.md-h6){margin-top:1.5em!important;line-height:1.35;letter-spacing:-.008em}
.prose>:first-child{margin-top:0!important}
.prose>:is(.md-h1,.md-h2,.md-h3,.md-h4)+*{margin-top:.45em!important}
.root .prose .md-h1{font-size:1.25em}
.root .prose .md-h2{font-size:1.1333em}
.root .prose .md-h3{font-size:1.0333em}
.prose strong{font-weight:600}
.prose a,.deeplink{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em;text-decoration-color:color-mix(in srgb,currentColor 45%,transparent)}
.prose a:hover,.deeplink:hover{text-decoration-color:currentColor}
.deeplink{padding:0;border:0;background:none;cursor:pointer;display:inline}
.root .deeplink{color:var(--ck-accent-text)}
.deeplink .icon{width:.85em;height:.85em;margin-inline-start:.2em;vertical-align:-.08em}
.prose :is(ul,ol){padding-inline-start:0!important}
.prose li{margin-inline-start:1.55em}
.prose ul{list-style:disc!important}
.prose ul ul{list-style:circle!important}
.prose ol{list-style:decimal!important}
.prose li+li{margin-top:.3em}
.prose li::marker{color:var(--ck-muted);font-variant-numeric:tabular-nums}
.prose li>*+*{margin-top:.4em!important}
.prose li.task{list-style:none;margin-inline-start:.15em}
.prose li.task>input+p{display:inline}
.prose li.task input{margin:0 .5em 0 0;accent-color:var(--ck-accent);vertical-align:-.1em}
.prose blockquote{padding-inline-start:1em!important;border-inline-start:2px solid var(--ck-border-strong);color:var(--ck-secondary)}
.prose blockquote>*+*{margin-top:.6em!important}
.prose hr{margin:1.4em 0;border:0;border-top:1px solid var(--ck-border)}
.prose img{max-width:100%;height:auto;border-radius:var(--ck-radius-block)}
.prose :is(sub,sup){font-size:.75em;line-height:0}
.prose kbd{padding:.1em .4em;border:1px solid var(--ck-border-strong);border-bottom-width:2px;border-radius:5px;background:var(--ck-subtle);font-family:var(--ck-font-mono);font-size:.8em;white-space:nowrap}
.fold{border:1px solid var(--ck-border);border-radius:var(--ck-radius-block);overflow:clip}
.fold>summary{padding:.55em .9em;border-radius:inherit;font-weight:500;cursor:pointer}
.fold>summary:hover{background:var(--ck-hover)}
.fold[open]>summary{border-bottom:1px solid var(--ck-border);border-end-start-radius:0;border-end-end-radius:0}
.fold-content{padding:.75em .9em}
.fold-content>*+*{margin-top:.7em!important}
.prose code{font-family:var(--ck-font-mono);font-size:.8667em}
.prose :not(pre)>code{padding:.12em .38em;border-radius:5px;background:var(--ck-hover);overflow-wrap:anywhere}
.blocked-image{display:inline-flex;flex-wrap:wrap;align-items:center;gap:.5em;padding:.45em .8em;border:1px dashed var(--ck-border-strong);border-radius:8px;color:var(--ck-secondary);font-size:.8667em}
.blocked-url,.address{overflow-wrap:anywhere}
.lines{white-space:pre-line}
.code{position:relative;border:1px solid var(--ck-border);border-radius:var(--ck-radius-block);background:var(--ck-subtle);overflow:clip}
.code-bar{display:flex;align-items:center;justify-content:space-between;min-height:36px;padding:2px 4px 2px 14px;font-size:.8em;color:var(--ck-muted);border-bottom:1px solid var(--ck-border)}
.code-language{font-family:var(--ck-font-mono)}
.code-copy::after{inset-inline:auto calc(100% + 4px)!important;top:4px!important}
.code pre{margin:0;padding:12px 14px;overflow-x:auto;line-height:1.6;tab-size:4;overflow-wrap:normal}
.code pre code{font-variant-ligatures:none;white-space:pre}
.hljs-keyword,.hljs-literal,.hljs-selector-tag,.hljs-name,.hljs-meta .hljs-keyword{color:var(--ck-code-keyword)}
.hljs-string,.hljs-regexp,.hljs-addition{color:var(--ck-code-string)}
.hljs-number,.hljs-symbol,.hljs-bullet,.hljs-variable,.hljs-template-variable,.hljs-deletion{color:var(--ck-code-number)}
.hljs-title,.hljs-section,.hljs-attr,.hljs-attribute,.hljs-built_in,.hljs-type,.hljs-selector-class,.hljs-selector-id{color:var(--ck-code-title)}
.hljs-comment,.hljs-quote,.hljs-meta{color:var(--ck-code-comment)}
.hljs-emphasis{font-style:italic}
.hljs-strong{font-weight:600}
.table-box{overflow-x:auto;border:1px solid var(--ck-border);border-radius:var(--ck-radius-block)}
.table-box table{width:100%;border-collapse:collapse;font-size:.9333em;font-variant-numeric:tabular-nums}
.table-box th{font-weight:600;background:var(--ck-subtle);text-align:start;white-space:nowrap}
.table-box :is(th,td){padding:.5em .9em;border-bottom:1px solid var(--ck-border);vertical-align:top;overflow-wrap:normal;word-break:normal}
.table-box td{min-width:5.5em}
.prose .table-box code{overflow-wrap:normal;white-space:nowrap}
.table-box tr:last-child td{border-bottom:0}
.align-center{text-align:center!important}
.align-right{text-align:end!important}
`;
