export const controlStyles = `
.icon{flex:none;width:1.2em;height:1.2em;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.icon.mirrored{transform:scaleX(-1)}
[dir=rtl] .icon-button .icon:not(.mirrored){transform:none}
.root :focus{outline:none}
.root :focus-visible{outline:2px solid var(--ck-accent-text);outline-offset:2px}
.transcript:focus-visible,.root pre:focus-visible,.root .table-box:focus-visible{outline-offset:-2px}
.icon-button{position:relative;display:inline-flex;align-items:center;justify-content:center;flex:none;width:32px;height:32px;padding:0;border:0;
  border-radius:min(var(--ck-radius-control),10px);background:none;color:var(--ck-secondary);cursor:pointer;transition:background .15s ease-out,color .15s ease-out}
.root .icon-button{color:var(--ck-secondary)}
.root .icon-button:hover{background:var(--ck-hover);color:var(--ck-text)}
.icon-button:disabled{cursor:default}
.icon-button[aria-pressed=true]{color:var(--ck-accent-text)}
.root .icon-button[aria-pressed=true] .icon{color:var(--ck-accent-text);fill:var(--ck-accent-soft)}
.icon-button::after{content:attr(data-tip);position:absolute;z-index:5;top:calc(100% + 6px);inset-inline-end:0;padding:3px 8px;border-radius:6px;
  background:var(--ck-text);color:var(--ck-background);font-size:.8em;line-height:1.5;white-space:nowrap;pointer-events:none;opacity:0;visibility:hidden;transition:opacity .12s ease-out .35s,visibility 0s .35s}
.icon-button:hover::after,.icon-button:focus-visible::after{opacity:1;visibility:visible}
.header>.icon-button:first-child::after,.open-history::after,.actions .icon-button::after{inset-inline:0 auto}
.icon-button.send::after,.icon-button.jump::after,.remove::after,.draft-quote .icon-button::after{top:auto;bottom:calc(100% + 6px)}
.icon-button[aria-expanded=true]::after,.icon-button.told::after{display:none}
.button{display:inline-flex;align-items:center;justify-content:center;gap:.45em;min-height:36px;padding:0 14px;border:1px solid var(--ck-border-strong);
  border-radius:min(var(--ck-radius-control),10px);background:var(--ck-raised);font-weight:500;font-size:.9333em;cursor:pointer;transition:background .15s ease-out}
.button:hover{background:var(--ck-hover)}
.button.small{min-height:32px;padding:0 12px}
.root .button.primary{background:var(--ck-accent);border-color:transparent;color:var(--ck-on-accent)}
.button.primary:hover{background:var(--ck-accent-hover)}
.root .button.danger{color:var(--ck-danger)}
.button.danger:hover{background:var(--ck-danger-soft)}
.buttons{display:flex;flex-wrap:wrap;gap:8px}
.buttons.end{justify-content:flex-end}
.text-button{padding:2px 4px;border:0;background:none;cursor:pointer;font-weight:500;text-decoration:underline;text-underline-offset:.2em;text-decoration-thickness:1px}
.root .text-button{color:var(--ck-accent-text)}
.disclosure{display:inline-flex;align-items:center;gap:.35em;max-width:100%;padding:4px 8px 4px 4px;margin-inline-start:-6px;border:0;border-radius:8px;background:none;font-size:.8667em;cursor:pointer;text-align:start}
.root .disclosure{color:var(--ck-secondary)}
.disclosure:hover{background:var(--ck-hover)}
.disclosure>.icon:first-child{width:1.05em;height:1.05em;transition:transform .15s ease-out}
[dir=rtl] .disclosure>.icon:first-child{transform:scaleX(-1)}
.disclosure[aria-expanded=true]>.icon:first-child{transform:rotate(90deg)}
.inline-error{font-size:.8667em;color:var(--ck-danger)}
.menu{position:absolute;z-index:6;top:calc(100% + 2px);inset-inline-end:0;min-width:160px;padding:4px;border:1px solid var(--ck-border);border-radius:var(--ck-radius-block);
  background:var(--ck-raised);box-shadow:var(--ck-shadow)}
.menu button{display:flex;align-items:center;gap:10px;width:100%;min-height:36px;padding:0 10px;border:0;border-radius:calc(var(--ck-radius-block) - 4px);background:none;cursor:pointer;text-align:start;font-size:.9333em}
.menu button:hover,.menu button:focus-visible{background:var(--ck-hover);outline-offset:-2px}
.root .menu button.danger{color:var(--ck-danger)}
.spinner{flex:none;width:1em;height:1em;margin:.1em;border:2px solid var(--ck-border-strong);border-top-color:var(--ck-accent-text);border-radius:50%}
.shimmer{color:var(--ck-secondary)}
@media (prefers-reduced-motion:no-preference){
  .spinner{animation:spin .9s linear infinite}
  .shimmer{background:linear-gradient(90deg,var(--ck-muted) 35%,var(--ck-text) 50%,var(--ck-muted) 65%) 100%/280% 100%;background-clip:text;-webkit-background-clip:text;color:transparent;animation:shimmer 2.2s linear infinite}
  @keyframes spin{to{transform:rotate(1turn)}}
  @keyframes shimmer{from{background-position:100%}to{background-position:-40%}}
}
@media (prefers-reduced-motion:reduce){.root *{transition:none!important;animation:none!important;scroll-behavior:auto!important}}
@media (pointer:coarse){
  .icon-button{width:44px;height:44px}
  .icon-button::after{display:none}
  .button,.button.small,.menu button,.disclosure{min-height:44px}
  .text-button{min-height:44px;padding:0 8px}
}
@media (forced-colors:active){
  .root .icon{color:inherit}
  .icon-button,.disclosure,.text-button{border:1px solid ButtonText}
  .shimmer{background:none;color:CanvasText}
  .root :focus-visible{outline-color:Highlight}
  .icon-button:disabled{color:GrayText;border-color:GrayText}
  .root .icon-button[aria-pressed=true]{background:Highlight;color:HighlightText;forced-color-adjust:none}
}
`;
