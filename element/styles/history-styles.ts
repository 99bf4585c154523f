export const historyStyles = `
.history{position:relative;display:flex;flex-direction:column;min-height:0;background:var(--ck-background)}
.narrow .history{position:absolute;inset:0;z-index:4}
.wide .history{flex:none;width:280px;border-inline-end:1px solid var(--ck-border);background:var(--ck-subtle)}
.history-inner{display:flex;flex-direction:column;flex:1;min-height:0}
.history-list{flex:1;min-height:0;overflow-y:auto;padding:calc(var(--gap) * 2);display:flex;flex-direction:column}
.rows{display:grid;grid-template-columns:minmax(0,1fr);gap:1px;padding-bottom:100px!important}
.row{position:relative;display:flex;align-items:center;flex-wrap:wrap;border-radius:8px;transition:background .12s ease-out}
.row:hover,.row.current{background:var(--ck-hover)}
.wide .row:hover,.wide .row.current{background:var(--ck-border)}
.row-open{display:flex;align-items:center;gap:8px;flex:1;min-width:0;min-height:40px;padding:6px 4px 6px 10px;border:0;border-radius:8px;background:none;text-align:start;cursor:pointer}
.row-title{flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-size:.9333em}
.current .row-title{font-weight:500}
.row-menu{position:relative}
.row-more{opacity:0}
.row:hover .row-more,.row:focus-within .row-more,.row-more[aria-expanded=true]{opacity:1}
.root .row-more:hover{background:none}
.row .inline-error{padding:0 10px 6px;width:100%}
.badge{display:inline-flex;align-items:center;gap:4px;font-size:.75em;color:var(--ck-secondary)}
.busy-dot{flex:none;width:8px;height:8px;border-radius:50%;background:var(--ck-accent)}
.rename{flex:1;display:flex;padding:3px}
.rename input{flex:1;min-width:0;min-height:34px;padding:0 8px;border:1px solid var(--ck-accent-text);border-radius:7px;background:var(--ck-background);font-size:.9333em}
.history-bones{padding:4px 10px}
.row-bone{height:.95em;margin:1.2em 0}
.veil{position:absolute;inset:0;z-index:9;display:grid;place-items:center;padding:16px;background:rgb(10 12 20 / 45%)}
.wide .veil{position:fixed}
.dialog{width:min(360px,100%);padding:20px;border:1px solid var(--ck-border);border-radius:calc(var(--ck-radius-block) + 4px);background:var(--ck-raised);box-shadow:var(--ck-shadow)}
.root .dialog-title{font-size:1.0667em;margin-bottom:6px}
.dialog p{color:var(--ck-secondary)}
.dialog .inline-error{margin-top:8px;color:var(--ck-danger)}
.dialog .buttons{margin-top:20px}
.root .dialog .button.danger{background:var(--ck-danger-fill);color:#fff;border-color:transparent}
@media (hover:none){.row-more{opacity:1}}
@media (pointer:coarse){.row-open,.rename input{min-height:44px}}
@media (prefers-reduced-motion:no-preference){
  .narrow .history{animation:panel .16s ease-out}
  @keyframes panel{from{opacity:0;transform:translateX(-10px)}}
  .busy-dot{animation:bone 1.4s ease-in-out infinite}
}
@media (forced-colors:active){.row.current{outline:2px solid Highlight}.dialog,.busy-dot{border:1px solid CanvasText}.row-more{opacity:1}}
`;
