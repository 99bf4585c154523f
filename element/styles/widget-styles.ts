/** Containers, text and media of widgets. Everything of a widget begins with `w-`. */
export const widgetStyles = `
.w{position:relative;min-width:0;--w-icon:16px}
.w-cover{min-width:0;transition:opacity .15s ease-out}
.w.covered>.w-cover{opacity:.55}
.w-progress{position:absolute;inset:0 12px auto;height:2px;border-radius:2px;overflow:hidden;max-width:416px;background:var(--ck-accent-soft)}
.w-progress::after{content:"";position:absolute;inset:0 60% 0 0;border-radius:inherit;background:var(--ck-accent)}
.w .icon{width:var(--w-icon);height:var(--w-icon)}
.w-card,.w-list-box{border:1px solid var(--ck-border);border-radius:calc(var(--ck-radius-block) + 2px);background-color:var(--ck-raised);overflow:clip;max-width:440px;min-width:0}
.w-card.sm{max-width:360px}
.w-card.lg{max-width:560px}
.w-card.full{max-width:none}
.w-card .w-card,.w-card .w-list-box{max-width:none;border-radius:var(--ck-radius-block)}
.w-body,.w-unknown,.w-basic,.w-transition-inner{display:flex;flex-direction:column;gap:calc(var(--gap) * 3);min-width:0}
.w-status{display:flex;align-items:center;gap:8px;min-height:36px;padding:6px calc(var(--gap) * 4)!important;border-bottom:1px solid var(--ck-border);font-size:.8667em;line-height:1.4;color:var(--ck-secondary)}
.w-favicon{flex:none;width:16px;height:16px;object-fit:contain;border-radius:4px}
.w-favicon.frame{padding:1px;background:#fff;outline:1px solid var(--ck-border)}
.w-fold{display:flex;align-items:center;gap:8px;width:100%;min-height:44px;padding:8px calc(var(--gap) * 4);border:0;background:none;text-align:start;font-weight:500;cursor:pointer}
.w-fold:hover,.w-more:hover{background:var(--ck-subtle)}
.w-fold .icon{color:var(--ck-muted);transition:transform .15s ease-out}
[dir=rtl] .w-fold .icon{transform:scaleX(-1)}
.w-fold[aria-expanded=true] .icon{transform:rotate(90deg)}
.root .w-fold:focus-visible,.root .w-more:focus-visible,.root .w-row-hit:focus-visible{outline-offset:-3px}
.w-fold+div>.w-body{padding-block-start:4px!important}
.w-box{display:flex;min-width:0}
.w-box.row{align-items:center}
.w-box.row>.w-field{flex:1 1 9em;min-width:0}
.w-box.row>.w-field:has(.date,.w-choices){flex:1 1 auto;min-width:min-content}
.w-row-content>.w-badge{align-self:center}
.w-basic.row,.w-form{gap:calc(var(--gap) * 3)}
.w-spacer{flex:1 0 auto}
.w-divider{align-self:stretch;flex:none;width:auto;height:0;margin:calc(var(--w-line-space,0px) + 0px) 0;border:0;border-top:var(--w-line,1px) solid var(--w-line-color,var(--ck-border))}
.w-box.row>.w-divider{width:0;height:auto;margin:0 calc(var(--w-line-space,0px) + 0px);border:0;border-inline-start:var(--w-line,1px) solid var(--w-line-color,var(--ck-border))}
.w-divider.flush{margin-inline:calc(var(--w-start,0px) * -1) calc(var(--w-end,0px) * -1)}
.w-foot{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:8px;padding-top:calc(var(--gap) * 1)}
.w-list{display:flex;flex-direction:column}
.w-row-item{position:relative;display:flex;align-items:center;gap:8px;min-width:0}
.w-row-item+.w-row-item{border-top:1px solid var(--ck-border)}
.w-row-item:focus{outline:none}
.w-row-content{display:flex;align-items:center;gap:calc(var(--gap) * 3);flex:1;min-width:0;padding:calc(var(--gap) * 3) calc(var(--gap) * 4);min-height:44px}
.w-row-content>.w-box.col,.w-row-content>.w-text{min-width:0}
.w-row-hit{position:absolute;inset:0;padding:0;border:0;background:none;cursor:pointer;transition:background .12s ease-out}
.w-row-hit:hover,.loading>.w-row-hit{background:var(--ck-subtle)}
.w-row-hit[aria-disabled=true],.w-row-hit:disabled{cursor:default}
.w-row-hit:disabled,.w-row-hit[aria-disabled=true]{background:none}
.armed>.w-row-content{position:relative;pointer-events:none}
.armed>.w-row-content :is(button,a,input,textarea,label,summary){pointer-events:auto}
.w-row-item>.spinner{position:relative;margin-inline-end:calc(var(--gap) * 4)}
.w-more{width:100%;min-height:40px;padding:0 calc(var(--gap) * 4);border:0;border-top:1px solid var(--ck-border);background:none;text-align:start;font-size:.9333em;font-weight:500;cursor:pointer}
.root .w-more{color:var(--ck-accent-text)}
.w-text{min-width:0;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere}
.w-title{font-weight:600;line-height:1.3;letter-spacing:-.01em;text-wrap:balance}
.w-caption{color:var(--ck-secondary);line-height:1.45}
.w-text.truncate{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.w-text.clamp{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:var(--w-lines);overflow:hidden}
.w-text.streaming::after{content:"";display:inline-block;width:.5em;height:.5em;margin-inline-start:.35em;border-radius:50%;background:var(--ck-muted);vertical-align:.05em}
.w-markdown{min-width:0}
.w-icon{display:inline-flex;flex:none}
.w-badge{display:inline-flex;align-items:center;flex:none;align-self:center;max-width:100%;padding:.1em .55em;border:1px solid transparent;border-radius:6px;font-size:calc(var(--ck-base-size,15px) * .7667);font-weight:500;line-height:1.5;white-space:nowrap;
  --w-ink:var(--ck-secondary);--w-soft:var(--ck-hover);--w-fill:var(--ck-secondary);--w-on:var(--ck-background)}
.w-body>.w-badge,.w-box.col>.w-badge,.w-basic>.w-badge{align-self:flex-start}
.w-badge.md{font-size:calc(var(--ck-base-size,15px) * .8333)}
.w-badge.lg{font-size:calc(var(--ck-base-size,15px) * .9)}
.w-badge.pill{border-radius:999px;padding-inline:.7em}
.w-badge.soft{background:var(--w-soft);color:var(--w-ink)}
.w-badge.solid{background:var(--w-fill);color:var(--w-on)}
.w-badge.outline{border-color:color-mix(in srgb,var(--w-ink) 45%,transparent);color:var(--w-ink)}
.w :is(.success,.danger,.warning,.info,.discovery){--w-on:#fff}
.w .success{--w-ink:var(--ck-good);--w-soft:var(--ck-good-soft);--w-fill:var(--ck-good-fill)}
.w .danger{--w-ink:var(--ck-danger);--w-soft:var(--ck-danger-soft);--w-fill:var(--ck-danger-fill)}
.w :is(.warning,.caution){--w-ink:var(--ck-warning);--w-soft:var(--ck-warning-soft);--w-fill:var(--ck-warning-fill);--w-on:#fff}
.w .info{--w-ink:var(--ck-info);--w-soft:var(--ck-info-soft);--w-fill:var(--ck-info-fill)}
.w .discovery{--w-ink:var(--ck-discovery);--w-soft:var(--ck-discovery-soft);--w-fill:var(--ck-discovery-fill)}
.w-image{display:block;max-width:100%;object-fit:cover;border-radius:var(--ck-radius-block)}
.w-image.frame{border:1px solid var(--ck-border)}
.w-image.flush{max-width:none;width:calc(100% + var(--w-start,0px) + var(--w-end,0px));margin-inline:calc(var(--w-start,0px) * -1) calc(var(--w-end,0px) * -1);border-radius:0}
.w-image.flush:first-child{margin-block-start:calc(var(--w-top,0px) * -1)}
.w-image.missing{display:flex;align-items:center;justify-content:center;gap:8px;min-height:44px;padding:8px;border:1px dashed var(--ck-border-strong);color:var(--ck-secondary);font-size:.8667em}
.w-table{max-width:100%;overflow-x:auto}
.w-table table{width:100%;border-collapse:collapse;font-size:.9333em;font-variant-numeric:tabular-nums}
.w-table :is(th,td){padding:.5em .75em;border-bottom:1px solid var(--ck-border);text-align:start;vertical-align:middle}
.w-table th{font-weight:600;color:var(--ck-secondary)}
.w-table tr>:first-child{padding-inline-start:0}
.w-table tr>:last-child{padding-inline-end:0}
.w-table tbody tr:last-child>*{border-bottom:0}
.w-transition{display:grid}
.w-transition-inner{overflow:hidden;min-height:0}
.w-chart{display:block;width:100%;min-width:0}
.w-chart svg{display:block;width:100%;overflow:visible}
.w-chart text{fill:var(--ck-secondary);font:400 11px var(--ck-font);font-variant-numeric:tabular-nums}
.w-chart .dot{stroke:var(--ck-raised);stroke-width:1.5}
.w-chart .grid{stroke:var(--ck-border);stroke-width:1}
.w-legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin-top:8px!important;font-size:.8em;color:var(--ck-secondary)}
.w-legend li{display:flex;align-items:center;gap:6px}
.w-legend i{width:10px;height:10px;border-radius:3px}
@media (prefers-reduced-motion:no-preference){
  .w-progress::after{animation:w-run 1.1s ease-in-out infinite}
  .w-text.streaming::after{animation:bone 1.2s ease-in-out infinite}
  .w-transition{animation:w-in .18s ease-out}
  .w-transition.leaving{animation:w-out .14s ease-in both}
  @keyframes w-run{from{transform:translateX(-110%)}to{transform:translateX(270%)}}
  @keyframes w-in{from{opacity:0;grid-template-rows:0fr}to{opacity:1;grid-template-rows:1fr}}
  @keyframes w-out{to{opacity:0}}
}
@media (pointer:coarse){.w-more{min-height:44px}}
@media (forced-colors:active){.w-badge,.w-card,.w-list-box{border:1px solid CanvasText}.w-legend i{forced-color-adjust:none}}
`;
